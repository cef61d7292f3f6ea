"""A turn -> messages of the Cloud API. Pure.

What has to be chosen comes as buttons, as a list, or numbered, whichever fits; typing the number or the words works
everywhere, because the reader knows the choices of the open question. Lengths are those of `bot.core.limits`.
"""

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import count
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
FORMATTING = re.compile(r"(?<![^\W_])([*_~`])(?=\S)|(?<=\S)([*_~`])(?![^\W_])")
"""Signs that would make words bold, slanted or struck through."""
INVISIBLE = "⁠"
"""WORD JOINER: between a sign and its word, so that the sign stays a sign."""


def show(shown: Shown, parts: Parts, web_address: str, chance: Callable[[int], bytes]) -> tuple[Outgoing, ...]:
    """The messages of a turn, in order. `web_address`: of the web chat, where nothing stays; empty: there is none."""
    turn = shown.turn
    speech = parts.speech(turn.language)
    writer = Writer(parts.library, speech, shown.now)
    screen = render(turn.events, parts.library, speech, shown.now)
    blocks = [_plain(block) for block in screen.blocks]
    erased = any(isinstance(event, Ended) and event.erased for event in turn.events)
    if shown.begins or erased:
        # It is said before the first question, and again to whoever thinks that all is gone.
        notice = [writer.word("messenger", "stays_there")]
        notice += [writer.word("messenger", "web_instead", url=web_address)] if web_address and shown.begins else []
        at = len(blocks) - 1 if screen.buttons else len(blocks)
        blocks[at:at] = notice
    bodies = _messages(blocks, screen, writer)
    address = shown.incoming.about if isinstance(shown.incoming.about, Mapping) else {"to": shown.incoming.chat}
    return tuple(_outgoing(shown.incoming.chat, address, body, chance(TOKEN)) for body in bodies)


def _outgoing(chat: str, address: Mapping[str, str], body: dict[str, Any], token: bytes) -> Outgoing:
    opaque = base64.urlsafe_b64encode(token).decode("ascii")
    message = {
        "messaging_product": "whatsapp", "recipient_type": "individual", **address, **body,
        "biz_opaque_callback_data": opaque,
    }  # fmt: skip
    return Outgoing({"channel": CHANNEL, "to": chat, "message": message}, token)


def _messages(blocks: list[str], screen: Screen, writer: Writer) -> list[dict[str, Any]]:
    own = screen.buttons[screen.offered :]
    if not screen.buttons:
        return [_text(text) for text in packed(blocks, MOST_TEXT)]
    *before, question = blocks
    # A language that is offered besides is one more button where there is room; typing its name works always.
    for buttons in (screen.buttons, own):
        if action := _action(buttons, screen.at, writer):
            kind = "button" if "buttons" in action else "list"
            room = WHATSAPP.text - len(question) - len(SEPARATOR)
            whole = SEPARATOR.join(blocks)
            if len(whole) <= WHATSAPP.text or room < 0:
                before, question = [], whole
            asked = packed([question], WHATSAPP.text)
            said = [_text(text) for text in packed([*before, *asked[:-1]], MOST_TEXT)]
            return [*said, _interactive(kind, asked[-1], action)]
    lines = [f"{number}. {_choice(button)}" for number, button in zip(count(1), own, strict=False)]
    ask = f"{question}\n{chr(10).join(lines)}"
    return [_text(text) for text in packed([*before, ask, writer.word("messenger", "numbers")], MOST_TEXT)]


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


def _interactive(kind: str, text: str, action: dict[str, Any]) -> dict[str, Any]:
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": text}, "action": action}}


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": {"body": text, "preview_url": False}}


def _plain(block: Bubble | Card) -> str:
    if isinstance(block, Bubble):
        return unformatted(block.text)
    lines = [f"*{block.title.replace('*', '')}*", block.subtitle, *(line.text for line in block.lines)]
    return "\n".join([lines[0], *map(unformatted, lines[1:])])


def unformatted(text: str) -> str:
    """A text in which no sign makes anything bold or slanted. Addresses of pages stay as they are."""
    words = re.split(r"(\s+)", text)
    return "".join(word if "://" in word else FORMATTING.sub(_joined, word) for word in words)


def _joined(found: re.Match[str]) -> str:
    return f"{found[1]}{INVISIBLE}" if found[1] else f"{INVISIBLE}{found[2]}"


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
