"""Meta's webhook, whatever server it comes through: everything is safe before it is acknowledged."""

import asyncio
import base64
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from bot.channels.whatsapp.signature import challenge, right
from bot.channels.whatsapp.updates import CHANNEL, Status, Unread, Update, read
from bot.conversation import Conversations, Incoming, Show
from bot.logs import event
from bot.storage.base import Count, Moved, Store, StoreError

MOST_BYTES = 1_000_000
WENT_OUT = frozenset({"sent", "delivered", "read"})
FAILED = "failed"
PASSED_OVER = ("passed_over", CHANNEL)


class Webhook:
    """The webhook of one number.

    Args:
        number_id: the number's id at Meta; what is for another one is passed over.
        secret: the app secret that signs. An empty one would let everybody in: ValueError.
        verify: the token of the handshake, likewise.
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
        if not (secret and verify):
            raise ValueError("a webhook needs a secret and a token of its own")
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
        """Take a webhook; the HTTP status to answer. 503: keep it, deliver it again.

        What is signed and is no webhook is counted and answered with 200: Meta would repeat it for days.
        """
        if len(raw) > MOST_BYTES:
            return 413
        if not right(self._secret, raw, signature):
            return 401
        try:
            await self._take(list(read(_decoded(raw), self._number_id)))
        except StoreError as error:
            event("store_failed", error=error)
            return 503
        return 200

    async def _take(self, found: list[Update]) -> None:
        chats: dict[str, list[Incoming]] = {}
        for one in found:
            if isinstance(one, Incoming):
                chats.setdefault(one.chat, []).append(one)
        for result in await asyncio.gather(*map(self._in_order, chats.values()), return_exceptions=True):
            if isinstance(result, BaseException):
                raise result
        statuses = [one for one in found if isinstance(one, Status)]
        for status in statuses:
            if status.name in WENT_OUT and (token := _token(status.opaque)):
                await self._store.settle(token)
        unread = [PASSED_OVER for one in found if isinstance(one, Unread)]
        await self._count(*unread, *(pair for status in statuses for pair in _counted(status)))

    async def _in_order(self, messages: list[Incoming]) -> None:
        for incoming in messages:
            try:
                await self._conversations.handle(incoming, self._show, self._clock())
            except StoreError:
                raise
            except Moved:
                raise StoreError("another process holds this conversation") from None
            except Exception as error:  # noqa: BLE001  one message that cannot be handled must not stop the others
                event("update_passed_over", channel=CHANNEL, error=error)
                await self._count(PASSED_OVER)

    async def _count(self, *pairs: tuple[str, str]) -> None:
        if pairs:
            month = f"{self._clock():%Y-%m}"
            await self._store.count(tuple(Count(month, *pair) for pair in pairs))


def _counted(status: Status) -> Iterator[tuple[str, str]]:
    """What is counted of a status: its name, and why it failed. A name that we do not know could hold anything."""
    if status.name in WENT_OUT or status.name == FAILED:
        yield "status", status.name
    if status.name == FAILED:
        yield FAILED, str(status.code)


def _decoded(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _token(opaque: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(opaque)
    except ValueError:
        return b""
