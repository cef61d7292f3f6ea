"""pywa, which others wrote, reads webhooks as we do and would send what we send."""

import json
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx
import pytest
from pywa import WhatsApp
from pywa.types import (
    Button,
    CallbackButton,
    CallbackSelection,
    Message,
    MessageStatus,
    Section,
    SectionList,
    SectionRow,
)
from pywa.types.base_update import RawUpdate

from bot.channels.whatsapp.messages import show
from bot.channels.whatsapp.updates import Status, read
from bot.conversation import Incoming, Shown
from bot.core.events import Turn
from bot.core.inputs import Pressed, Sent, Typed
from bot.core.state import State
from tests.content_under_test import app
from tests.doubles.graph import NUMBER, TOKEN, Tree, message_of, status_of
from tests.judges import webhook_examples
from tests.toys import NOW

PERSON, USER = "31600000001", "NL.13491208655302741918"
KINDS: dict[str, Any] = {"button": CallbackButton, "button_reply": CallbackButton, "list_reply": CallbackSelection}
REPLY = {"id": "start.who|parent", "title": "Ouder"}


@cache
def peer() -> tuple[WhatsApp, list[Tree]]:
    """pywa's client, and what it sent."""
    sent: list[Tree] = []

    def answered(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(
            200, json={"messages": [{"id": "wamid.out"}], "contacts": [{"input": PERSON, "wa_id": PERSON}]}
        )

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client = WhatsApp(NUMBER, TOKEN, session=httpx.Client(transport=httpx.MockTransport(answered)))
    return client, sent


def raw(tree: Tree) -> RawUpdate:
    """A webhook as pywa wants it."""
    return RawUpdate(json.dumps(tree).encode(), hmac_header=None, update_hash="")


def ours(tree: Tree) -> Incoming | Status | None:
    """What we read in a webhook."""
    found = [one for one in read(tree, NUMBER) if isinstance(one, Incoming | Status)]
    return found[0] if found else None


def examples() -> Iterator[Tree]:
    """Meta's examples of messages of a person, with the id of theirs that pywa needs."""
    for tree in webhook_examples():
        value = tree["entry"][0]["changes"][0]["value"]
        if "messages" in value and "contacts" in value:
            value["contacts"][0]["user_id"] = value["messages"][0]["from_user_id"] = USER
            yield tree


def test_messages_are_read_as_pywa_reads_them() -> None:
    """Of all of Meta's examples: whose it is, which it is, and what was typed or pressed; a reaction is left alone."""
    client, _ = peer()
    read_by_both = 0
    for tree in examples():
        one = tree["entry"][0]["changes"][0]["value"]["messages"][0]
        kind = KINDS.get(one.get("interactive", one)["type"], Message)
        theirs, mine = kind.from_update(client, raw(tree)), ours(tree)
        if one["type"] == "reaction":
            assert mine is None
            continue
        assert isinstance(mine, Incoming)
        assert (mine.chat, mine.message, mine.about) == (theirs.from_user.bsuid, theirs.id, {"to": one["from"]})
        if isinstance(theirs, Message):
            assert mine.given == (Typed() if theirs.text else Sent())
            assert mine.text == (theirs.text or "")
        else:
            assert isinstance(mine.given, Pressed)
        read_by_both += 1
    assert read_by_both >= 10


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (CallbackButton, {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": REPLY}}),
        (CallbackSelection, {"type": "interactive", "interactive": {"type": "list_reply", "list_reply": REPLY}}),
        (CallbackButton, {"type": "button", "button": {"payload": REPLY["id"], "text": "Ouder"}}),
    ],
)
def test_replies_are_read_as_pywa_reads_them(kind: Any, fields: Tree) -> None:
    """The same id comes out."""
    tree = message_of(user=USER, context={"from": "15550783881", "id": "wamid.out"}, **fields)
    theirs, mine = kind.from_update(peer()[0], raw(tree)), ours(tree)
    assert isinstance(mine, Incoming)
    assert isinstance(mine.given, Pressed)
    assert theirs.data == f"{mine.given.at}|{mine.given.choice}"


@pytest.mark.parametrize("status", ["sent", "delivered", "read", "failed"])
def test_statuses_are_read_as_pywa_reads_them(status: str) -> None:
    """What became of it, and of which message of ours."""
    errors = [{"code": 131026, "title": "x", "message": "x", "error_data": {"details": "x"}}]
    tree = status_of(status, "dG9rZW4=", **({"errors": errors} if status == "failed" else {}))
    theirs, mine = MessageStatus.from_update(peer()[0], raw(tree)), ours(tree)
    assert isinstance(mine, Status)
    assert (mine.name, mine.opaque) == (theirs.status.value, theirs.tracker)
    assert mine.code == (theirs.error.code if theirs.error else 0)


@pytest.mark.parametrize("user", ["", USER])
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_questions_are_what_pywa_would_send(language: str, user: str) -> None:
    """Every question of the content, to a number and to somebody who hides it: the same JSON, key for key."""
    client, sent = peer()
    address, to = ({"recipient": user}, user) if user else ({"to": PERSON}, PERSON)
    incoming = Incoming("whatsapp", user or PERSON, "wamid.1", Typed(), about=address)
    for question in app().library.questions.values():
        turn = Turn(State(language=language), (question,), (), language=language)
        for out in show(Shown(incoming, turn, True, (), NOW), app().parts, "", bytes):
            message: Any = out.body["message"]
            text, buttons = pywas(message)
            client.send_message(to, text, buttons=buttons, tracker=message["biz_opaque_callback_data"])
            assert without_nothing(sent[-1]) == without_nothing(message)


def pywas(message: Tree) -> tuple[str, Any]:
    """The text and the choices of a message in pywa's words."""
    if message["type"] == "text":
        return message["text"]["body"], None
    action = message["interactive"]["action"]
    if "buttons" in action:
        replies = [one["reply"] for one in action["buttons"]]
        buttons: Any = [Button(title=one["title"], callback_data=one["id"]) for one in replies]
    else:
        rows = [
            SectionRow(title=row["title"], callback_data=row["id"], description=row.get("description"))
            for row in action["sections"][0]["rows"]
        ]
        buttons = SectionList(action["button"], [Section(title="", rows=rows)])
    return message["interactive"]["body"]["text"], buttons


def without_nothing(tree: Any) -> Any:
    """Without keys that hold nothing: what is not there is not said."""
    if isinstance(tree, dict):
        return {key: without_nothing(value) for key, value in tree.items() if value not in (None, "", False, {}, [])}
    return [without_nothing(value) for value in tree] if isinstance(tree, list) else tree
