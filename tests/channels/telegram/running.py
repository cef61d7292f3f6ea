"""The Telegram half of an assistant on the Bot API double, wired as `bot.serving` does, with a store in memory."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import time

from bot.channels.telegram.callback import Signer, secret_of
from bot.channels.telegram.client import Client
from bot.channels.telegram.courier import Courier
from bot.channels.telegram.handling import Handling
from bot.conversation import Conversations
from bot.delivery.sender import Sender
from bot.storage.keys import renewed
from bot.storage.memory import MemoryStore
from bot.storage.seal import Ring, Sealer
from tests.content_under_test import app
from tests.doubles.bot_api import BOT, TOKEN, BotApi

SIGNER = Signer(secret_of(TOKEN))
IDLE = 3600


@dataclass(frozen=True, slots=True)
class Assistant:
    """What runs."""

    api: BotApi
    client: Client
    store: MemoryStore
    sender: Sender
    handling: Handling


def sealer() -> Sealer:
    """With keys of its own."""
    now = int(time())
    ring = renewed(Ring((), ()), now, lambda size: bytes(range(size)))
    return Sealer(lambda: ring)


@asynccontextmanager
async def running(store: MemoryStore | None = None, api: BotApi | None = None) -> AsyncIterator[Assistant]:
    """An assistant on a server of its own; with `api` and `store`, another process on those."""
    kept, seals = store or MemoryStore(), sealer()
    async with api or BotApi() as server:
        client = Client(TOKEN, server.base)
        sender = Sender(kept, seals, [Courier(client)])
        conversations = Conversations(app().parts, kept, seals, IDLE, sender.deliver)
        name = str(BOT["username"])
        handling = Handling(conversations, kept, client, SIGNER, name, lambda: datetime.now(UTC))
        try:
            yield Assistant(server, client, kept, sender, handling)
        finally:
            await sender.drain(5)
            await client.shutdown()


async def until(true: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until something is true; an error when it does not become so."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.005)
