"""Takes messages to the Graph API, over one kept connection pool. What its answers mean is a table."""

import json
from collections.abc import Mapping
from typing import Any

import httpx

from bot.channels.whatsapp.updates import CHANNEL
from bot.delivery.courier import Fate, Outcome, Pace

BASE = "https://graph.facebook.com"
VERSION = "v23.0"
TIMEOUT = httpx.Timeout(20, connect=5, pool=5)
LATER = {4: 30.0, 80007: 30.0, 130429: 1.0, 131056: 6.0, 131048: 60.0, 190: 60.0, 0: 60.0, 1: 2.0, 2: 5.0, 131000: 2.0,
         131016: 5.0, 131057: 60.0}  # fmt: skip
"""Graph error code -> seconds after which trying again makes sense. 190 and 0: the access token is no good, which the
operator mends while the messages wait. Source: Cloud API error codes."""
TOO_MANY, TOO_SLOW = 429, 408
NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""Nothing can have been sent."""


class Courier:
    """The courier (`bot.delivery.courier`) of WhatsApp."""

    channel = CHANNEL
    pace = Pace(80, 80)
    """Messages a second of a number, the throughput it starts with. Source: Cloud API, throughput."""
    chat_pace = Pace(1 / 6, 45)
    """To one person. Source: Cloud API, pair rate limit."""
    can_tell = True

    def __init__(self, number_id: str, token: str, base: str = BASE) -> None:
        self._client = httpx.AsyncClient(timeout=TIMEOUT, trust_env=False)
        self._address = httpx.URL(f"{base}/{VERSION}/{number_id}/messages")
        self._headers = {b"Authorization": f"Bearer {token}".encode(), b"Content-Type": b"application/json"}

    def counts(self, body: Mapping[str, object]) -> bool:
        """Every message counts."""
        del body
        return True

    async def send(self, body: Mapping[str, object]) -> Outcome:
        """Try once. Raises nothing."""
        try:
            content = json.dumps(body["message"]).encode()
            answer = await self._client.post(self._address, content=content, headers=self._headers)
        except NOT_CONNECTED as error:
            return Outcome(Fate.LATER, code=type(error).__name__)
        except httpx.HTTPError as error:  # the request may have been written
            return Outcome(Fate.UNKNOWN, code=type(error).__name__)
        return outcome(answer.status_code, answer.content)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()


def outcome(status: int, content: bytes) -> Outcome:
    """What an answer means. Only codes are taken from it: its words may repeat what was sent."""
    if status < 300:
        return Outcome(Fate.SENT)
    error = _error(content)
    code = error.get("code", status)
    if not error and (status >= 500 or status == TOO_SLOW):
        # A gateway spoke, not the Graph API: nobody knows how far the message came.
        return Outcome(Fate.UNKNOWN, code=str(code))
    if status == TOO_MANY or code in LATER or error.get("is_transient") is True:
        return Outcome(Fate.LATER, seconds=LATER.get(code, 5.0), code=str(code))
    return Outcome(Fate.REFUSED, code=str(code))


def _error(content: bytes) -> Mapping[str, Any]:
    try:
        error = json.loads(content)["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return error if isinstance(error, dict) and isinstance(error.get("code"), int) else {}
