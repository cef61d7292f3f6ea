"""A turn -> messages of the Cloud API. Pure.

What has to be chosen comes as buttons, as a list, or numbered, whichever fits; typing the number or the words works
everywhere, because the reader knows the choices of the open question. Lengths are those of `bot.core.limits`.
"""

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.channels.base import Bubble, Button, Card, Screen
from bot.channels.cards import Writer
from bot.channels.render import render
from bot.channels.whatsapp.updates import CHANNEL
from bot.conversation import Outgoing, Shown
from bot.core.events import Ended
from bot.core.limits import WHATSAPP
from bot.turn import Parts

MOST_TEXT = 4096
"""Of a message without buttons."""
TOKEN = 12
SEPARATOR = "\n\n"
SIGNS = re.compile(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])")
"""Signs at the edge of a word, where they would make words bold, slanted or struck through."""
ALIKE = str.maketrans("*_~`", "\u2217\u02cd\u223c\u02cb")
"""What looks the same and formats nothing: WhatsApp knows no sign that takes the meaning off another one."""
RIGHT = "\u200f"
"""RIGHT-TO-LEFT MARK. A line that begins with a Dutch name or a number would else run from left to right."""


def show(shown: Shown, parts: Parts, web_address: str, chance: Callable[[int], bytes]) -> tuple[Outgoing, ...]:
    """The messages of a turn, in order.

    Args:
        web_address: of the web chat, where nothing stays; empty: there is none.
        chance: so many random bytes, such as `secrets.token_bytes`.
    """
    incoming, turn, library = shown.incoming, shown.turn, parts.library
    speech = parts.speech(turn.language)
    writer = Writer(library, speech, shown.now)
    screen = render(turn.events, library, speech, shown.now)
    blocks = [_plain(block) for block in screen.blocks]
    erased = any(isinstance(event, Ended) and event.erased for event in turn.events)
    if shown.begins or erased:
        # It is said before the first question, and again to whoever thinks that all is gone.
        notice = [writer.word("messenger", "stays_there")]
        notice += [writer.word("messenger", "web_instead", url=web_address)] if web_address and shown.begins else []
        at = len(blocks) - bool(screen.buttons)
        blocks[at:at] = notice
    language = library.languages.get(speech.code)
    mark = RIGHT if language and language.direction == "rtl" else ""
    address = incoming.about if isinstance(incoming.about, Mapping) else {"to": incoming.chat}
    bodies = _messages([_marked(block, mark) for block in blocks], screen, writer, mark)
    return tuple(_outgoing(incoming.chat, address, body, chance(TOKEN)) for body in bodies)


def _outgoing(chat: str, address: Mapping[str, str], body: dict[str, Any], token: bytes) -> Outgoing:
    opaque = base64.urlsafe_b64encode(token).decode("ascii")
    message = {
        "messaging_product": "whatsapp", "recipient_type": "individual", **address, **body,
        "biz_opaque_callback_data": opaque,
    }  # fmt: skip
    return Outgoing({"channel": CHANNEL, "to": chat, "message": message}, token)


def _messages(blocks: list[str], screen: Screen, writer: Writer, mark: str) -> list[dict[str, Any]]:
    if not screen.buttons:
        return [_text(text) for text in packed(blocks, MOST_TEXT)]
    if action := _action(screen.buttons, screen.at, writer):
        return _asked(blocks, action)
    # A language that is offered besides gets no number: a typed number is a choice of the question, its name works too.
    own, offered = screen.buttons[screen.offered :], screen.buttons[: screen.offered]
    *before, question = blocks
    before += [_marked("\n".join(f"• {button.label}" for button in offered), mark)] if offered else []
    if action := _action(own, screen.at, writer):
        return _asked([*before, question], action)
    lines = [f"{number}. {unformatted(_choice(button))}" for number, button in enumerate(own, 1)]
    choices, how = _marked("\n".join(lines), mark), _marked(writer.word("messenger", "numbers"), mark)
    return [_text(text) for text in packed([*before, f"{question}\n{choices}", how], MOST_TEXT)]


def _asked(blocks: list[str], action: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything in one message where it fits, else the question by itself in the last one."""
    *before, question = blocks
    whole = SEPARATOR.join(blocks)
    if len(whole) <= WHATSAPP.text:
        before, question = [], whole
    *first, last = packed([question], WHATSAPP.text)
    body = {"type": "button" if "buttons" in action else "list", "body": {"text": last}, "action": action}
    said = [_text(text) for text in packed([*before, *first], MOST_TEXT)]
    return [*said, {"type": "interactive", "interactive": body}]


def _action(buttons: Sequence[Button], at: str, writer: Writer) -> dict[str, Any] | None:
    """How the choices fit in one message; None when they do not."""
    titles = {button.label for button in buttons}
    if len(titles) < len(buttons) or not all(titles):
        return None
    longest = max(map(len, titles))
    plain = not any(button.description for button in buttons)
    if len(buttons) <= WHATSAPP.buttons and longest <= WHATSAPP.button and plain:
        replies = [{"id": f"{at}|{button.id}", "title": button.label} for button in buttons]
        return {"buttons": [{"type": "reply", "reply": reply} for reply in replies]}
    if len(buttons) <= WHATSAPP.rows and longest <= WHATSAPP.row:
        return {"button": writer.word("messenger", "choose"), "sections": [{"rows": [_row(b, at) for b in buttons]}]}
    return None


def _row(button: Button, at: str) -> dict[str, str]:
    row = {"id": f"{at}|{button.id}", "title": button.label}
    return {**row, "description": button.description} if 0 < len(button.description) <= WHATSAPP.description else row


def _choice(button: Button) -> str:
    return f"{button.label} ({button.description})" if button.description else button.label


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": {"body": text, "preview_url": False}}


def _plain(block: Bubble | Card) -> str:
    if isinstance(block, Bubble):
        return unformatted(block.text)
    title = f"*{block.title.translate(ALIKE).strip()}*"
    return "\n".join([title, *(unformatted(text) for text in (block.subtitle, *(line.text for line in block.lines)))])


def _marked(text: str, mark: str) -> str:
    """Every line begins with the mark; inside the sign that makes a title bold, which must come first."""
    if not mark:
        return text
    return "\n".join(f"*{mark}{line[1:]}" if line.startswith("*") else mark + line for line in text.split("\n"))


def unformatted(text: str) -> str:
    """A text in which no sign makes anything bold or slanted. Addresses of pages and of mail stay as they are."""
    words = re.split(r"(\s+)", text)
    return "".join(
        word if "://" in word or "@" in word else SIGNS.sub(lambda sign: sign[0].translate(ALIKE), word)
        for word in words
    )


def packed(blocks: list[str], limit: int) -> list[str]:
    """Blocks in as few texts as possible, none longer than `limit`; a longer block is cut at a line or a space."""
    texts: list[str] = []
    for piece in (piece for block in blocks for piece in _cut(block, limit)):
        if texts and len(texts[-1]) + len(SEPARATOR) + len(piece) <= limit:
            texts[-1] += SEPARATOR + piece
        else:
            texts.append(piece)
    return texts


def _cut(block: str, limit: int) -> list[str]:
    pieces = []
    while len(block) > limit:
        at = max(block.rfind("\n", 0, limit), block.rfind(" ", limit // 2, limit))
        at = at if at > 0 else limit
        pieces.append(block[:at].rstrip())
        block = block[at:].lstrip()
    return [*pieces, block] if block else pieces
