"""Sends what is in the outbox: one queue a chat, so that a chat that has to wait holds up nobody else.

What an attempt came to decides what happens next (`Sender._after`). A message is marked as done before the next one of
its chat is tried, so a kill leaves at most one message a chat of which nobody knows whether it went out.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from bot.conversation import LEASE, Letter
from bot.delivery.bucket import Bucket
from bot.delivery.courier import Courier, Fate, Outcome
from bot.logs import event
from bot.storage.base import Parcel, Store, StoreError
from bot.storage.seal import NOTE, OUTBOX, Sealer, SealError

PATIENCE = 20.0
"""Seconds to wait for a platform to tell whether a message went out, where it does tell."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0
"""Seconds between two attempts while the network or the store is away: doubled each time."""
BATCH = 100
"""Messages to take over from the outbox at once."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Queued:
    letter: Letter
    recovered: bool
    """True: somebody may have tried to send it before."""


class Sender:
    """Sends the messages of all channels.

    Args:
        store: whose outbox it is.
        sealer: opens the messages that another process left, and seals the notes.
        couriers: one for each channel.
        clock: seconds since 1970.
    """

    def __init__(
        self, store: Store, sealer: Sealer, couriers: Iterable[Courier], clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._sealer = sealer
        self._couriers = {courier.channel: courier for courier in couriers}
        self._clock = clock
        self._channel_buckets = {courier.channel: Bucket(courier.pace) for courier in self._couriers.values()}
        self._chat_buckets: dict[tuple[str, str], Bucket] = {}
        self._queues: dict[tuple[str, str], deque[_Queued]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers: set[int] = set()

    def deliver(self, letter: Letter) -> None:
        """Send a message as soon as its chat and the platform allow."""
        self._queue(_Queued(letter, recovered=False))

    async def recover(self) -> int:
        """Take over what nobody is sending: the messages that an earlier process left. Returns how many.

        Raises:
            StoreError: when the store cannot be read now.
        """
        now = int(self._clock())
        parcels = await self._store.lease(now, now + LEASE, BATCH)
        for parcel in parcels:
            if parcel.number in self._numbers:  # its lease ended while it waited here
                continue
            try:
                body = json.loads(self._sealer.open(parcel.sealed, OUTBOX))
            except SealError:  # its key is gone, so it can never be sent
                await self._store.done(parcel.number)
                continue
            self._queue(_Queued(Letter(parcel, body), recovered=True))
        return len(parcels)

    async def drain(self, seconds: float) -> int:
        """Wait until all is sent, at most so long, and stop. Returns how many messages stay in the outbox."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        self.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        return sum(len(queue) for queue in self._queues.values())

    def stop(self) -> None:
        """Stop at once; what was not sent stays in the outbox."""
        for task in list(self._tasks):
            task.cancel()

    def _queue(self, queued: _Queued) -> None:
        self._numbers.add(queued.letter.parcel.number)
        name = (str(queued.letter.body["channel"]), str(queued.letter.body["to"]))
        queue = self._queues.get(name)
        if queue is not None:
            queue.append(queued)
            return
        self._queues[name] = deque([queued])
        task = asyncio.get_running_loop().create_task(self._empty(name))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _empty(self, name: tuple[str, str]) -> None:
        queue, leased = self._queues[name], self._clock()
        while queue:
            if self._clock() - leased > LEASE / 4:  # the others of this chat have waited, and will still
                leased = self._clock()
                await self._hold(queue[0].letter.parcel, 0)
            await self._send(name, queue[0])
            self._numbers.discard(queue.popleft().letter.parcel.number)
        del self._queues[name]
        if (bucket := self._chat_buckets.get(name)) and bucket.full_at(self._clock()):
            del self._chat_buckets[name]

    async def _send(self, name: tuple[str, str], queued: _Queued) -> None:
        """Try until it is sent or never will be."""
        courier, parcel = self._couriers.get(name[0]), queued.letter.parcel
        if courier is None:  # the channel was switched off
            await self._settled(parcel)
            return
        unsure, wait = queued.recovered, 0.0
        while parcel.expires > self._clock():
            if unsure and courier.can_tell:
                await self._pause(parcel, PATIENCE)
                if not await self._waiting(parcel):
                    return
            await self._pause(parcel, self._pace(courier, name, queued.letter))
            outcome = await courier.send(queued.letter.body)
            if outcome.fate not in (Fate.LATER, Fate.UNKNOWN) or (
                outcome.fate is Fate.UNKNOWN and not courier.can_tell
            ):
                await self._after(courier, parcel, outcome)
                return
            wait = max(outcome.seconds, min(max(2 * wait, FIRST_WAIT), LONGEST_WAIT))
            unsure = outcome.fate is Fate.UNKNOWN
            event("send_later", channel=courier.channel, code=outcome.code, seconds=round(wait))
            if not unsure:
                await self._pause(parcel, wait)
        await self._settled(parcel)

    async def _after(self, courier: Courier, parcel: Parcel, outcome: Outcome) -> None:
        match outcome.fate:
            case Fate.GONE:
                await self._patiently(lambda: self._store.forget((parcel.chat,)))
            case Fate.REFUSED:
                event("send_refused", channel=courier.channel, code=outcome.code)
            case Fate.UNKNOWN:
                event("send_unknown", channel=courier.channel, code=outcome.code)
            case _:
                pass
        await self._settled(parcel, outcome.note)

    async def _settled(self, parcel: Parcel, note: str = "") -> None:
        sealed = self._sealer.seal(note.encode(), NOTE) if note else b""
        await self._patiently(lambda: self._store.done(parcel.number, sealed))

    async def _waiting(self, parcel: Parcel) -> bool:
        return await self._patiently(lambda: self._store.waiting(parcel.number))

    def _pace(self, courier: Courier, name: tuple[str, str], letter: Letter) -> float:
        if not courier.counts(letter.body):
            return 0.0
        now = self._clock()
        chat = self._chat_buckets.setdefault(name, Bucket(courier.chat_pace))
        return max(chat.wait(now), self._channel_buckets[courier.channel].wait(now))

    async def _pause(self, parcel: Parcel, seconds: float) -> None:
        """Wait, and keep the lease meanwhile."""
        if seconds <= 0:
            return
        if seconds > LEASE / 4:
            await self._hold(parcel, seconds)
        await asyncio.sleep(seconds)

    async def _hold(self, parcel: Parcel, seconds: float) -> None:
        until = int(self._clock() + seconds) + LEASE
        await self._patiently(lambda: self._store.put_off(parcel.number, until))

    async def _patiently(self, act: Callable[[], Awaitable[T]]) -> T:
        """Do it, and again as long as the store is away: what was sent must be marked as sent."""
        wait = FIRST_WAIT
        while True:
            try:
                return await act()
            except StoreError as error:
                event("store_failed", error=error)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
