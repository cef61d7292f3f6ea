"""What we read of an update is of the types that the Bot API promises, or the update is not taken at all.

python-telegram-bot builds its objects of whatever is there. An update comes from Telegram, or from somebody who knows
the webhook's secret, so this is a second lock only: a chat that is no number must not become a conversation.
"""

from collections.abc import Mapping
from typing import Any

LARGEST = 2**53
"""Identifiers have at most 52 significant bits. Source: Bot API 10.1, Chat."""
USER: Mapping[str, Any] = {"id": int, "is_bot": bool, "language_code": str, "username": str}
CHAT: Mapping[str, Any] = {"id": int, "type": str}
MESSAGE: Mapping[str, Any] = {
    "message_id": int, "date": int, "chat": CHAT, "from": USER, "text": str, "via_bot": USER
}  # fmt: skip
UPDATE: Mapping[str, Any] = {
    "update_id": int,
    "message": MESSAGE,
    "callback_query": {"id": str, "from": USER, "message": MESSAGE, "data": str},
    "inline_query": {"id": str, "from": USER, "query": str},
}
"""Only what `updates` reads; that a part is there at all, it sees itself."""


def fits(tree: object, shape: Any = UPDATE) -> bool:
    """True when everything that the shape names is of its type, or is not there."""
    if isinstance(shape, Mapping):
        return isinstance(tree, dict) and all(
            fits(tree[name], part) for name, part in shape.items() if tree.get(name) is not None
        )
    if shape is int:
        return isinstance(tree, int) and not isinstance(tree, bool) and abs(tree) < LARGEST
    return isinstance(tree, shape)
