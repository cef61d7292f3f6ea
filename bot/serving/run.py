"""Settings -> a running assistant: the one place that wires store, keys and channels."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from functools import partial
from secrets import token_bytes

import uvicorn

from bot.channels.telegram.callback import Signer, secret_of
from bot.channels.telegram.client import BASE as TELEGRAM_API, Client, Lost, NotSent
from bot.channels.telegram.courier import Courier as TelegramCourier
from bot.channels.telegram.handling import Handling
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.setup import SetupError, set_up
from bot.channels.telegram.webhook import Webhook as TelegramWebhook
from bot.channels.whatsapp.courier import BASE as WHATSAPP_API, Courier as WhatsAppCourier
from bot.channels.whatsapp.messages import show
from bot.channels.whatsapp.webhook import Webhook as WhatsAppWebhook
from bot.delivery.courier import Courier
from bot.logs import event
from bot.serving.server import TELEGRAM, application
from bot.serving.service import Service
from bot.settings import Settings, SettingsError, need, plain
from bot.storage.base import StoreError
from bot.storage.keys import KeyFile, KeyFileError
from bot.storage.sqlite import SqliteStore, StoreFileError
from bot.turn import Parts

Refusal = (SetupError, KeyFileError, StoreFileError, StoreError)
"""What keeps a service from running, besides its settings: each is one line for an operator."""
GRACE = 10
"""Seconds for requests that are under way when the server is told to stop."""


async def serve(settings: Settings, parts: Parts) -> None:
    """Run all channels that are set, until SIGTERM or SIGINT.

    Telegram comes by webhook where its secret and our public address are set, and is polled otherwise.

    Raises:
        SettingsError, SetupError, KeyFileError, StoreFileError, StoreError: one line for an operator.
    """
    if not (settings.telegram_token or settings.whatsapp):
        raise SettingsError("no channel is set: see `thuiswijzer settings` for what Telegram and WhatsApp need")
    if settings.whatsapp:
        need(settings, "whatsapp")
    async with contextlib.AsyncExitStack() as stack:
        client = await stack.enter_async_context(_client(settings)) if settings.telegram_token else None
        couriers: list[Courier] = [TelegramCourier(client)] if client else []
        if settings.whatsapp:
            courier = WhatsAppCourier(
                settings.whatsapp_number_id, plain(settings.whatsapp_token), _base(settings.whatsapp_api, WHATSAPP_API)
            )
            stack.push_async_callback(courier.close)
            couriers.append(courier)
        bot_name = await _bot_name(client) if client else ""
        service = await stack.enter_async_context(_service(settings, parts, couriers).running())
        handling = _handling(service, client, bot_name, settings) if client else None
        hooked = bool(settings.telegram_secret and settings.public_address)
        if client:
            address = f"{_base(settings.public_address, '')}{TELEGRAM}" if hooked else ""
            await _set_up(client, parts, address, plain(settings.telegram_secret))
        await _run(settings, service, client, handling, hooked)


async def set_up_telegram(settings: Settings, parts: Parts) -> list[str]:
    """Set what Telegram shows of the bot. Returns a line for each change.

    Raises:
        SettingsError, SetupError: one line for an operator.
    """
    need(settings, "telegram")
    hooked = bool(settings.telegram_secret and settings.public_address)
    address = f"{_base(settings.public_address, '')}{TELEGRAM}" if hooked else ""
    async with _client(settings) as client:
        return await _set_up(client, parts, address, plain(settings.telegram_secret))


async def _run(
    settings: Settings, service: Service, client: Client | None, handling: Handling | None, hooked: bool
) -> None:
    by_webhook = TelegramWebhook(handling, plain(settings.telegram_secret).encode()) if handling and hooked else None
    application_ = application(by_webhook, _whatsapp(service, settings) if settings.whatsapp else None)
    config = uvicorn.Config(
        application_, host=settings.host, port=settings.port, log_config=None, access_log=False, lifespan="off",
        server_header=False, timeout_graceful_shutdown=GRACE, h11_max_incomplete_event_size=16_384,
    )  # fmt: skip
    channels = ", ".join(filter(None, ["telegram" if client else "", "whatsapp" if settings.whatsapp else ""]))
    languages = ", ".join(service.parts.library.spoken)
    event("started", channels=channels, languages=languages, pack=service.parts.library.pack)
    if client and handling and not hooked and not settings.whatsapp:
        await _poll(client, handling)
        return
    stopped = asyncio.Event()
    polling = (
        asyncio.create_task(Polling(client, handling).run(stopped)) if client and handling and not hooked else None
    )
    await uvicorn.Server(config).serve()
    stopped.set()
    if polling:
        await polling


async def _poll(client: Client, handling: Handling) -> None:
    stopped = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    await Polling(client, handling).run(stopped)


def _service(settings: Settings, parts: Parts, couriers: Sequence[Courier]) -> Service:
    keys = KeyFile(settings.keys, settings.allow_keys_on_disk)
    return Service(parts, SqliteStore.open(settings.database), keys, couriers, settings.idle_minutes * 60)


def _handling(service: Service, client: Client, bot_name: str, settings: Settings) -> Handling:
    signer = Signer(secret_of(plain(settings.telegram_token)))
    return Handling(service.conversations, service.store, client, signer, bot_name, service.now)


def _whatsapp(service: Service, settings: Settings) -> WhatsAppWebhook:
    web = _base(settings.web_address, "")
    shown = partial(show, parts=service.parts, web_address=web, chance=token_bytes)
    return WhatsAppWebhook(
        service.conversations,
        service.store,
        shown,
        settings.whatsapp_number_id,
        plain(settings.whatsapp_app_secret).encode(),
        plain(settings.whatsapp_verify_token).encode(),
        service.now,
    )


@contextlib.asynccontextmanager
async def _client(settings: Settings) -> AsyncIterator[Client]:
    client = Client(plain(settings.telegram_token), _base(settings.telegram_api, TELEGRAM_API))
    try:
        yield client
    finally:
        await client.shutdown()


async def _bot_name(client: Client) -> str:
    try:
        answer = await client.call("getMe", {})
    except (NotSent, Lost) as error:
        raise SetupError(f"Telegram cannot be reached: {error}") from None
    if answer.tree is None or not answer.tree.get("ok"):
        raise SetupError(f"Telegram does not know this bot (code {answer.status}): check THUISWIJZER_TELEGRAM_TOKEN")
    return str(answer.tree["result"].get("username", ""))


async def _set_up(client: Client, parts: Parts, address: str, secret: str) -> list[str]:
    try:
        return await set_up(client, parts, address, secret, datetime.now(UTC))
    except (NotSent, Lost) as error:
        raise SetupError(f"Telegram cannot be reached: {error}") from None


def _base(address: object, otherwise: str) -> str:
    return str(address).rstrip("/") if address else otherwise
