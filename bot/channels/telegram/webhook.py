"""Telegram's webhook, whatever server it comes through: an update is safe before it is acknowledged."""

import hmac
import json

from bot.channels.telegram.handling import Handling
from bot.logs import event
from bot.storage.base import StoreError

MOST_BYTES = 1_000_000


class Webhook:
    """The webhook of one bot.

    Args:
        handling: takes what comes in.
        secret: what Telegram sends along with every update. An empty one would let everybody in: ValueError.
    """

    def __init__(self, handling: Handling, secret: bytes) -> None:
        if not secret:
            raise ValueError("a webhook needs a secret")
        self._handling = handling
        self._secret = secret

    async def post(self, raw: bytes, secret_header: str | None) -> int:
        """Take an update; the HTTP status to answer. 503: keep it, deliver it again.

        What has the right secret and is no update is answered with 200: Telegram would repeat it for ever.
        """
        if len(raw) > MOST_BYTES:
            return 413
        if not hmac.compare_digest(self._secret, (secret_header or "").encode(errors="replace")):
            return 401
        try:
            tree = json.loads(raw)
        except (ValueError, RecursionError):
            tree = None
        try:
            await self._handling.take(tree)
        except StoreError as error:
            event("store_failed", error=error)
            return 503
        return 200
