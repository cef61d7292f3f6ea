"""Whole turns through a service with the embedded store: what is held, what is sent, and what a crash leaves."""

import asyncio
import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.callback import Signer, secret_of
from bot.channels.telegram.calls import show
from bot.conversation import Incoming
from bot.core.inputs import Commanded, Input, Sent, Started, Typed
from bot.delivery.courier import Fate, Outcome, Pace
from bot.serving.held import what_is_held
from bot.serving.service import Service
from bot.storage.base import Count
from bot.storage.keys import DAY, KeyFile
from bot.storage.sqlite import SqliteStore
from tests.content_under_test import app

CHAT = "7000000001"
START = 1_795_500_000
SHOW = partial(show, parts=app().parts, signer=Signer(secret_of("1:token")))
Act = Callable[["House"], Any]


class Kept:
    """A courier that keeps what it is given and answers as it is told."""

    channel = "telegram"
    pace = chat_pace = Pace(1000, 1000)
    can_tell = False

    def __init__(self) -> None:
        self.sent: list[Mapping[str, Any]] = []
        self.fates: list[Outcome] = []

    def counts(self, body: Mapping[str, object]) -> bool:
        return True

    async def send(self, body: Mapping[str, Any]) -> Outcome:
        self.sent.append(body)
        return self.fates.pop(0) if self.fates else Outcome(Fate.SENT, note=f"{len(self.sent)}:{START}")


class House:
    """A service on a folder, with a clock that a test sets."""

    def __init__(self, folder: Path, courier: Kept, now: float = START) -> None:
        self.now = now
        self.courier = courier
        self.store = SqliteStore.open(folder / "store.db")
        keys = KeyFile(folder / "keys.json", allow_disk=True)
        self.service = Service(app().parts, self.store, keys, [courier], 3600, lambda: self.now)

    async def say(self, given: Input, name: str, text: str = "", note: str = "") -> bool:
        """One delivery."""
        incoming = Incoming("telegram", CHAT, name, given, text, note=note)
        handled = await self.service.conversations.handle(incoming, SHOW, self.service.now())
        await asyncio.sleep(0.02)
        return handled

    async def held(self) -> list[str]:
        """What is held about the chat."""
        return await what_is_held(self.store, self.service.sealer, "telegram", CHAT)


def play(folder: Path, act: Act, courier: Kept | None = None, now: float = START) -> Any:
    """Run something with a service, and stop that."""

    async def run() -> Any:
        house = House(folder, courier or Kept(), now)
        async with house.service.running():
            return await act(house)

    return asyncio.run(run())


def state(lines: list[str]) -> dict[str, Any]:
    """The state among the lines of what is held."""
    found: dict[str, Any] = json.loads(lines[1])
    return found


def test_a_conversation_is_held_until_it_is_erased(tmp_path: Path) -> None:
    """What is held are categories; after `/wis` nothing is."""

    async def act(house: House) -> None:
        await house.say(Started(""), "1", note=f"100:{START}")
        await house.say(Typed(), "2", "ik ben een ouder en ik heb schulden", note=f"101:{START}")
        lines = await house.held()
        assert state(lines)["slots"]["role"] == "parent"
        assert "schulden" not in "".join(lines)
        assert "Ids and dates of 4 messages" in lines[2]
        await house.say(Commanded("wis"), "3", note=f"102:{START}")
        assert await house.held() == ["Nothing is held about this chat."]
        deleted = next(body["with"] for body in house.courier.sent if body["call"] == "deleteMessages")
        assert sorted(deleted["message_ids"]) == [1, 2, 100, 101, 102]

    play(tmp_path, act)


def test_the_same_delivery_has_one_effect(tmp_path: Path) -> None:
    """Also after a restart, and days later."""
    courier = Kept()
    assert play(tmp_path, lambda house: house.say(Started(""), "1"), courier)
    assert not play(tmp_path, lambda house: house.say(Started(""), "1"), courier)
    assert not play(tmp_path, lambda house: house.say(Started(""), "1"), courier, START + 6 * DAY)
    assert len(courier.sent) == 1


def test_an_hour_of_silence_and_all_is_forgotten(tmp_path: Path) -> None:
    """Without a message: somebody else may hold the phone by then."""

    async def act(house: House) -> None:
        await house.say(Started(""), "1")
        sent = len(house.courier.sent)
        house.now += 3599
        await house.service.keep_house()
        assert len(await house.held()) > 1
        house.now += 1
        await house.service.keep_house()
        assert await house.held() == ["Nothing is held about this chat."]
        assert len(house.courier.sent) == sent

    play(tmp_path, act)


def test_a_conversation_over_midnight_goes_on_and_yesterdays_key_is_destroyed(tmp_path: Path) -> None:
    """It moves to the new key with its next turn; then nothing needs the old one."""
    midnight = (START // DAY + 1) * DAY
    keys = tmp_path / "keys.json"

    async def act(house: House) -> None:
        await house.say(Started("role-parent"), "1")
        house.now = midnight + 60
        await house.service.keep_house()
        assert len(json.loads(keys.read_text())["days"]) == 2
        await house.say(Commanded("help"), "2")
        assert state(await house.held())["slots"]["role"] == "parent"
        await house.service.keep_house()
        assert len(json.loads(keys.read_text())["days"]) == 2  # the notes of yesterday's messages need it still
        await house.say(Commanded("wis"), "3")
        await house.service.keep_house()
        assert len(json.loads(keys.read_text())["days"]) == 1

    play(tmp_path, act, now=midnight - 60)


def test_what_was_not_sent_is_sent_after_a_restart(tmp_path: Path) -> None:
    """In order, and once."""
    down = Kept()
    down.fates = [Outcome(Fate.LATER, seconds=600)] * 5

    async def crash() -> None:
        house = House(tmp_path, down)
        await house.say(Started(""), "1")
        await house.say(Typed(), "2", "2")
        house.service.sender.stop()
        await house.store.close()

    asyncio.run(crash())
    up = Kept()

    async def later(house: House) -> None:
        await asyncio.sleep(0.1)

    play(tmp_path, later, up)
    assert [body["call"] for body in up.sent] == ["sendMessage", "sendMessage"]
    assert next(body["with"]["text"][:3] for body in up.sent) == "Hoi"
    play(tmp_path, later, up)
    assert len(up.sent) == 2


def test_keys_that_are_gone_mean_a_fresh_start(tmp_path: Path) -> None:
    """After a restart of the machine nothing can be opened: it is dropped, and people begin anew."""
    play(tmp_path, lambda house: house.say(Started("role-parent"), "1"))
    (tmp_path / "keys.json").unlink()

    async def act(house: House) -> None:
        assert await house.held() == ["Nothing is held about this chat."]
        await house.say(Typed(), "2", "hoi")
        assert "role" not in state(await house.held()).get("slots", {})

    play(tmp_path, act)


@pytest.mark.parametrize("outcome", [Outcome(Fate.REFUSED, code="400"), Outcome(Fate.UNKNOWN, code="Lost")])
def test_what_cannot_be_sent_holds_up_nothing(tmp_path: Path, outcome: Outcome) -> None:
    """Refused and unknown ones are over; the next message goes out."""
    courier = Kept()
    courier.fates = [outcome]

    async def act(house: House) -> None:
        await house.say(Started(""), "1")
        await house.say(Sent(), "2")

    play(tmp_path, act, courier)
    assert len(courier.sent) == 2


def test_who_blocked_us_is_forgotten(tmp_path: Path) -> None:
    """Everything that is held about the chat goes."""
    courier = Kept()
    courier.fates = [Outcome(Fate.GONE, code="403")]

    async def act(house: House) -> list[str]:
        await house.say(Started(""), "1")
        return await house.held()

    assert play(tmp_path, act, courier) == ["Nothing is held about this chat."]


def test_a_chat_that_has_to_wait_holds_up_nobody_else(tmp_path: Path) -> None:
    """One is told to wait for a minute; another is answered at once."""
    courier = Kept()
    courier.fates = [Outcome(Fate.LATER, seconds=60, code="429")]

    async def act(house: House) -> list[str]:
        await house.say(Started(""), "1")
        other = Incoming("telegram", "42", "2", Started(""))
        await house.service.conversations.handle(other, SHOW, house.service.now())
        await asyncio.sleep(0.05)
        house.service.sender.stop()
        return [body["to"] for body in house.courier.sent]

    assert play(tmp_path, act, courier) == [CHAT, "42"]


def test_turns_of_one_chat_that_meet_are_taken_one_after_the_other(tmp_path: Path) -> None:
    """Fifty at once: each has its effect, and the answers come in the order of the turns."""

    async def act(house: House) -> None:
        given = [Incoming("telegram", CHAT, str(number), Typed(), "help") for number in range(50)]
        await asyncio.gather(*(house.service.conversations.handle(one, SHOW, house.service.now()) for one in given))
        await asyncio.sleep(0.3)
        assert len(house.courier.sent) == 50
        assert house.store.transactions < 200

    play(tmp_path, act)


def test_counts_are_categories_of_a_month(tmp_path: Path) -> None:
    """Channel and language at the start, and what was shown; nothing with a chat or a moment in it."""

    async def act(house: House) -> dict[Count, int]:
        await house.say(Started("language-tr"), "1")
        await house.say(Typed(), "2", "xqzw vbnk")
        return await house.store.counted()

    found = play(tmp_path, act)
    assert {(one.name, one.key) for one in found} >= {
        ("channel", "telegram"),
        ("language", "tr"),
        ("miss", "start.who"),
    }
    assert {one.month for one in found} == {"2026-11"}


def test_no_file_holds_what_was_typed(tmp_path: Path) -> None:
    """Neither the words nor the chat, plain or as UTF-16, while the service runs and after it."""
    secret = "mijnGeheim0612345678"

    async def act(house: House) -> None:
        for number in range(20):
            await house.say(Typed(), str(number), f"{secret} schulden {number}")
        search()

    def search() -> None:
        for file in tmp_path.iterdir():
            data = file.read_bytes()
            for word in (secret, CHAT, "parent", "role"):
                assert word.encode() not in data
                assert word.encode("utf-16-le") not in data

    play(tmp_path, act)
    search()
