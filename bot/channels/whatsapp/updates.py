"""A webhook of Meta, decoded -> what came for us. Pure, and never raises on any JSON.

A chat is known by the business-scoped user id, which every message has carried since April 2026, also of people who
hide their number; by the number only where there is none. A conversation lasts an hour at most after its last message,
so it could split only while Meta begins to send that id, which is over. An answer goes to the number (`to`) where there
is one: in `to`, such an id is taken by the API and delivered to nobody. Else it goes to the id (`recipient`).
Source: Cloud API, "Business-scoped user IDs", March 2026.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversation import Incoming
from bot.core.inputs import Commanded, Input, Pressed, Sent, Started, Typed
from bot.core.vocabulary import SLOT_VALUES

CHANNEL = "whatsapp"
COMMAND = re.compile(r"/(?P<name>\w{1,32})(?:\s+(?P<rest>.*))?", re.ASCII | re.DOTALL)
PAIR = rf"(?:flow|language|campaign|{'|'.join(SLOT_VALUES)})-[a-z0-9_]{{1,60}}"
LINK = re.compile(rf"(?:thuiswijzer|/start)\s+(?P<payload>{PAIR}(?:--{PAIR}){{0,7}})", re.IGNORECASE)
"""What a wa.me link types for a person: the word and a payload, and nothing else."""
NO_TEXT = frozenset(
    {"image", "audio", "video", "sticker", "document", "contacts", "location", "order", "unsupported"}
)  # fmt: skip
"""Kinds that get a kind line; what is in them is not looked at, nor what is written under them."""
UNANSWERED = frozenset({"reaction", "system", "unknown", "edit", "revoke", "request_welcome"})
"""Kinds that nobody expects an answer to."""
MOST_ID, MOST_CODE = 512, 10**7


@dataclass(frozen=True, slots=True)
class Status:
    """What became of a message of ours."""

    name: str
    """`sent`, `delivered`, `read` or `failed`."""
    opaque: str
    """Our `biz_opaque_callback_data`."""
    code: int = 0
    """Why it failed; 0: not told."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a shape that we do not know. To be counted, nothing else."""


Update = Incoming | Status | Unread


def read(tree: object, number_id: str) -> Iterator[Update]:
    """Everything in a webhook that is for the number `number_id`, in order."""
    if _mapping(tree).get("object") != "whatsapp_business_account":
        yield Unread()
    for entry in _list(_mapping(tree).get("entry")):
        for change in _list(_mapping(entry).get("changes")):
            value = _mapping(_mapping(change).get("value"))
            if _mapping(value.get("metadata")).get("phone_number_id") == number_id:
                yield from _of_value(value)


def _of_value(value: Mapping[str, Any]) -> Iterator[Update]:
    contacts = [_mapping(contact) for contact in _list(value.get("contacts"))]
    for message in map(_mapping, _list(value.get("messages"))):
        yield from _of_message(message, contacts)
    for status in map(_mapping, _list(value.get("statuses"))):
        name = _text(status.get("status"))
        yield Status(name, _text(status.get("biz_opaque_callback_data")), _code(status)) if name else Unread()


def _of_message(message: Mapping[str, Any], contacts: list[Mapping[str, Any]]) -> Iterator[Incoming | Unread]:
    kind = _text(message.get("type"))
    if kind in UNANSWERED or message.get("group_id"):
        return  # a group is no place for this; only whoever runs the number can put it in one
    number, name, read_as = _text(message.get("from")), _text(message.get("id")), _given(kind, message)
    user = _text(message.get("from_user_id")) or _user(number, contacts)
    if not (number or user) or not name or read_as is None:
        yield Unread()
        return
    given, text = read_as
    yield Incoming(CHANNEL, user or number, name, given, text, about={"to": number} if number else {"recipient": user})


def _user(number: str, contacts: list[Mapping[str, Any]]) -> str:
    """The id of whoever has this number; of the only contact, where the number is hidden. Never a guess between two."""
    own = [one for one in contacts if one.get("wa_id") == number] if number else contacts
    return _text(own[0].get("user_id")) if len(own) == 1 else ""


def _given(kind: str, message: Mapping[str, Any]) -> tuple[Input, str] | None:
    content = _mapping(message.get(kind))
    match kind:
        case "text":
            body = content.get("body")
            return _typed(body) if isinstance(body, str) else None
        case "interactive":
            chosen = _mapping(content.get("button_reply") or content.get("list_reply"))
            return _pressed(chosen.get("id"))
        case "button":
            return _pressed(content.get("payload"))
    return (Sent(), "") if kind in NO_TEXT else None


def _pressed(name: object) -> tuple[Input, str] | None:
    """What a reply carries: `flow.step|choice`. Another shape is met as an old button, which fits no question."""
    at, _, choice = _text(name).partition("|")
    return (Pressed(choice, at), "") if at or choice else None


def _typed(body: str) -> tuple[Input, str]:
    """The input, and the words when they are to be read: `/help he hits me` must not lose what it tells."""
    text = body.encode(errors="replace").decode()  # half a letter is none
    if link := LINK.fullmatch(text.strip()):
        return Started(link["payload"].casefold()), ""
    found = COMMAND.fullmatch(text.strip())
    if not found:
        return Typed(), text
    if found["rest"]:
        return Typed(), f"{found['name']} {found['rest']}"
    return Commanded(found["name"].casefold()), ""


def _code(status: Mapping[str, Any]) -> int:
    code = next((_mapping(error).get("code") for error in _list(status.get("errors"))), 0)
    return code if isinstance(code, int) and 0 < code < MOST_CODE else 0


def _text(value: object) -> str:
    """An id as Meta makes them; nothing when it is something else."""
    return value if isinstance(value, str) and value.isascii() and len(value) <= MOST_ID else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
