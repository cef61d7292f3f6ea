"""What Telegram shows of the bot before anybody talks to it, per language, and how it brings updates.

Only what differs is set, because Telegram takes few changes of a name a day. Telegram knows a language by two letters,
so one that has no such code shows what is the default, which is the content's own language.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from telegram import Bot, BotCommand
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.channels.cards import Writer
from bot.channels.telegram.client import Client, Wait
from bot.channels.telegram.handling import WANTED
from bot.core.common import DEFAULT_LANGUAGE, MENU_COMMANDS
from bot.core.limits import TELEGRAM_ABOUT, TELEGRAM_NAME, TELEGRAM_SHORT
from bot.turn import Parts

NAMES = {"erase": "wis"}
"""Commands that have another name in Telegram."""
MOST_CONNECTIONS = 100
"""Updates that Telegram may bring at the same moment, by as many connections: the most that it takes. Those of one chat
come one by one all the same."""


class SetupError(Exception):
    """Telegram refused a setting, or is away. One line for an operator."""


@dataclass(frozen=True, slots=True)
class _Field:
    """One text of the profile: its name, our word for it, how long it may be, how it is read and set."""

    name: str
    word: str
    limit: int
    read: Callable[[Bot, str | None], Awaitable[object]]
    set: Callable[[Bot, str, str | None], Awaitable[object]]


PROFILE = (
    _Field(
        "name", "name", TELEGRAM_NAME,
        lambda bot, code: bot.get_my_name(code), lambda bot, text, code: bot.set_my_name(text, code),
    ),
    _Field(
        "short_description", "short", TELEGRAM_SHORT,
        lambda bot, code: bot.get_my_short_description(code),
        lambda bot, text, code: bot.set_my_short_description(text, code),
    ),
    _Field(
        "description", "about", TELEGRAM_ABOUT,
        lambda bot, code: bot.get_my_description(code), lambda bot, text, code: bot.set_my_description(text, code),
    ),
)  # fmt: skip


async def set_up(client: Client, parts: Parts, webhook: str, secret: str, now: datetime) -> list[str]:
    """Set commands, descriptions and the webhook (none when `webhook` is empty). Returns a line for each change.

    Raises:
        SetupError: when Telegram refuses one, or cannot be reached.
    """
    try:
        changed = [line async for line in _profile(client.bot, parts, now)]
        return [*changed, *await _webhook(client.bot, webhook, secret)]
    except TelegramError as error:
        raise SetupError(_told(error)) from None


async def set_webhook(client: Client, webhook: str, secret: str) -> list[str]:
    """Only have updates brought to `webhook`, or leave them to be polled when it is empty. As `set_up` otherwise."""
    try:
        return await _webhook(client.bot, webhook, secret)
    except TelegramError as error:
        raise SetupError(_told(error)) from None


async def _profile(bot: Bot, parts: Parts, now: datetime) -> AsyncIterator[str]:
    default = Writer(parts.library, parts.speech(DEFAULT_LANGUAGE), now)
    for code in (None, *(code for code in parts.library.spoken if len(code) == 2)):
        writer = Writer(parts.library, parts.speech(code or DEFAULT_LANGUAGE), now)
        commands = tuple(BotCommand(NAMES.get(name, name), writer.word("commands", name)) for name in MENU_COMMANDS)
        if await bot.get_my_commands(language_code=code) != commands:
            await bot.set_my_commands(commands, language_code=code)
            yield f"commands, {code or 'default'}"
        for field in PROFILE:
            text = writer.word("profile", field.word)[: field.limit]
            held = attrgetter(field.name)(await field.read(bot, code))
            as_default = code is not None and not held and text == default.word("profile", field.word)[: field.limit]
            if held != text and not as_default:
                await field.set(bot, text, code)
                yield f"{field.name}, {code or 'default'}"


async def _webhook(bot: Bot, webhook: str, secret: str) -> list[str]:
    held = await bot.get_webhook_info()
    if not webhook:
        if held.url:
            await bot.delete_webhook(drop_pending_updates=False)
        return ["webhook taken away"] if held.url else []
    # Set in any case: the secret may be another one, and that cannot be asked.
    await bot.set_webhook(
        webhook,
        max_connections=MOST_CONNECTIONS,
        allowed_updates=WANTED,
        secret_token=secret,
        drop_pending_updates=False,
    )
    wanted = (webhook, MOST_CONNECTIONS, sorted(WANTED))
    same = (held.url, held.max_connections, sorted(held.allowed_updates or ())) == wanted
    return [] if same else ["webhook"]


def _told(error: TelegramError) -> str:
    match error:
        case InvalidToken() | Forbidden():
            return "Telegram does not know this bot: is the token right?"
        case Wait():
            return f"Telegram takes no more changes now: try again in {error.message}"
        case BadRequest():
            return f"Telegram refused a setting: {error.message}"
        case NetworkError():
            return "Telegram cannot be reached"
        case _:
            return f"Telegram answered with {type(error).__name__}"
