"""What every store must do (`bot.storage.base.Store`), one behaviour a test."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.storage.base import NOTHING_KEPT, Change, Count, Kept, Moved, Store, Unsent
from bot.storage.memory import MemoryStore
from tests.storage.stores import STORES

ALICE, BOB, NEW = b"a" * 16, b"b" * 16, b"n" * 16
KEY, LOST = b"\x01\x02\x03\x04", b"\x09\x09\x09\x09"
KNOWN = frozenset({KEY})
SOON, LATE = 100, 10_000
Act = Callable[[Store], Awaitable[Any]]


@pytest.fixture(params=STORES)
def play(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Act], Any]:
    """Runs something with one of the stores, opened and closed around it."""

    def run(act: Act) -> Any:
        async def whole() -> Any:
            store = STORES[request.param](tmp_path)
            try:
                return await act(store)
            finally:
                await store.close()

        return asyncio.run(whole())

    return run


def change(chat: bytes = ALICE, before: Kept = NOTHING_KEPT, **fields: Any) -> Change:
    """A change that holds a state."""
    given: dict[str, Any] = {"version": before.version + 1, "state": KEY + b"state", "expires": LATE, **fields}
    return Change(chat=chat, before=before, **given)


def unsent(*names: bytes, token: bytes = b"") -> tuple[Unsent, ...]:
    """Messages to send."""
    return tuple(Unsent(KEY + name, token) for name in names)


def test_what_is_committed_is_loaded(play: Callable[[Act], Any]) -> None:
    """Under the first key that holds something; nothing under any other."""

    async def act(store: Store) -> None:
        assert await store.load((ALICE,)) == NOTHING_KEPT
        await store.commit(change(), SOON)
        kept = Kept(ALICE, 1, KEY + b"state")
        assert await store.load((NEW, ALICE)) == kept
        assert await store.load((BOB,)) == NOTHING_KEPT
        await store.commit(change(before=kept, state=KEY + b"more"), SOON)
        assert (await store.load((ALICE,))).state == KEY + b"more"

    play(act)


def test_a_version_that_moved_is_refused_whole(play: Callable[[Act], Any]) -> None:
    """Neither state nor message nor count of it is kept."""

    async def act(store: Store) -> None:
        await store.commit(change(), SOON)
        wrong = change(outbox=unsent(b"x"), message=(b"m",), message_expires=LATE, counts=(Count("m", "n", "k"),))
        with pytest.raises(Moved):
            await store.commit(wrong, SOON)
        with pytest.raises(Moved):
            await store.commit(change(before=Kept(ALICE, 7, b"")), SOON)
        with pytest.raises(Moved):
            await store.commit(change(BOB, Kept(BOB, 1, b"")), SOON)
        assert await store.lease(LATE, LATE, 10) == ()
        assert await store.counted() == {}
        kept = await store.load((ALICE,))
        assert not (await store.commit(change(before=kept, message=(b"m",), message_expires=LATE), SOON)).seen

    play(act)


def test_a_message_that_was_seen_changes_nothing(play: Callable[[Act], Any]) -> None:
    """Under this week's hash or last week's, until it expires."""

    async def act(store: Store) -> None:
        await store.commit(change(message=(b"m1", b"m0"), message_expires=50), SOON)
        again = change(
            before=await store.load((ALICE,)), message=(b"n1", b"m1"), outbox=unsent(b"x"), message_expires=50
        )
        found = await store.commit(again, SOON)
        assert (found.seen, found.parcels) == (True, ())
        assert (await store.load((ALICE,))).version == 1
        await store.expire(50, KNOWN)
        assert not (await store.commit(again, SOON)).seen

    play(act)


def test_a_conversation_moves_to_the_new_key_with_all_that_belongs_to_it(play: Callable[[Act], Any]) -> None:
    """State, notes and unsent messages; nothing stays under the old key."""

    async def act(store: Store) -> None:
        await store.commit(change(outbox=unsent(b"x"), notes=(KEY + b"1",)), SOON)
        kept = await store.load((NEW, ALICE))
        await store.commit(change(NEW, kept, outbox=unsent(b"y"), notes=(KEY + b"2",)), SOON)
        assert await store.load((ALICE,)) == NOTHING_KEPT
        assert (await store.load((NEW,))).version == 2
        assert await store.notes((NEW,)) == (KEY + b"1", KEY + b"2")
        assert [parcel.chat for parcel in await store.lease(SOON, LATE, 10)] == [NEW, NEW]
        assert (await store.everything((ALICE,))).parcels == ()

    play(act)


def test_an_empty_state_forgets_conversation_and_notes_but_sends(play: Callable[[Act], Any]) -> None:
    """`/wis`: the last words still go out."""

    async def act(store: Store) -> None:
        await store.commit(change(notes=(KEY + b"1",)), SOON)
        await store.commit(change(before=await store.load((ALICE,)), state=b"", outbox=unsent(b"bye")), SOON)
        assert await store.load((ALICE,)) == NOTHING_KEPT
        assert await store.notes((ALICE,)) == ()
        (parcel,) = (await store.everything((ALICE,))).parcels
        await store.done(parcel.number, KEY + b"note")
        assert await store.notes((ALICE,)) == ()

    play(act)


def test_messages_are_leased_in_order_and_to_one_at_a_time(play: Callable[[Act], Any]) -> None:
    """Never one whose chat has an older one on lease."""

    async def act(store: Store) -> None:
        found = await store.commit(change(outbox=unsent(b"1", b"2")), 10)
        await store.commit(change(BOB, outbox=unsent(b"3")), 10)
        numbers = [parcel.number for parcel in found.parcels]
        assert numbers == sorted(numbers)
        assert await store.lease(5, 20, 10) == ()
        first = await store.lease(10, 20, 1)
        assert [parcel.sealed for parcel in first] == [KEY + b"1"]
        assert [parcel.sealed for parcel in await store.lease(10, 20, 10)] == [KEY + b"3"]
        await store.done(first[0].number)
        assert [parcel.sealed for parcel in await store.lease(10, 20, 10)] == [KEY + b"2"]

    play(act)


def test_putting_off_holds_the_later_ones_of_that_chat_too(play: Callable[[Act], Any]) -> None:
    """And of no other chat."""

    async def act(store: Store) -> None:
        found = await store.commit(change(outbox=unsent(b"1", b"2")), 10)
        await store.commit(change(BOB, outbox=unsent(b"3")), 10)
        await store.put_off(found.parcels[0].number, 60)
        await store.put_off(999, 60)
        assert [parcel.sealed for parcel in await store.lease(10, 20, 10)] == [KEY + b"3"]
        assert [parcel.sealed for parcel in await store.lease(60, 70, 10)] == [KEY + b"1", KEY + b"2", KEY + b"3"]

    play(act)


def test_done_keeps_the_note_while_the_conversation_is_held(play: Callable[[Act], Any]) -> None:
    """And a message that is gone already may be done again."""

    async def act(store: Store) -> None:
        found = await store.commit(change(outbox=unsent(b"1")), 10)
        number = found.parcels[0].number
        assert await store.waiting(number)
        await store.done(number, KEY + b"note")
        await store.done(number, KEY + b"note")
        assert not await store.waiting(number)
        assert await store.notes((ALICE,)) == (KEY + b"note",)

    play(act)


def test_a_token_settles_its_message_once(play: Callable[[Act], Any]) -> None:
    """An empty or unknown one settles nothing."""

    async def act(store: Store) -> None:
        await store.commit(change(outbox=(*unsent(b"1", token=b"t1"), *unsent(b"2"))), 10)
        assert not await store.settle(b"")
        assert not await store.settle(b"t2")
        assert await store.settle(b"t1")
        assert not await store.settle(b"t1")
        assert [parcel.sealed for parcel in await store.lease(10, 20, 10)] == [KEY + b"2"]

    play(act)


def test_forgetting_drops_everything_about_a_chat(play: Callable[[Act], Any]) -> None:
    """And nothing about another."""

    async def act(store: Store) -> None:
        for chat in (ALICE, BOB):
            await store.commit(change(chat, outbox=unsent(b"x"), notes=(KEY + b"1",)), 10)
        await store.forget((NEW, ALICE))
        gone = await store.everything((ALICE,))
        assert (gone.kept, gone.notes, gone.parcels) == (NOTHING_KEPT, (), ())
        held = await store.everything((BOB,))
        assert (held.kept.version, held.expires, len(held.notes), len(held.parcels)) == (1, LATE, 1, 1)

    play(act)


def test_what_is_over_or_without_a_key_goes(play: Callable[[Act], Any]) -> None:
    """And the marks that something held still needs are told."""

    async def act(store: Store) -> None:
        await store.commit(change(ALICE, expires=50, outbox=unsent(b"x"), notes=(KEY + b"1",)), 10)
        await store.commit(change(BOB, state=LOST + b"state", outbox=(Unsent(LOST + b"y"),)), 10)
        await store.commit(change(NEW, notes=(LOST + b"1", KEY + b"2")), 10)
        assert await store.expire(49, frozenset({KEY, LOST})) == {KEY, LOST}
        assert await store.expire(50, KNOWN) == {KEY}
        assert await store.load((ALICE, BOB)) == NOTHING_KEPT
        assert await store.notes((ALICE, BOB, NEW)) == (KEY + b"2",)
        assert await store.lease(50, 60, 10) == ()
        assert await store.expire(LATE, KNOWN) == frozenset()

    play(act)


def test_counts_add_up(play: Callable[[Act], Any]) -> None:
    """With a turn or without one."""

    async def act(store: Store) -> None:
        one, other = Count("2026-11", "language", "tr"), Count("2026-12", "language", "tr")
        await store.commit(change(counts=(one, one, other)), 10)
        await store.count((one,))
        await store.count(())
        assert await store.counted() == {one: 3, other: 1}

    play(act)


def test_many_at_once_do_not_mix(play: Callable[[Act], Any]) -> None:
    """A hundred chats with ten turns each, all at the same time."""

    async def act(store: Store) -> None:
        async def talk(number: int) -> None:
            chat = bytes([number]) * 16
            for turn in range(10):
                kept = await store.load((chat,))
                assert kept.version == turn
                await store.commit(change(chat, kept, state=KEY + bytes([number, turn])), 10)

        await asyncio.gather(*map(talk, range(100)))
        assert (await store.load((bytes([7]) * 16,))).state == KEY + bytes([7, 9])

    play(act)


def test_a_long_random_life_is_the_same_as_in_memory(play: Callable[[Act], Any]) -> None:
    """Two thousand steps in the same order: every answer is that of the memory store."""

    async def act(store: Store) -> None:
        reference, chance = MemoryStore(), random.Random(11)
        chats = [bytes([number]) * 16 for number in range(5)]
        for step in range(2000):
            chat, other = chance.sample(chats, 2)
            kind = chance.choice(
                ["commit", "commit", "commit", "lease", "done", "put_off", "forget", "expire", "settle"]
            )
            both = [await _step(one, kind, chat, other, step, random.Random(step)) for one in (store, reference)]
            assert both[0] == both[1], kind
        for chat in chats:
            assert await store.everything((chat,)) == await reference.everything((chat,))
        assert await store.counted() == await reference.counted()

    play(act)


async def _step(store: Store, kind: str, chat: bytes, other: bytes, step: int, chance: random.Random) -> object:
    now, number = step, chance.randrange(1, step + 2)
    match kind:
        case "commit":
            kept = await store.load((chat, other) if chance.random() < 0.2 else (chat,))
            before = kept if chance.random() < 0.9 else Kept(chat, chance.randrange(5), b"")
            made = change(
                chat,
                before,
                state=b"" if chance.random() < 0.1 else chance.choice([KEY, LOST]) + b"s",
                expires=now + chance.randrange(1, 300),
                message=(bytes([chance.randrange(200)]),),
                message_expires=now + 50,
                outbox=unsent(*[b"x"] * chance.randrange(3), token=bytes([chance.randrange(250)])),
                notes=(KEY + b"n",) * chance.randrange(2),
                counts=(Count("m", "n", str(chance.randrange(3))),),
            )
            try:
                return await store.commit(made, now + 20)
            except Moved:
                return "moved"
        case "lease":
            return await store.lease(now, now + 30, 3)
        case "done":
            return await store.done(number, chance.choice([b"", KEY + b"note"]))
        case "put_off":
            return await store.put_off(number, now + 40)
        case "forget":
            return await store.forget((chat,)) if chance.random() < 0.1 else None
        case "expire":
            return await store.expire(now, frozenset({KEY, LOST}) if chance.random() < 0.8 else KNOWN)
    return await store.settle(bytes([chance.randrange(250)]))
