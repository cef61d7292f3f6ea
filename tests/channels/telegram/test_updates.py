"""What Telegram brings becomes an input, or nothing; what was sent besides text is never looked at."""

from functools import cache
from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.callback import OLD, Presses, Signer
from bot.channels.telegram.notes import note, parsed
from bot.channels.telegram.updates import InGroup, Inline, Menu, read
from bot.conversation import Incoming
from bot.core.inputs import Commanded, Input, Pressed, Sent, Started, Typed
from tests.content_under_test import app

BOT = "Thuiswijzer_bot"
PERSON = {"id": 7, "is_bot": False, "first_name": "<b>O'Neil</b>", "username": "oneil", "language_code": "en-GB"}
PRIVATE = {"id": 7, "type": "private", "first_name": "<b>O'Neil</b>"}
GROUP = {"id": -100, "type": "supergroup", "title": "Buurt"}
DATE = 1_790_000_000
SIGNER = Signer(b"secret")
FILE = {"file_id": "f", "file_unique_id": "u"}
SIZED = {**FILE, "width": 1, "height": 1}


@cache
def presses() -> Presses:
    """Made once, as an assistant does."""
    return Presses(app().library, SIGNER)


def message(chat: dict[str, Any] = PRIVATE, **fields: Any) -> dict[str, Any]:
    """A message as the Bot API brings it."""
    return {"message_id": 3, "date": DATE, "chat": chat, "from": PERSON, **fields}


def taken(kind: str = "message", /, **content: Any) -> Incoming | Inline | InGroup | None:
    """What an update means."""
    update = Update.de_json({"update_id": 55, kind: content}, None)
    return read(update, presses(), BOT)


def typed(text: str) -> tuple[Input, str]:
    """The input and the words of a private text."""
    incoming = taken(**message(text=text))
    assert isinstance(incoming, Incoming)
    return incoming.given, incoming.text


def test_a_private_text_has_all_that_a_turn_needs() -> None:
    """The delivery, the chat, the words, the language, and what deletes the message later."""
    assert taken(**message(text="ik heb schulden")) == Incoming(
        "telegram", "7", "55", Typed(), "ik heb schulden", "en-GB", f"3:{DATE}"
    )


@pytest.mark.parametrize(
    ("text", "given", "words"),
    [
        ("/start", Started(), ""),
        ("/start role-youth--need-legal", Started("role-youth--need-legal"), ""),
        (f"/START@{BOT} campaign-poster", Started("campaign-poster"), ""),
        ("/start ik ben bang", Typed(), "ik ben bang"),
        ("/wis", Commanded("wis"), ""),
        ("/Help", Commanded("help"), ""),
        (f"/menu@{BOT.lower()}", Commanded("menu"), ""),
        ("/nooit_van_gehoord", Commanded("nooit_van_gehoord"), ""),
        ("/help hij slaat me\nnu", Typed(), "help hij slaat me\nnu"),
        ("/ help", Typed(), "/ help"),
        ("/", Typed(), "/"),
        ("2", Typed(), "2"),
        ("/ÿ", Typed(), "/ÿ"),
    ],
)
def test_commands_and_words(text: str, given: Input, words: str) -> None:
    """Words behind a command are not lost: they may tell of danger."""
    assert typed(text) == (given, words)


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE chats; --",
        "{{7*7}}",
        "<b>x</b>&amp;",
        "%s%n{0}",
        "\u202e\u2066x",
        "../../etc",
        "\x00\ud83d",
        "a" * 4096,
    ],
)
def test_injection_strings_arrive_as_they_are(text: str) -> None:
    """They are words like any other."""
    assert typed(text) == (Typed(), text)


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [SIZED]},
        {"voice": {**FILE, "duration": 1}},
        {"sticker": {**SIZED, "type": "regular", "is_animated": False, "is_video": False}},
        {"contact": {"phone_number": "+31612345678", "first_name": "x"}},
        {"location": {"longitude": 5.6, "latitude": 51.4}},
        {"document": FILE},
        {"video": {**SIZED, "duration": 1}},
        {"video_note": {**FILE, "length": 1, "duration": 1}},
        {"audio": {**FILE, "duration": 1}},
        {"animation": {**SIZED, "duration": 1}},
        {"dice": {"emoji": "🎲", "value": 1}},
        {"venue": {"location": {"longitude": 5.6, "latitude": 51.4}, "title": "t", "address": "a"}},
    ],
    ids=lambda content: next(iter(content)),
)
def test_of_anything_else_only_that_it_came_is_known(content: dict[str, Any]) -> None:
    """Neither what it is nor the words under it."""
    assert taken(**message(caption="wie ik ben", **content)) == Incoming(
        "telegram", "7", "55", Sent(), "", "en-GB", f"3:{DATE}"
    )


def pressed(data: str | None, **menu: Any) -> Incoming | Inline | InGroup | None:
    """A press of a button on a menu of ours."""
    under = message(**{"from": {"id": 1, "is_bot": True, "first_name": "b"}, "text": "Wie & wat?", **menu})
    return taken("callback_query", id="99", chat_instance="1", message=under, **{"from": PERSON}, data=data)


def test_a_press_brings_its_menu() -> None:
    """Which question and choice, and what is needed to answer and to edit."""
    data = SIGNER.data("7", "", "unsaid")
    keyboard = {
        "inline_keyboard": [[{"text": "Ja", "callback_data": "x"}], [{"text": "Nee <3", "callback_data": data}]]
    }
    bold = [{"type": "bold", "offset": 0, "length": 3}]
    assert pressed(data, reply_markup=keyboard, entities=bold) == Incoming(
        "telegram",
        "7",
        "55",
        Pressed("unsaid", ""),
        language="en-GB",
        about=Menu("99", 3, DATE, "<b>Wie</b> &amp; wat?", "Nee <3"),
    )


@pytest.mark.parametrize("data", [None, "", "x" * 64, "' OR 1=1", SIGNER.data("8", "", "unsaid")])
def test_a_forged_press_is_answered_too(data: str | None) -> None:
    """It is a press of an old button, with the menu that has to be answered."""
    incoming = pressed(data)
    assert isinstance(incoming, Incoming) and incoming.given == OLD
    assert incoming.about == Menu("99", 3, DATE, "Wie &amp; wat?", "")


def test_a_menu_that_telegram_no_longer_shows_has_no_text() -> None:
    """The press counts all the same."""
    gone = {"message_id": 3, "date": 0, "chat": PRIVATE}
    data = SIGNER.data("7", "", "unsaid")
    incoming = taken("callback_query", id="99", chat_instance="1", message=gone, **{"from": PERSON}, data=data)
    assert isinstance(incoming, Incoming)
    assert (incoming.given, incoming.about) == (Pressed("unsaid", ""), Menu("99", 3, 0, "", ""))


def test_looking_something_up_from_another_chat() -> None:
    """The words and the language; not who asks."""
    assert taken("inline_query", id="9", query="omgang", offset="", **{"from": PERSON}) == Inline(
        "9", "omgang", "en-GB"
    )


@pytest.mark.parametrize("text", ["/help", f"/x@{BOT}", f"hoi @{BOT.upper()}, help", f"@{BOT}", "/wis"])
def test_a_group_that_addresses_us(text: str) -> None:
    """By a command or by our name."""
    assert taken(**message(GROUP, text=text)) == InGroup("-100", "55", "en-GB")


@pytest.mark.parametrize("text", ["hallo", "/help@other_bot", f"@{BOT}2", f"mail@{BOT}", "/ban", "", f"@ {BOT}"])
def test_a_group_that_does_not_address_us(text: str) -> None:
    """Is left alone."""
    assert taken(**message(GROUP, text=text)) is None


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("edited_message", message(text="x")),
        ("channel_post", message({"id": -5, "type": "channel"}, text="x")),
        ("message", message({"id": -5, "type": "channel"}, text="/help")),
        ("message", message(GROUP, new_chat_members=[PERSON])),
        ("message", message(pinned_message=message(text="x"))),
        ("message", message()),
        ("message", message(text="x") | {"from": {**PERSON, "is_bot": True}}),
        ("message", message(text="card", via_bot={"id": 1, "is_bot": True, "first_name": "b", "username": BOT})),
        ("callback_query", {"id": "9", "chat_instance": "1", "from": PERSON, "inline_message_id": "i", "data": "x"}),
        ("callback_query", {"id": "9", "chat_instance": "1", "from": PERSON, "message": message(GROUP), "data": "x"}),
        ("poll", {"id": "1", "question": "q", "options": [], "total_voter_count": 0, "is_closed": True,
                  "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                  "allows_revoting": False, "members_only": False}),
        ("something_new", {"id": 1}),
    ],
)  # fmt: skip
def test_all_else_is_nothing_to_us(kind: str, content: dict[str, Any]) -> None:
    """Edited, of a channel, of a bot, about the chat itself, or unknown."""
    assert taken(kind, **content) is None


def test_a_note_says_which_message_and_when() -> None:
    """And what is no note is none."""
    assert parsed(note(3, DATE)) == (3, DATE)
    assert [parsed(text) for text in ("", "3", "3:", "-3:4", "3:4:5", "³:4", "9" * 30 + ":1")] == [None] * 7
