"""What a turn shows -> calls of the Bot API, as data for the courier. Pure.

A pressed menu keeps its text and loses its buttons, so that a conversation reads back as it went and no old button is
left to press. Links are shown without a preview: fetching one would tell a site that somebody reads about it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.channels.base import Screen
from bot.channels.cards import Writer
from bot.channels.render import render
from bot.channels.telegram import CHANNEL
from bot.channels.telegram.callback import Signer
from bot.channels.telegram.notes import Note, parsed
from bot.channels.telegram.texts import escaped, pages, units
from bot.channels.telegram.updates import Menu
from bot.conversation import Outgoing, Shown
from bot.core.events import Ended, Said
from bot.core.library import Library
from bot.core.limits import TELEGRAM
from bot.turn import Parts

DELETABLE = 48 * 3600 - 60
"""Seconds for which Telegram lets a message be deleted (48 hours), less a minute for the call to get there. Source: Bot
API 10.1, deleteMessage."""
AT_ONCE = 100
"""Messages that one call can delete. Source: Bot API 10.1, deleteMessages."""
NO_PREVIEW = {"is_disabled": True}
LINK = "https://t.me/{}"
NOT_TAKEN = frozenset(f"_words.messages.{name}" for name in ("old_button", "moved", "trouble"))
"""What is said when a press was no answer."""


def show(shown: Shown, parts: Parts, signer: Signer) -> tuple[Outgoing, ...]:
    """The calls that come of a turn, in the order in which they have to be made."""
    chat, turn, library = shown.incoming.chat, shown.turn, parts.library
    speech = parts.speech(turn.language)
    screen = render(turn.events, library, speech, shown.now)
    menu = shown.incoming.about if isinstance(shown.incoming.about, Menu) else None
    erased = any(isinstance(event, Ended) and event.erased for event in turn.events)
    calls: list[Outgoing] = []
    gone = _deletable(shown, menu) if erased else []
    if menu:
        calls.append(_call(chat, "answerCallbackQuery", callback_query_id=menu.query_id))
        if menu.message_id not in gone:
            calls += _edits(chat, menu, _taken(shown))
    calls += [_call(chat, "deleteMessages", chat_id=chat, message_ids=some) for some in _batches(gone)]
    before = [Writer(library, speech, shown.now).word("messenger", "wiped")] if erased else []
    texts = pages(screen, before, _runs_left(library, speech.code))
    keyboard = _keyboard(chat, screen, signer)
    for number, text in enumerate(texts, 1):
        calls.append(_message(chat, text, keyboard if number == len(texts) else None))
    return tuple(calls)


def group_answer(chat: str, parts: Parts, bot_name: str, language: str, now: datetime) -> Outgoing:
    """What a group is answered: everybody reads along here, there is a private chat.

    `language` is what the channel knows of whoever asked (`tr`, `en-GB`); `bot_name` is without `@`.
    """
    speech = parts.speech(language.casefold().partition("-")[0])
    text = Writer(parts.library, speech, now).word("messenger", "private_only", url=LINK.format(bot_name))
    rtl = _runs_left(parts.library, speech.code)
    return _message(chat, pages(Screen((), (), "", False), [text], rtl)[0], None)


def _edits(chat: str, menu: Menu, taken: bool) -> Iterator[Outgoing]:
    """The menu without its buttons, and with the answer under it where it was one."""
    if not menu.text:
        return
    text = f"{menu.text}\n\n» {escaped(menu.label)}"
    if taken and menu.label and units(text) <= TELEGRAM.text:
        yield _call(
            chat,
            "editMessageText",
            chat_id=chat,
            message_id=menu.message_id,
            text=text,
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
        )
    else:
        yield _call(chat, "editMessageReplyMarkup", chat_id=chat, message_id=menu.message_id)


def _taken(shown: Shown) -> bool:
    """True when the press was an answer; it is none either when the conversation was over already."""
    refused = any(isinstance(event, Said) and event.text.context in NOT_TAKEN for event in shown.turn.events)
    return not (refused or shown.begins)


def _deletable(shown: Shown, menu: Menu | None) -> list[int]:
    """Ids of all messages of the conversation that Telegram still lets us delete, oldest first."""
    notes = [parsed(text) for text in (*shown.notes, shown.incoming.note)]
    known: set[Note] = {one for one in notes if one}
    if menu and menu.date:
        known.add((menu.message_id, menu.date))
    oldest = shown.now.timestamp() - DELETABLE
    return sorted({message for message, date in known if date > oldest})


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    for at in range(0, len(ids), AT_ONCE):
        yield list(ids[at : at + AT_ONCE])


def _keyboard(chat: str, screen: Screen, signer: Signer) -> dict[str, object] | None:
    rows = [
        [{"text": button.label, "callback_data": signer.data(chat, screen.at, button.id)}] for button in screen.buttons
    ]
    return {"inline_keyboard": rows} if rows else None


def _message(chat: str, text: str, keyboard: dict[str, object] | None) -> Outgoing:
    return _call(
        chat,
        "sendMessage",
        chat_id=chat,
        text=text,
        parse_mode="HTML",
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard,
    )


def _call(chat: str, method: str, **params: object) -> Outgoing:
    given = {name: value for name, value in params.items() if value is not None}
    return Outgoing({"channel": CHANNEL, "to": chat, "call": method, "with": given})


def _runs_left(library: Library, language: str) -> bool:
    return language in library.languages and library.languages[language].direction == "rtl"
