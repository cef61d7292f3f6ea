"""Kills, deliveries that come again and mixed, a store that fails: nothing is lost, doubled or disordered."""

import asyncio
import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.callback import Signer, secret_of
from bot.channels.telegram.calls import show
from bot.conversation import Incoming
from bot.core.inputs import Commanded, Started
from bot.delivery import sender
from bot.delivery.courier import Fate, Outcome, Pace
from bot.serving.service import Service
from bot.storage.base import Store, StoreError
from bot.storage.keys import KeyFile
from bot.storage.memory import MemoryStore
from bot.storage.sqlite import SqliteStore
from tests.content_under_test import app
from tests.faults.kills import Found

KILLS = 300 if "CI" in os.environ else 60
COMMANDS = ("help", "privacy", "back", "menu", "human")


@pytest.mark.slow
def test_kills_at_every_seam_lose_nothing() -> None:
    """`make faults` prints these figures: at most what was in mid-send goes out twice.

    In a process of its own, because a process with threads, as pytest may be by now, cannot be forked safely.
    """
    command = [sys.executable, "-m", "tests.faults.kills", str(KILLS), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)
    found = [Found(**one) for one in json.loads(done.stdout)]
    assert sum(one.kills for one in found) >= KILLS
    assert all(one.kills for one in found)
    assert [one for one in found if one.lost or one.disordered or one.broken] == []
    assert all(one.doubled <= one.mid_send for one in found)


class Kept:
    """A courier that keeps what it is given."""

    channel = "telegram"
    pace = chat_pace = Pace(1_000_000, 1_000_000)
    can_tell = False

    def __init__(self) -> None:
        self.sent: dict[str, list[str]] = {}

    def counts(self, body: Mapping[str, object]) -> bool:
        return False

    async def send(self, body: Mapping[str, Any]) -> Outcome:
        self.sent.setdefault(body["to"], []).append(body["with"]["text"])
        return Outcome(Fate.SENT)


class Failing:
    """A store of which one in n calls fails before it does anything.

    By chance and not by counting: a turn that takes two calls would meet each second one for ever.
    """

    def __init__(self, store: Store, every: int) -> None:
        self._store = store
        self._every = every
        self._chance = random.Random(every)
        self.calls = self.failed = 0

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        if name == "close":
            return method

        async def sometimes(*given: Any) -> Any:
            self.calls += 1
            if self._chance.random() * self._every < 1:
                self.failed += 1
                raise StoreError(("SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR")[self.failed % 3])
            return await method(*given)

        return sometimes


def work(messages: int, chats: int) -> dict[str, list[Incoming]]:
    """Conversations of commands, whose answers depend on what came before."""
    chance = random.Random(3)
    found: dict[str, list[Incoming]] = {}
    for number in range(messages):
        own = found.setdefault(f"chat{number % chats}", [])
        given = Commanded(chance.choice(COMMANDS)) if own else Started("role-parent")
        own.append(Incoming("telegram", f"chat{number % chats}", str(number), given))
    return found


def delivered(folder: Path, store: Store, chats: dict[str, list[Incoming]], again: float) -> dict[str, list[str]]:
    """Deliver everything, some of it several times, the chats mixed; what each chat got."""

    async def live() -> dict[str, list[str]]:
        courier, chance = Kept(), random.Random(4)
        keys = KeyFile(folder / "keys.json", allow_disk=True)
        service = Service(app().parts, store, keys, [courier], 3600)
        shown = partial(show, parts=app().parts, signer=Signer(secret_of("1:token")))

        async def deliver(one: Incoming) -> None:
            while True:
                try:
                    await service.conversations.handle(one, shown, service.now())
                except StoreError:
                    continue  # as a platform does: it comes again
                return

        async def talk(messages: list[Incoming]) -> None:
            for number, one in enumerate(messages):
                copies = chance.randrange(2, 6) if chance.random() < again else 1
                late = [deliver(messages[chance.randrange(number + 1)])] if chance.random() < again else []
                await asyncio.gather(*(deliver(one) for _ in range(copies)), *late)

        while True:
            try:
                await service.keep_house()
                break
            except StoreError:
                continue
        await asyncio.gather(*map(talk, chats.values()))
        assert await service.sender.drain(30) == 0
        await store.close()
        return courier.sent

    return asyncio.run(live())


@pytest.mark.slow
def test_ten_thousand_messages_delivered_again_and_mixed(tmp_path: Path) -> None:
    """A third of them 2 to 5 times: each chat gets what it would have got from each of them once."""
    chats = work(10_000, 200)
    right = delivered(tmp_path, MemoryStore(), chats, 0)
    assert sum(map(len, right.values())) == 10_000
    assert delivered(tmp_path, SqliteStore.open(tmp_path / "s.db"), chats, 0.3) == right


@pytest.mark.slow
@pytest.mark.parametrize("every", [2, 3, 7])
def test_a_store_that_fails_now_and_then(tmp_path: Path, every: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Busy, full or broken, before it does anything: all is answered once and in order when it is back."""
    monkeypatch.setattr(sender, "FIRST_WAIT", 0.001)
    monkeypatch.setattr(sender, "LONGEST_WAIT", 0.002)
    chats = work(300, 20)
    right = delivered(tmp_path, MemoryStore(), chats, 0)
    failing: Any = Failing(MemoryStore(), every)
    assert delivered(tmp_path, failing, chats, 0.3) == right
    assert failing.failed > 900 / every
