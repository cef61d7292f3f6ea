"""A service with Meta's webhook in front of it, as the tests of the channel drive it."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from secrets import token_bytes
from typing import Any, TypeVar

import uvicorn

from bot.channels.whatsapp.messages import show
from bot.channels.whatsapp.webhook import Webhook
from bot.delivery.courier import Courier, Fate, Outcome, Pace
from bot.serving.server import WHATSAPP, application
from bot.serving.service import Service
from bot.storage.base import Store
from bot.storage.keys import KeyFile
from bot.storage.memory import MemoryStore
from tests.content_under_test import app
from tests.doubles.graph import NUMBER, SECRET, Tree, signed

VERIFY = b"verify"
T = TypeVar("T")


class Taken:
    """A courier that keeps what it is given, and takes it."""

    channel = "whatsapp"
    pace = chat_pace = Pace(1000, 1000)
    can_tell = True

    def __init__(self) -> None:
        self.sent: list[Tree] = []

    def counts(self, body: Mapping[str, object]) -> bool:
        """Every message."""
        return True

    async def send(self, body: Mapping[str, Any]) -> Outcome:
        """Sent."""
        self.sent.append(body["message"])
        return Outcome(Fate.SENT)


class House:
    """A service, its webhook, and a clock that a test moves."""

    def __init__(self, folder: Path, store: Store, courier: Courier, web: str = "") -> None:
        self.ahead = 0.0
        self.store = store
        keys = KeyFile(folder / "keys.json", allow_disk=True)
        self.service = Service(app().parts, store, keys, [courier], 3600, lambda: time.time() + self.ahead)
        shown = partial(show, parts=app().parts, web_address=web, chance=token_bytes)
        service = self.service
        self.hook = Webhook(service.conversations, store, shown, NUMBER, SECRET, VERIFY, service.now)

    async def post(self, tree: object) -> int:
        """Bring a webhook with the right signature, and see everything sent that comes of it."""
        raw = json.dumps(tree).encode()
        status = await self.hook.post(raw, signed(raw))
        await self.service.sender.drain(10)
        return status

    @contextlib.asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        """The webhook behind a real server; its address."""
        config = uvicorn.Config(application(None, self.hook), port=0, log_config=None, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            yield f"http://127.0.0.1:{port}{WHATSAPP}"
        finally:
            server.should_exit = True
            await task


def play(folder: Path, act: Callable[[House, Taken], Awaitable[T]], store: Store | None = None) -> T:
    """Run something with a house and a courier that takes everything."""

    async def run() -> T:
        courier = Taken()
        house = House(folder, store or MemoryStore(), courier)
        async with house.service.running():
            return await act(house, courier)

    return asyncio.run(run())
