"""Meta's webhook, whatever server it comes through: everything is safe before it is acknowledged."""

import asyncio
import base64
import binascii
import json
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.channels.whatsapp.signature import challenge, right
from bot.channels.whatsapp.updates import CHANNEL, Status, read
from bot.conversation import Conversations, Incoming, Show
from bot.logs import event
from bot.storage.base import Count, Store, StoreError

MOST_BYTES = 1_000_000
WENT_OUT = frozenset({"sent", "delivered", "read"})
STATUSES = (*sorted(WENT_OUT), "failed")


class Webhook:
    """The webhook of one number.

    Args:
        number_id: the number's id at Meta; what is for another one is passed over.
        secret: the app secret that signs.
        verify: the token of the handshake.
    """

    def __init__(
        self,
        conversations: Conversations,
        store: Store,
        show: Show,
        number_id: str,
        secret: bytes,
        verify: bytes,
        clock: Callable[[], datetime],
    ) -> None:
        self._conversations = conversations
        self._store = store
        self._show = show
        self._number_id = number_id
        self._secret = secret
        self._verify = verify
        self._clock = clock

    def get(self, params: Mapping[str, str]) -> tuple[int, str]:
        """Answer the handshake: HTTP status and text."""
        found = challenge(self._verify, params)
        return (403, "") if found is None else (200, found)

    async def post(self, raw: bytes, signature: str | None) -> int:
        """Take a webhook; the HTTP status to answer. 503: keep it, deliver it again."""
        if len(raw) > MOST_BYTES:
            return 413
        if not right(self._secret, raw, signature):
            return 401
        try:
            found = list(read(json.loads(raw), self._number_id))
        except (ValueError, RecursionError):
            found = []
        try:
            await self._take(found)
        except StoreError as error:
            event("store_failed", error=error)
            return 503
        return 200

    async def _take(self, found: list[Incoming | Status]) -> None:
        chats: dict[str, list[Incoming]] = {}
        for one in found:
            if isinstance(one, Incoming):
                chats.setdefault(one.chat, []).append(one)
        results = await asyncio.gather(*map(self._in_order, chats.values()), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result
        for one in found:
            if isinstance(one, Status):
                await self._status(one)

    async def _in_order(self, messages: list[Incoming]) -> None:
        for incoming in messages:
            try:
                await self._conversations.handle(incoming, self._show, self._clock())
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001  one message that cannot be handled must not stop the others
                event("update_passed_over", channel=CHANNEL, error=error)
                await self._count("passed_over", CHANNEL)

    async def _status(self, status: Status) -> None:
        if status.name in WENT_OUT and (token := _token(status.opaque)):
            await self._store.settle(token)
        if status.name in STATUSES:
            await self._count("status", status.name)

    async def _count(self, name: str, key: str) -> None:
        await self._store.count((Count(f"{self._clock():%Y-%m}", name, key),))


def _token(opaque: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(opaque)
    except (binascii.Error, ValueError):
        return b""
