"""What runs beside the channels: keys, store, conversations, the sender, and the housekeeping every minute."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime

from bot.conversation import Conversations, Letter
from bot.delivery.courier import Courier
from bot.delivery.sender import Sender
from bot.logs import event
from bot.storage.base import Store, StoreError
from bot.storage.keys import KeyFile, KeyFileError
from bot.storage.seal import Ring, Sealer
from bot.turn import Parts

HOUSEKEEPING = 60.0
"""Seconds between two rounds of it."""
DRAIN = 10.0
"""Seconds that are left to send what is under way when the service stops."""


class Service:
    """One running assistant. Use `running`."""

    def __init__(
        self,
        parts: Parts,
        store: Store,
        keys: KeyFile,
        couriers: Sequence[Courier],
        idle: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        keys.renew(int(clock()))
        self.parts = parts
        self.store = store
        self._keys = keys
        self._clock = clock
        self.sealer = Sealer(keys.ring)
        self.sender = Sender(store, self.sealer, couriers, clock)
        self.conversations = Conversations(parts, store, self.sealer, idle, self._deliver)

    def now(self) -> datetime:
        """The moment, with a time zone."""
        return datetime.fromtimestamp(self._clock(), UTC)

    def _deliver(self, letter: Letter) -> None:
        self.sender.deliver(letter)

    async def keep_house(self) -> None:
        """One round: new keys when a day began, what is over goes, keys that nothing needs go, left messages are sent.

        Raises:
            StoreError, KeyFileError: when it cannot be done now; the next round tries again.
        """
        now = int(self._clock())
        needed = await self.store.expire(now, marks(self._keys.renew(now)))
        self._keys.destroy(needed, now)
        await self.sender.recover()

    async def _keep_house_always(self) -> None:
        while True:
            await asyncio.sleep(HOUSEKEEPING)
            try:
                await self.keep_house()
            except StoreError as error:
                event("store_failed", error=error)
            except KeyFileError as error:
                event("keys_failed", error=error)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["Service"]:
        """Keep house, and send what an earlier process left; at the end send what is under way, and let go.

        Raises:
            StoreError, KeyFileError: when the first round of housekeeping fails.
        """
        await self.keep_house()
        rounds = asyncio.create_task(self._keep_house_always())
        try:
            yield self
        finally:
            rounds.cancel()
            await asyncio.gather(rounds, return_exceptions=True)
            unsent = await self.sender.drain(DRAIN)
            await self.store.close()
            event("stopped", unsent=unsent)


def marks(ring: Ring) -> frozenset[bytes]:
    """The marks of the keys that exist."""
    return frozenset(key.mark for key in ring.days)
