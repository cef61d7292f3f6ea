"""The store for tests and for trying things out: everything is in this process and gone with it."""

from dataclasses import dataclass, field, replace
from itertools import count

from bot.storage.base import (
    NOTHING_KEPT,
    Change,
    Committed,
    Count,
    Everything,
    Kept,
    Moved,
    Parcel,
)  # fmt: skip
from bot.storage.seal import MARK


@dataclass(slots=True)
class _Chat:
    kept: Kept
    expires: int
    notes: list[bytes] = field(default_factory=list)


class MemoryStore:
    """A Store (`base.Store`) in dicts. Nothing is awaited inside, so every method happens wholly."""

    def __init__(self) -> None:
        self._chats: dict[bytes, _Chat] = {}
        self._seen: dict[bytes, int] = {}
        self._outbox: dict[int, Parcel] = {}
        self._leases: dict[int, int] = {}
        self._numbers = count(1)
        self._counts: dict[Count, int] = {}

    async def load(self, chats: tuple[bytes, ...]) -> Kept:
        return next((self._chats[chat].kept for chat in chats if chat in self._chats), NOTHING_KEPT)

    async def commit(self, change: Change, lease: int) -> Committed:
        if any(name in self._seen for name in change.message):
            return Committed(seen=True)
        old = change.before.chat or change.chat
        held = self._chats.get(old)
        if (held.kept.version if held else 0) != change.before.version:
            raise Moved
        self._move(old, change.chat)
        if change.message:
            self._seen[change.message[0]] = change.message_expires
        if change.state:
            notes = held.notes if held else []
            kept = Kept(change.chat, change.version, change.state)
            self._chats[change.chat] = _Chat(kept, change.expires, [*notes, *change.notes])
        else:
            self._chats.pop(change.chat, None)
        await self.count(change.counts)
        return Committed(tuple(self._put(change, unsent.sealed, unsent.token, lease) for unsent in change.outbox))

    def _move(self, old: bytes, new: bytes) -> None:
        if old == new:
            return
        self._chats.pop(old, None)
        for number, parcel in self._outbox.items():
            if parcel.chat == old:
                self._outbox[number] = replace(parcel, chat=new)

    def _put(self, change: Change, sealed: bytes, token: bytes, lease: int) -> Parcel:
        number = next(self._numbers)
        self._outbox[number] = Parcel(number, change.chat, sealed, token, change.expires)
        self._leases[number] = lease
        return self._outbox[number]

    async def notes(self, chats: tuple[bytes, ...]) -> tuple[bytes, ...]:
        return tuple(note for chat in chats if chat in self._chats for note in self._chats[chat].notes)

    async def lease(self, now: int, until: int, limit: int) -> tuple[Parcel, ...]:
        taken: list[Parcel] = []
        busy: set[bytes] = set()
        for number, parcel in sorted(self._outbox.items()):
            if self._leases[number] > now:
                busy.add(parcel.chat)
            elif parcel.chat not in busy and len(taken) < limit:
                self._leases[number] = until
                taken.append(parcel)
        return tuple(taken)

    async def put_off(self, number: int, until: int) -> None:
        if parcel := self._outbox.get(number):
            for later in self._outbox.values():
                if later.chat == parcel.chat and later.number >= number:
                    self._leases[later.number] = until

    async def done(self, number: int, note: bytes = b"") -> None:
        parcel = self._outbox.pop(number, None)
        self._leases.pop(number, None)
        if parcel and note and parcel.chat in self._chats:
            self._chats[parcel.chat].notes.append(note)

    async def settle(self, token: bytes) -> bool:
        numbers = [number for number, parcel in self._outbox.items() if token and parcel.token == token]
        for number in numbers:
            await self.done(number)
        return bool(numbers)

    async def waiting(self, number: int) -> bool:
        return number in self._outbox

    async def count(self, counts: tuple[Count, ...]) -> None:
        for one in counts:
            self._counts[one] = self._counts.get(one, 0) + 1

    async def counted(self) -> dict[Count, int]:
        return dict(self._counts)

    async def forget(self, chats: tuple[bytes, ...]) -> None:
        for chat in chats:
            self._chats.pop(chat, None)
        for parcel in [parcel for parcel in self._outbox.values() if parcel.chat in chats]:
            await self.done(parcel.number)

    async def expire(self, now: int, known: frozenset[bytes]) -> frozenset[bytes]:
        over = [c for c, held in self._chats.items() if held.expires <= now or held.kept.state[:MARK] not in known]
        for chat in over:
            del self._chats[chat]
        for held in self._chats.values():
            held.notes = [note for note in held.notes if note[:MARK] in known]
        for parcel in list(self._outbox.values()):
            if parcel.expires <= now or parcel.sealed[:MARK] not in known:
                await self.done(parcel.number)
        self._seen = {name: expires for name, expires in self._seen.items() if expires > now}
        sealed = [held.kept.state for held in self._chats.values()]
        sealed += [note for held in self._chats.values() for note in held.notes]
        sealed += [parcel.sealed for parcel in self._outbox.values()]
        return frozenset(one[:MARK] for one in sealed)

    async def everything(self, chats: tuple[bytes, ...]) -> Everything:
        kept = await self.load(chats)
        parcels = tuple(parcel for parcel in self._outbox.values() if parcel.chat in chats)
        expires = self._chats[kept.chat].expires if kept.chat else 0
        return Everything(kept, expires, await self.notes(chats), parcels)

    async def close(self) -> None:
        """Nothing to let go of."""
