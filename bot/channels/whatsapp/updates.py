"""A webhook of Meta, decoded -> what came for us. Pure, and never raises on any JSON.

A chat is known by the business-scoped user id, which every webhook carries since 2026, also of people who hide their
number; by the number only in payloads without one. Both never change within a conversation, so it cannot split. The
answer goes to the number where there is one and to that id otherwise.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversation import Incoming
from bot.core.inputs import Commanded, Input, Pressed, Sent, Started, Typed

CHANNEL = "whatsapp"
LINK = re.compile(
    r"thuiswijzer ((?:[a-z_]{1,20}-[a-z0-9_]{1,60})(?:--[a-z_]{1,20}-[a-z0-9_]{1,60}){0,5})", re.IGNORECASE
)
"""What a wa.me link types for a person: the word and a payload, and nothing else."""
NO_TEXT = frozenset(
    {"image", "audio", "video", "sticker", "document", "contacts", "location", "order", "unsupported", "button"}
)
"""Kinds of messages that get a kind line. Reactions and notices of the system get none."""
MOST_ID = 512


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a message of ours."""

    name: str
    """`sent`, `delivered`, `read` or `failed`."""
    opaque: str
    """Our `biz_opaque_callback_data`."""


def read(tree: object, number_id: str) -> Iterator[Incoming | Status]:
    """Everything in a webhook that is for the number `number_id`; what has another shape is passed over."""
    if _mapping(tree).get("object") != "whatsapp_business_account":
        return
    for entry in _list(_mapping(tree).get("entry")):
        for change in _list(_mapping(entry).get("changes")):
            value = _mapping(_mapping(change).get("value"))
            if _mapping(value.get("metadata")).get("phone_number_id") == number_id:
                yield from _of_value(value)


def _of_value(value: Mapping[str, Any]) -> Iterator[Incoming | Status]:
    users = {
        str(contact.get("wa_id")): _text(contact.get("user_id"))
        for contact in map(_mapping, _list(value.get("contacts")))
    }
    for message in map(_mapping, _list(value.get("messages"))):
        found = _incoming(message, users)
        if found:
            yield found
    for status in map(_mapping, _list(value.get("statuses"))):
        if name := _text(status.get("status")):
            yield Status(name, _text(status.get("biz_opaque_callback_data")))


def _incoming(message: Mapping[str, Any], users: Mapping[str, str]) -> Incoming | None:
    number = _text(message.get("from"))
    user = (
        _text(message.get("from_user_id"))
        or users.get(number, "")
        or (next(iter(users.values()), "") if not number else "")
    )
    name, read_as = _text(message.get("id")), _given(message)
    if not (number or user) or not name or read_as is None:
        return None
    given, text = read_as
    address = {"to": number} if number else {"recipient": user}
    return Incoming(CHANNEL, user or number, name, given, text, about=address)


def _given(message: Mapping[str, Any]) -> tuple[Input, str] | None:
    kind = message.get("type")
    if kind == "text":
        return _typed(_body(message))
    if kind == "interactive":
        reply = _mapping(message.get("interactive"))
        chosen = _mapping(reply.get("button_reply") or reply.get("list_reply"))
        at, _, choice = _text(chosen.get("id")).partition("|")
        return Pressed(choice, at), ""
    return (Sent(), "") if kind in NO_TEXT else None


def _typed(text: str) -> tuple[Input, str]:
    if text.startswith("/"):
        return Commanded(text[1:].strip().casefold()[:MOST_ID]), ""
    if link := LINK.fullmatch(text.strip()):
        return Started(link[1].casefold()), ""
    return Typed(), text


def _body(message: Mapping[str, Any]) -> str:
    body = _mapping(message.get("text")).get("body")
    return body if isinstance(body, str) else ""


def _text(value: object) -> str:
    """An id of a sensible length; nothing when it is something else."""
    return value if isinstance(value, str) and len(value) <= MOST_ID else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
