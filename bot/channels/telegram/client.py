"""The way to the Bot API: python-telegram-bot's `BaseRequest` over aiohttp, and a bare call beside it.

python-telegram-bot brings httpx, with which most of its time is spent; aiohttp takes four to sixteen times as many
calls a second on kept connections. The bare `call` tells whether anything can have been sent, which `telegram.Bot` does
not; `bot` is for what is done once, such as setting up. The token is in every address, so no address leaves this
module, also not in an error or in the error that was behind it, and `bot` is not told the token, which it would log.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

BASE = "https://api.telegram.org"
SECONDS, CONNECT = 20.0, 5.0
SOON = 5.0
"""Seconds for a call whose answer nobody waits for."""
AT_ONCE = 100
"""Connections. A call that gets none within CONNECT is not sent."""
MOST_CAST = 50
"""Calls under way whose answer nobody waits for; what comes on top of them is dropped."""
KEPT = 15.0
"""Seconds for which an idle connection is kept: less than any server keeps it, so it is not closed as we send."""
JSON = {"Content-Type": "application/json"}
NOT_CONNECTED = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)


class NotSent(Exception):  # noqa: N818  told apart from `Lost`, not from success
    """There was no connection: nothing can have been sent. The message is the kind of trouble."""


class Lost(Exception):  # noqa: N818
    """The connection broke when the request may have been written: nobody knows. The message is the kind of trouble."""


class Wait(TelegramError):  # noqa: N818  named for what is to be done
    """`bot` has to wait. The message says how long; python-telegram-bot's `RetryAfter` warns about itself each time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered."""

    status: int
    tree: Mapping[str, Any] | None
    """The decoded JSON; None when a gateway spoke and not the Bot API."""

    @property
    def wait(self) -> float:
        """Seconds for which the server asks us to wait; 0 when it does not."""
        parameters = self.tree.get("parameters") if self.tree else None
        wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
        return float(wait) if isinstance(wait, int | float) else 0.0


class Client(BaseRequest):
    """One pool of connections for everything that goes to the Bot API. `shutdown` ends it.

    Args:
        token: of the bot.
        base: address of the server.
    """

    def __init__(self, token: str, base: str = BASE) -> None:
        self._address = f"{base}/bot{token}/"
        self._session: aiohttp.ClientSession | None = None
        self._cast: set[asyncio.Task[None]] = set()
        self.bot = Bot("0:elsewhere", base_url=lambda _: base, request=self, get_updates_request=self)

    def __repr__(self) -> str:
        return "Client()"

    async def call(self, method: str, params: Mapping[str, object], seconds: float = SECONDS) -> Answer:
        """Make one call.

        Raises:
            NotSent, Lost: when there is no answer.
        """
        body = json.dumps(params).encode()
        status, payload = await self._post(self._address + method, body, JSON, seconds)
        return _answer(status, payload)

    def cast(self, method: str, params: Mapping[str, object]) -> None:
        """Make one call and wait for nothing: what becomes of it is of no use to anybody later."""
        if len(self._cast) < MOST_CAST:
            task = asyncio.get_running_loop().create_task(self._tried(method, params))
            self._cast.add(task)
            task.add_done_callback(self._cast.discard)

    async def _tried(self, method: str, params: Mapping[str, object]) -> None:
        try:
            await self.call(method, params, SOON)
        except (NotSent, Lost):
            return

    async def _post(self, address: str, body: Any, headers: Mapping[str, str], seconds: float) -> tuple[int, bytes]:
        timeout = aiohttp.ClientTimeout(total=seconds, connect=CONNECT, sock_connect=CONNECT)
        try:
            async with self._open().post(
                address, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except NOT_CONNECTED as error:
            trouble: NotSent | Lost = NotSent(type(error).__name__)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            trouble = Lost(type(error).__name__)
        raise trouble  # out here it does not carry the error behind it, which may tell the address

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=AT_ONCE, keepalive_timeout=KEPT)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False, auto_decompress=True
            )
        return self._session

    @property
    def read_timeout(self) -> float | None:
        """What python-telegram-bot adds to the time of a long poll."""
        return SECONDS

    async def initialize(self) -> None:
        """The pool opens with the first call."""

    async def shutdown(self) -> None:
        """Let go of the connections, and of the calls whose answer nobody waits for."""
        for task in list(self._cast):
            task.cancel()
        await asyncio.gather(*self._cast, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """What `bot` sends goes through here, with the address put right. Its errors tell only the kind of trouble."""
        del method, write_timeout, connect_timeout, pool_timeout
        seconds = read_timeout if isinstance(read_timeout, (int, float)) else SECONDS
        address = self._address + url.rpartition("/")[2]
        try:
            status, payload = await self._post(
                address, request_data.json_parameters if request_data else {}, {}, seconds
            )
        except (NotSent, Lost) as error:
            kind = str(error)
        else:
            if status == 429:
                raise Wait(f"{_answer(status, payload).wait:.0f} seconds")
            return status, payload
        raise TimedOut() if "Timeout" in kind else NetworkError(kind)


def _answer(status: int, payload: bytes) -> Answer:
    try:
        tree = json.loads(payload)
    except ValueError:
        tree = None
    return Answer(status, tree if isinstance(tree, dict) and "ok" in tree else None)
