"""A life of the assistant that handles deliveries and kills itself at a named seam.

Nothing in the program knows of seams: the store, the courier and the turn are wrapped here. Deliveries are read from
`deliveries.jsonl`, and `offset` says how many are confirmed, as a platform would remember it. What is sent is appended
to `sent.jsonl`, which stands for the platform's own memory.
"""

import asyncio
import json
import os
import signal
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from bot import conversation
from bot.channels.telegram.callback import Signer, secret_of
from bot.channels.telegram.calls import show
from bot.conversation import Incoming
from bot.core.inputs import Started, Typed
from bot.delivery.courier import Fate, Outcome, Pace
from bot.serving.service import Service
from bot.storage import migrations
from bot.storage.keys import KeyFile
from bot.storage.sqlite import SqliteStore
from tests.content_under_test import app

SEAMS = (
    "before load", "after load", "before advance", "after advance", "before commit", "after commit", "before offset",
    "after offset", "before send", "after send", "before done", "after done", "in migration", "in expiry", "in keys",
)  # fmt: skip


class Seams:
    """Counts how often a seam is passed, and kills the process at the right moment."""

    def __init__(self, seam: str, count: int, folder: Path) -> None:
        self._seam = seam
        self._left = count
        self._folder = folder
        self.open = 0
        """Messages that went out and are not marked as sent yet: these may go out twice after a kill now."""

    def at(self, seam: str) -> None:
        """Pass a seam."""
        if seam == self._seam:
            self._left -= 1
            if self._left <= 0:
                with (self._folder / "mid_send").open("a") as file:
                    file.write(f"{self.open}\n")
                os.kill(os.getpid(), signal.SIGKILL)


class Store:
    """The embedded store with seams around it."""

    def __init__(self, store: SqliteStore, seams: Seams) -> None:
        self._store = store
        self._seams = seams

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        if name not in ("load", "commit", "done"):
            return method

        async def around(*given: Any) -> Any:
            self._seams.at(f"before {name}")
            found = await method(*given)
            self._seams.open -= name == "done"
            self._seams.at(f"after {name}")
            return found

        return around


class Courier:
    """Sends to a file."""

    channel = "telegram"
    pace = chat_pace = Pace(100_000, 100_000)
    can_tell = False

    def __init__(self, folder: Path, seams: Seams) -> None:
        self._file = (folder / "sent.jsonl").open("a", buffering=1)
        self._seams = seams

    def counts(self, body: Mapping[str, object]) -> bool:
        return False

    async def send(self, body: Mapping[str, Any]) -> Outcome:
        self._seams.at("before send")
        self._file.write(json.dumps({"to": body["to"], "text": body["with"]["text"]}) + "\n")
        self._seams.open += 1
        self._seams.at("after send")
        return Outcome(Fate.SENT, note="1:1")


def wrap(seams: Seams) -> None:
    """Put seams into the turn, the migrations and the expiry."""
    advance, expired = conversation.take_turn, SqliteStore._expired

    def take_turn(*given: Any) -> Any:
        seams.at("before advance")
        turn = advance(*given)
        seams.at("after advance")
        return turn

    def in_expiry(*given: Any) -> Any:
        found = expired(*given)
        seams.at("in expiry")
        return found

    conversation.take_turn = take_turn
    SqliteStore._expired = in_expiry  # type: ignore[method-assign]
    first = migrations.migrations._migrations[0]
    create = first.fn

    def in_migration(db: Any) -> None:
        create(db)
        seams.at("in migration")

    first.fn = in_migration


async def live(folder: Path, seams: Seams) -> None:
    """Handle all deliveries that are not confirmed, send everything, and stop."""
    deliveries = [json.loads(line) for line in (folder / "deliveries.jsonl").read_text().splitlines()]
    offset = folder / "offset"
    store = Store(SqliteStore.open(folder / "store.db"), seams)
    keys = KeyFile(folder / "keys.json", allow_disk=True)
    seams.at("in keys")
    service = Service(app().parts, store, keys, [Courier(folder, seams)], 3600)  # type: ignore[arg-type]
    shown = partial(show, parts=app().parts, signer=Signer(secret_of("1:token")))
    async with service.running():
        done = int(offset.read_text()) if offset.exists() else 0
        for number in range(done, len(deliveries)):
            one = deliveries[number]
            given = Started(one["start"]) if "start" in one else Typed()
            incoming = Incoming("telegram", one["chat"], one["id"], given, one.get("text", ""))
            await service.conversations.handle(incoming, shown, service.now())
            seams.at("before offset")
            new = offset.with_suffix(".new")
            new.write_text(str(number + 1))
            new.replace(offset)
            seams.at("after offset")
            await asyncio.sleep(0)
        await service.keep_house()
