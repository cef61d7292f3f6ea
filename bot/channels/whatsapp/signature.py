"""Whether a webhook is Meta's: the handshake, and the signature over the raw bytes. Pure.

Source: Meta, "Webhooks: getting started", verification requests and `X-Hub-Signature-256`.
"""

import hmac
from collections.abc import Mapping

PREFIX = "sha256="


def right(secret: bytes, raw: bytes, header: str | None) -> bool:
    """True when `header` is the signature of these very bytes. Takes the same time for every wrong one."""
    expected = PREFIX + hmac.new(secret, raw, "sha256").hexdigest()
    return hmac.compare_digest(expected.encode(), (header or "").encode(errors="replace"))


def challenge(token: bytes, params: Mapping[str, str]) -> str | None:
    """What to answer to Meta's verification request; None when it is not Meta's."""
    given = params.get("hub.verify_token", "").encode(errors="replace")
    if params.get("hub.mode") != "subscribe" or not hmac.compare_digest(token, given):
        return None
    return params.get("hub.challenge", "")
