"""A Telegram update -> what it means to us. Pure: nothing is fetched, answered or kept.

Only what a person does in a private chat is an input; a group gets an answer when it addresses us, and everything else
(edited messages, channels, joining and leaving, other bots) is nothing to us. Of a photo, a voice note or a place it is
only known that it came: what is in it, and the words under it, are not read.
"""

import re
from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType

from bot.channels.telegram import CHANNEL
from bot.channels.telegram.callback import Presses
from bot.channels.telegram.notes import note
from bot.conversation import Incoming
from bot.core.common import COMMAND_ALIASES, COMMANDS
from bot.core.inputs import Commanded, Input, Sent, Started, Typed

COMMAND = re.compile(r"/(?P<name>\w{1,32})(?:@(?P<bot>\w{1,64}))?(?:\s+(?P<rest>.*))?", re.ASCII | re.DOTALL)
PAYLOAD = re.compile(r"[\w-]{0,64}", re.ASCII)
START = "start"
OURS = {*COMMANDS, *COMMAND_ALIASES}
"""The commands to which a group gets an answer when it does not say which bot they are for."""
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
CONTENT = (
    "animation", "audio", "checklist", "contact", "dice", "document", "game", "live_photo", "location", "paid_media",
    "photo", "poll", "sticker", "story", "venue", "video", "video_note", "voice",
)  # fmt: skip
"""What a person can send besides text. All else that is no text tells of something that happened to the chat."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The message whose button was pressed."""

    query_id: str
    message_id: int
    date: int
    """Seconds since 1970; 0 when Telegram no longer shows the message to us."""
    text: str
    """As HTML; empty when Telegram no longer shows it to us."""
    label: str
    """What stands on the button; empty when there is no such button."""


@dataclass(frozen=True, slots=True)
class Inline:
    """Somebody looks something up from another chat (`@bot omgang`)."""

    query_id: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class InGroup:
    """Somebody addresses us in a group."""

    chat: str
    message: str
    """The delivery, as in `Incoming`."""
    language: str


def read(update: Update, presses: Presses, bot_name: str) -> Incoming | Inline | InGroup | None:
    """What an update means; None when it is nothing to us.

    Args:
        update: as Telegram brought it.
        presses: reads what buttons carry.
        bot_name: our username, without `@`.
    """
    delivery = str(update.update_id)
    if update.callback_query:
        return _pressed(update.callback_query, delivery, presses)
    if update.inline_query:
        query = update.inline_query
        return Inline(query.id, query.query, _language(query.from_user))
    message = update.message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    if message.chat.type == ChatType.PRIVATE:
        return _private(message, delivery, bot_name)
    if message.chat.type in GROUPS and _addressed(message.text or "", bot_name):
        return InGroup(str(message.chat.id), delivery, _language(message.from_user))
    return None


def _pressed(query: CallbackQuery, delivery: str, presses: Presses) -> Incoming | None:
    message = query.message
    if message is None or message.chat.type != ChatType.PRIVATE:
        return None  # our menus are in private chats only
    chat, data = str(message.chat.id), query.data or ""
    seen = message if isinstance(message, Message) and message.is_accessible else None
    menu = Menu(
        query_id=query.id,
        message_id=message.message_id,
        date=_date(seen) if seen else 0,
        text=seen.text_html if seen and seen.text else "",
        label=_label(seen, data) if seen else "",
    )
    return Incoming(CHANNEL, chat, delivery, presses.read(chat, data), language=_language(query.from_user), about=menu)


def _private(message: Message, delivery: str, bot_name: str) -> Incoming | None:
    text = message.text or ""
    own_card = message.via_bot is not None and _is_us(message.via_bot.username or "", bot_name)
    if own_card or not (text or any(getattr(message, kind, None) for kind in CONTENT)):
        return None  # a card that they sent themselves by inline mode is not something that they tell
    given, words = _said(text) if text else (Sent(), "")
    return Incoming(
        CHANNEL,
        str(message.chat.id),
        delivery,
        given,
        words,
        _language(message.from_user),
        note(message.message_id, _date(message)),
    )


def _said(text: str) -> tuple[Input, str]:
    """The input, and the words when they are to be read.

    Words behind a command are read, command and all: `/help he hits me` must not lose what it tells.
    """
    found = COMMAND.fullmatch(text.strip())
    if not found:
        return Typed(), text
    name, rest = found["name"].casefold(), (found["rest"] or "").strip()
    if name == START and PAYLOAD.fullmatch(rest):
        return Started(rest), ""
    if rest:
        return Typed(), f"{name} {rest}" if name != START else rest
    return Commanded(name), ""


def _addressed(text: str, bot_name: str) -> bool:
    found = COMMAND.fullmatch(text.strip())
    if found and found["bot"]:
        return _is_us(found["bot"], bot_name)
    if found and found["name"].casefold() in OURS:
        return True
    return any(_is_us(name, bot_name) for name in re.findall(r"(?<!\w)@(\w+)", text))


def _is_us(name: str, bot_name: str) -> bool:
    return bool(bot_name) and name.casefold() == bot_name.casefold()


def _label(message: Message, data: str) -> str:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((button.text for row in rows for button in row if data and button.callback_data == data), "")


def _language(user: User | None) -> str:
    return (user.language_code if user else None) or ""


def _date(message: Message) -> int:
    return int(message.date.timestamp())
