"""What Meta brings becomes an input, a status, or nothing; of what is no text nothing is read."""

from typing import Any

import pytest

from bot.channels.whatsapp.updates import Status, Unread, read
from bot.conversation import Incoming
from bot.core.inputs import Commanded, Input, Pressed, Sent, Started, Typed
from tests.doubles.graph import NUMBER, Tree, message_of, status_of, webhook_of

PERSON = "31600000001"
USER = "NL.13491208655302741918"
INJECTED = ("'; DROP TABLE chats; --", "{0.__class__}", "{{7*7}}", "<script>alert(1)</script>", "%s%n", "$(id)",
            "a\0b", "../../etc", "\u202egnp.exe", "=cmd|'/c calc'!A1", "*vet* _schuin_", "\r\nHost: x")  # fmt: skip


def taken(tree: object) -> Incoming:
    """The one message in a webhook."""
    (found,) = read(tree, NUMBER)
    assert isinstance(found, Incoming)
    return found


def test_a_text_has_all_that_a_turn_needs() -> None:
    """The delivery, the chat, the words and where to answer; no language, which a number does not tell."""
    assert taken(message_of("ik heb schulden", "wamid.7")) == Incoming(
        "whatsapp", PERSON, "wamid.7", Typed(), "ik heb schulden", about={"to": PERSON}
    )


@pytest.mark.parametrize(
    ("text", "given", "words"),
    [
        ("/Wis ", Commanded("wis"), ""),
        (" /help", Commanded("help"), ""),
        ("/help hij slaat me", Typed(), "help hij slaat me"),
        ("/ help", Typed(), "/ help"),
        ("Thuiswijzer role-youth--language-tr", Started("role-youth--language-tr"), ""),
        ("/start flow-privacy--campaign-poster", Started("flow-privacy--campaign-poster"), ""),
        ("/start", Commanded("start"), ""),
        ("thuiswijzer helpt niet", Typed(), "thuiswijzer helpt niet"),
        ("thuiswijzer e-mail", Typed(), "thuiswijzer e-mail"),
        ("thuiswijzer role-youth en nog wat", Typed(), "thuiswijzer role-youth en nog wat"),
        ("2", Typed(), "2"),
        ("half \ud800", Typed(), "half ?"),
    ],
)
def test_what_is_typed_is_words_a_command_or_a_link(text: str, given: Input, words: str) -> None:
    """A link only when it is one wholly; words behind a command are read with it."""
    found = taken(message_of(text))
    assert (found.given, found.text) == (given, words)


@pytest.mark.parametrize("text", INJECTED)
def test_strings_that_try_something_are_words(text: str) -> None:
    """They arrive as they were typed, and names are not even read."""
    tree = message_of(text)
    tree["entry"][0]["changes"][0]["value"]["contacts"][0]["profile"]["name"] = text
    assert taken(tree) == taken(message_of(text))
    assert taken(tree).text == text


@pytest.mark.parametrize(
    ("fields", "given"),
    [
        ({"interactive": {"type": "button_reply", "button_reply": {"id": "start.who|parent", "title": "x"}}},
         Pressed("parent", "start.who")),
        ({"interactive": {"type": "list_reply", "list_reply": {"id": "start.who|language:tr", "title": "x"}}},
         Pressed("language:tr", "start.who")),
        ({"button": {"payload": "start.who|parent", "text": "Ouder"}}, Pressed("parent", "start.who")),
        ({"button": {"payload": "' OR 1=1", "text": "Ouder"}}, Pressed("", "' OR 1=1")),
    ],
)  # fmt: skip
def test_a_reply_tells_its_question(fields: Tree, given: Input) -> None:
    """A payload of another shape fits no question, so that it is met as an old button."""
    assert taken(message_of(type=next(iter(fields)), **fields)).given == given


@pytest.mark.parametrize(
    "kind",
    ["image", "audio", "video", "sticker", "document", "contacts", "location", "order", "unsupported"],
)
def test_of_what_is_no_text_nothing_is_read(kind: str) -> None:
    """Neither the file nor what is written under it."""
    found = taken(message_of(type=kind, **{kind: {"caption": "hij slaat me", "id": "1"}}))
    assert (found.given, found.text) == (Sent(), "")


@pytest.mark.parametrize("kind", ["reaction", "system", "unknown", "edit", "revoke"])
def test_what_expects_no_answer_gets_none(kind: str) -> None:
    """And is nothing to count either."""
    assert list(read(message_of(type=kind), NUMBER)) == []


def test_a_group_is_no_place_for_this() -> None:
    """Everybody there would read along."""
    assert list(read(message_of(group_id="Y2FwaV9ncm91cA"), NUMBER)) == []


@pytest.mark.parametrize("place", ["from_user_id", "user_id"])
def test_a_chat_is_known_by_the_business_scoped_id(place: str) -> None:
    """Wherever it stands; the answer goes to the number as long as there is one."""
    tree = message_of(user=USER)
    value = tree["entry"][0]["changes"][0]["value"]
    for holder in (value["messages"][0], value["contacts"][0]):
        if place not in holder:
            holder.pop("from_user_id", holder.pop("user_id", None))
    assert (taken(tree).chat, taken(tree).about) == (USER, {"to": PERSON})


def test_hiding_the_number_does_not_split_a_conversation() -> None:
    """The chat stays the same; the answer then goes to the id, where the API takes it."""
    hidden = message_of(user=USER)
    value = hidden["entry"][0]["changes"][0]["value"]
    del value["messages"][0]["from"], value["contacts"][0]["wa_id"]
    assert taken(hidden).chat == taken(message_of(user=USER)).chat
    assert taken(hidden).about == {"recipient": USER}


def test_whose_message_it_is_is_never_guessed() -> None:
    """Of two contacts with hidden numbers neither gets an answer to what may be the other's words."""
    message = {"id": "wamid.1", "type": "text", "text": {"body": "hoi"}}
    contacts = [{"user_id": USER}, {"user_id": "NL.2"}]
    assert list(read(webhook_of(contacts=contacts, messages=[message]), NUMBER)) == [Unread()]


def test_another_number_is_not_ours() -> None:
    """A Meta app may have several."""
    assert list(read(message_of(), "1")) == []


@pytest.mark.parametrize(
    "message",
    [None, {}, {"id": "w", "from": "1", "type": "text"}, {"id": "w", "from": "1", "type": ["text"]},
     {"id": "w", "from": "1", "type": "hologram"}, {"id": "\ud800", "from": "1", "type": "image"},
     {"id": "w" * 513, "from": "1", "type": "image"}, {"id": "w", "from": 31, "type": "image"},
     {"id": "w", "from": "1", "type": "interactive", "interactive": {"nfm_reply": {}}},
     {"id": "w", "from": "1", "type": "text", "text": {"body": {}}}],
)  # fmt: skip
def test_what_has_another_shape_is_passed_over(message: Any) -> None:
    """And counted; what comes behind it is still read."""
    good = message_of()["entry"][0]["changes"][0]["value"]["messages"][0]
    found = list(read(webhook_of(messages=[message, good]), NUMBER))
    assert found[0] == Unread()
    assert isinstance(found[1], Incoming)


@pytest.mark.parametrize("tree", [None, [], 1, "x", {"object": "page", "entry": []}])
def test_what_is_no_webhook_is_counted(tree: object) -> None:
    """It was signed by Meta, so somebody should know of it."""
    assert list(read(tree, NUMBER)) == [Unread()]


def test_a_status_tells_its_message_and_why_it_failed() -> None:
    """Only the code: the words beside it may repeat a number."""
    errors = [{"code": 131026, "title": "Message undeliverable", "error_data": {"details": "31600000001"}}]
    assert list(read(status_of("failed", "dG9rZW4=", errors=errors), NUMBER)) == [Status("failed", "dG9rZW4=", 131026)]
    assert list(read(status_of("sent", 5), NUMBER)) == [Status("sent", "")]
    assert list(read(status_of("failed", "", errors=[{"code": 10**9}]), NUMBER)) == [Status("failed", "")]
