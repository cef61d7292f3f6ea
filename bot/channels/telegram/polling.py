"""Own long polling: an update is confirmed when all that comes of it is safe, not before.

python-telegram-bot's Updater confirms updates before anything was done with them, so what it holds when the process
dies is lost.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from bot.channels.telegram import CHANNEL
from bot.channels.telegram.client import Answer, Client, Lost, NotSent
from bot.channels.telegram.handling import WANTED, Handling, chat_of
from bot.logs import event
from bot.storage.base import StoreError

LONG = 25
"""Seconds that Telegram holds a poll open while there is nothing."""
BATCH = 100
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds between two attempts while Telegram or the store is away: doubled each time."""
MARGIN = 10
"""Seconds that an answer may take on top of what it is held open."""


class Refused(Exception):  # noqa: N818  an answer, though not the one that was asked for
    """The Bot API answered a poll with an error: another poller is at work, or the token is wrong."""


class Polling:
    """Asks for updates until it is stopped. `long` as LONG."""

    def __init__(self, client: Client, handling: Handling, long: int = LONG) -> None:
        self._client = client
        self._handling = handling
        self._long = long
        self._offset = 0
        self._wait = FIRST_WAIT

    async def run(self, stopped: asyncio.Event) -> None:
        """Poll until `stopped` is set; what was taken till then is confirmed before this returns."""
        stop = asyncio.create_task(stopped.wait())
        try:
            while not stopped.is_set():
                poll = asyncio.create_task(self._poll())
                try:
                    await asyncio.wait({poll, stop}, return_when=asyncio.FIRST_COMPLETED)
                finally:  # stopped, or cancelled from outside: what Telegram was about to bring comes again
                    if not poll.done():
                        poll.cancel()
                        await asyncio.gather(poll, return_exceptions=True)
                if not poll.cancelled():
                    await self._handled(poll.result(), stopped)
            await self._confirm()
        finally:
            stop.cancel()
            await asyncio.gather(stop, return_exceptions=True)

    async def _poll(self) -> Sequence[Any]:
        try:
            answer = await self._asked(self._long, BATCH)
        except (NotSent, Lost) as error:
            return await self._failed(error, str(error))
        if answer.tree is None or not isinstance(answer.tree.get("result"), list):
            return await self._failed(Refused(), str(answer.status), answer.wait)
        self._wait = FIRST_WAIT
        return list(answer.tree["result"])

    async def _asked(self, long: int, limit: int) -> Answer:
        params = {"offset": self._offset, "timeout": long, "limit": limit, "allowed_updates": list(WANTED)}
        return await self._client.call("getUpdates", params, seconds=long + MARGIN)

    async def _failed(self, error: Exception, code: str, seconds: float = 0.0) -> Sequence[Any]:
        wait = max(seconds, self._wait)
        event("poll_failed", channel=CHANNEL, error=error, code=code, seconds=round(wait))
        self._wait = min(2 * self._wait, LONGEST_WAIT)
        await asyncio.sleep(wait)
        return ()

    async def _confirm(self) -> None:
        """Tell that all up to the offset is safe. Where that fails they come again, and are known by then."""
        if self._offset:
            try:
                await self._asked(0, limit=1)
            except (NotSent, Lost) as error:
                event("poll_failed", channel=CHANNEL, error=error, code=str(error), seconds=0)

    async def _handled(self, updates: Sequence[Any], stopped: asyncio.Event) -> None:
        """Handle a batch, and move the offset when all of it is safe."""
        chats: dict[str, list[Any]] = {}
        for update in updates:
            chats.setdefault(chat_of(update), []).append(update)
        wait = FIRST_WAIT
        while not stopped.is_set():
            results = await asyncio.gather(*map(self._in_order, chats.values()), return_exceptions=True)
            failed = [result for result in results if isinstance(result, BaseException)]
            if not failed:
                numbers = [update.get("update_id") for update in updates if isinstance(update, dict)]
                self._offset = max([self._offset, *(number + 1 for number in numbers if isinstance(number, int))])
                return
            if not isinstance(failed[0], StoreError):
                raise failed[0]
            event("store_failed", error=failed[0])
            with suppress(TimeoutError):
                await asyncio.wait_for(stopped.wait(), wait)
            wait = min(2 * wait, LONGEST_WAIT)

    async def _in_order(self, updates: list[Any]) -> None:
        while updates:
            await self._handling.take(updates[0])
            updates.pop(0)
