"""What a turn shows becomes calls that the Bot API takes, in every language, with no markup but our own."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from telegram import Update

from bot.channels.base import Bubble, Button, Card, Line, Screen
from bot.channels.telegram.callback import Presses, Signer, secret_of
from bot.channels.telegram.calls import AT_ONCE, group_answer, show
from bot.channels.telegram.notes import note
from bot.channels.telegram.texts import RIGHT, pages, units
from bot.channels.telegram.updates import Menu, read
from bot.conversation import Conversations, Incoming, Letter, Outgoing, Shown
from bot.core.events import Ended, Event, Found, Match, Reason, Said, Turn
from bot.core.inputs import Pressed, Typed
from bot.core.limits import TELEGRAM, TELEGRAM_CALLBACK_BYTES
from bot.core.prepared import message as own
from bot.core.state import State
from bot.core.text import Text
from bot.storage.keys import renewed
from bot.storage.memory import MemoryStore
from bot.storage.seal import Ring, Sealer
from tests.content_under_test import app
from tests.judges import telegram_problems
from tests.toys import NOW

SIGNER = Signer(secret_of("1:token"))
CHAT = "7000000001"
SECONDS = int(NOW.timestamp())
MENU = Menu("99", 3, SECONDS - 10, "<b>Wie</b> ben je?", "Ouder & kind")
REASONS = tuple(Reason(code) for code in app().library.words.reasons)
TAG = re.compile(r"</?[bi]>")


def shown(*events: Event, language: str = "nl", begins: bool = False, **incoming: Any) -> tuple[Outgoing, ...]:
    """The calls that come of some events."""
    notes = incoming.pop("notes", ())
    given = Incoming("telegram", CHAT, "1", incoming.pop("given", Typed()), **incoming)
    turn = Turn(State(language=language), events, (), language=language)
    return show(Shown(given, turn, begins, notes, NOW), app().parts, SIGNER)


def calls(outgoing: tuple[Outgoing, ...]) -> list[tuple[str, dict[str, Any]]]:
    """Method and parameters of each call, once the judge has nothing against it."""
    found: list[tuple[str, dict[str, Any]]] = []
    for out in outgoing:
        body: Mapping[str, Any] = out.body
        assert (body["channel"], body["to"]) == ("telegram", CHAT)
        assert telegram_problems(body["call"], body["with"]) == []
        found.append((body["call"], body["with"]))
    return found


def sent(outgoing: tuple[Outgoing, ...]) -> list[dict[str, Any]]:
    """The messages among the calls."""
    return [params for method, params in calls(outgoing) if method == "sendMessage"]


def said(text: str) -> Said:
    """A sentence that stands nowhere in the content."""
    return Said(Text(text))


@pytest.mark.parametrize("language", app().library.spoken)
def test_nothing_of_the_content_is_refused(language: str) -> None:
    """Every question, every card with every reason: taken by the judge, balanced, and within the limits."""
    library = app().library
    asked = [(question,) for question in library.questions.values()]
    cards = [(Found((Match(offer.id, 1, REASONS),), 2),) for offer in library.offers]
    count = 0
    for events in (*asked, *cards):
        messages = sent(shown(*events, language=language))
        assert len(messages) == 1
        message = messages[0]
        assert units(message["text"]) <= TELEGRAM.text
        assert not re.search(r"[<>]", TAG.sub("", message["text"]))
        assert message["text"].count("<b>") == message["text"].count("</b>")
        for (button,) in message.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]:
            assert 0 < len(button["text"]) <= TELEGRAM.button
            assert 0 < len(button["callback_data"].encode()) <= TELEGRAM_CALLBACK_BYTES
            count += 1
    assert count == sum(len(question.options) for question in library.questions.values())


def test_one_turn_is_one_message_with_the_choices_under_each_other() -> None:
    """The question comes last, what its choices mean stands under it, and links have no preview."""
    library = app().library
    described = next(q for q in library.questions.values() if any(option.description for option in q.options))
    (message,) = sent(shown(said("Eerst dit."), described))
    assert message["text"].startswith("Eerst dit.\n\n")
    for option in described.options:
        if option.description:
            assert f"<b>{option.label.msgid}</b>: {option.description.msgid}" in message["text"]
    rows = message["reply_markup"]["inline_keyboard"]
    assert [len(row) for row in rows] == [1] * len(described.options)
    assert message["link_preview_options"] == {"is_disabled": True}


def test_a_text_that_is_too_long_is_split_between_blocks() -> None:
    """Every part is within the limit, nothing is lost, and the buttons are on the last."""
    question = next(iter(app().library.questions.values()))
    texts = [f"{letter * 900} &" for letter in "abcdefghij"]
    messages = sent(shown(*map(said, texts), question))
    assert len(messages) == 3
    assert [bool(message.get("reply_markup")) for message in messages] == [False, False, True]
    whole = "\n\n".join(message["text"] for message in messages)
    assert all(text.replace("&", "&amp;") in whole for text in texts)


@pytest.mark.parametrize("word", ["&" * 9000, "😀" * 9000, "woord " * 3000, "regel\n" * 2000])
def test_a_block_that_is_too_long_is_split_between_lines_or_words(word: str) -> None:
    """Also where there is nothing to split at; an escaped sign is never cut in two."""
    messages = sent(shown(said(word)))
    joined = "".join(message["text"] for message in messages).replace("&amp;", "&")
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", word)
    assert len(messages) <= len(word) // 750 + 1


def test_markup_in_content_is_shown_as_it_is() -> None:
    """In sentences, titles, lines, labels and descriptions."""
    nasty = "<a href='x'>&amp;</b>"
    card = Card("o", nasty, nasty, (Line("about", nasty),), ())
    screen = Screen((card, Bubble(nasty)), (Button("x", nasty, nasty),), "", False)
    (text,) = pages(screen, [nasty], rtl=False)
    assert text.count("&lt;a href='x'&gt;&amp;amp;&lt;/b&gt;") == 7
    assert set(re.findall(r"<[^>]*>", text)) == {"<b>", "</b>", "<i>", "</i>"}


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_every_line_runs_from_right_to_left_where_the_language_does(language: str) -> None:
    """Also a title that is a Dutch name, and a number."""
    (message,) = sent(shown(Found((Match("helmond/140492", 1, REASONS),)), language=language))
    lines = [line for line in message["text"].split("\n") if line]
    assert all(line.startswith(RIGHT) for line in lines)
    assert RIGHT not in sent(shown(Found((Match("helmond/140492", 1, REASONS),))))[0]["text"]


def test_a_press_is_answered_and_its_menu_keeps_the_answer() -> None:
    """First the answer that stops the button from spinning, then the menu, then what comes next."""
    (answer, edit, message) = calls(shown(said("Verder."), given=Pressed("parent"), about=MENU))
    assert answer == ("answerCallbackQuery", {"callback_query_id": "99"})
    assert edit[0] == "editMessageText" and "reply_markup" not in edit[1]
    assert edit[1]["text"] == "<b>Wie</b> ben je?\n\n» Ouder &amp; kind"
    assert edit[1]["message_id"] == 3
    assert message[1]["text"] == "Verder."


@pytest.mark.parametrize(
    "menu",
    [replace(MENU, text="x" * 4090), replace(MENU, label="")],
    ids=["full", "no label"],
)
def test_a_menu_that_cannot_take_the_answer_only_loses_its_buttons(menu: Menu) -> None:
    """Its text stays as it is."""
    names = [name for name, _ in calls(shown(said("Verder."), about=menu))]
    assert names == ["answerCallbackQuery", "editMessageReplyMarkup", "sendMessage"]


@pytest.mark.parametrize("name", ["old_button", "moved", "trouble"])
def test_a_press_that_was_not_taken_is_not_written_down_as_an_answer(name: str) -> None:
    """Its question is asked again, so its buttons go."""
    words = Said(own(app().library.words, name))
    assert [name for name, _ in calls(shown(words, about=MENU))][:2] == [
        "answerCallbackQuery",
        "editMessageReplyMarkup",
    ]


def test_a_press_after_the_conversation_was_over_is_no_answer() -> None:
    """It begins anew."""
    names = [name for name, _ in calls(shown(said("Hallo."), about=MENU, begins=True))]
    assert names == ["answerCallbackQuery", "editMessageReplyMarkup", "sendMessage"]


def test_a_menu_that_telegram_no_longer_shows_is_left() -> None:
    """The press is answered all the same, even when there is nothing to say."""
    gone = Menu("99", 3, 0, "", "")
    assert calls(shown(about=gone)) == [("answerCallbackQuery", {"callback_query_id": "99"})]


def test_what_telegram_lets_us_delete_is_deleted() -> None:
    """Under 48 hours, each message once, at most a hundred a call; then it is said what could not be."""
    hour = 3600
    notes = [note(number, SECONDS - hour) for number in range(1000, 1250)]
    notes += [note(1, SECONDS - 48 * hour), note(2, SECONDS - 49 * hour), note(4, SECONDS - 47 * hour), "broken"]
    own_note = note(5, SECONDS)
    outgoing = shown(said("Klaar."), Ended(True), notes=(*notes, notes[0]), note=own_note, about=MENU)
    made = calls(outgoing)
    assert [name for name, _ in made] == ["answerCallbackQuery", *["deleteMessages"] * 3, "sendMessage"]
    deleted = [params["message_ids"] for name, params in made if name == "deleteMessages"]
    assert [len(ids) for ids in deleted] == [AT_ONCE, AT_ONCE, 53]
    assert sorted(message for ids in deleted for message in ids) == [3, 4, 5, *range(1000, 1250)]
    wiped = app().library.words.messenger["wiped"]
    assert made[-1][1]["text"] == f"{wiped}\n\nKlaar."


def test_a_menu_too_old_to_delete_loses_its_buttons() -> None:
    """It stays, and says what was pressed."""
    old = replace(MENU, date=SECONDS - 50 * 3600)
    names = [name for name, _ in calls(shown(said("Klaar."), Ended(True), about=old))]
    assert names == ["answerCallbackQuery", "editMessageText", "sendMessage"]


def test_the_end_of_a_conversation_deletes_nothing() -> None:
    """Only erasing does."""
    assert [name for name, _ in calls(shown(said("Dag."), Ended(), note=note(5, SECONDS)))] == ["sendMessage"]


@pytest.mark.parametrize("language", [*app().library.spoken, "tr-TR", "xx", ""])
def test_a_group_gets_a_link_to_the_private_chat(language: str) -> None:
    """In the language of whoever asked, and nothing else."""
    ((method, params),) = calls((group_answer(CHAT, app().parts, "Some_bot", language, NOW),))
    assert method == "sendMessage" and "reply_markup" not in params
    assert re.search(r"https://t\.me/Some_bot(?![\w?/])", params["text"])


class Phone:
    """A person's Telegram: sends updates, and sees what the calls that come back do."""

    def __init__(self) -> None:
        ring = renewed(Ring((), ()), SECONDS, bytes_of)
        self.letters: list[Letter] = []
        self.presses = Presses(app().library, SIGNER)
        sealer = Sealer(lambda: ring)
        self.talk = Conversations(app().parts, MemoryStore(), sealer, 3600, self.letters.append)
        self.number = 0

    def says(self, text: str) -> list[tuple[str, dict[str, Any]]]:
        """Type a text."""
        return self._takes({"message": self._message({"text": text})})

    def presses_button(self, message: Mapping[str, Any], row: int) -> list[tuple[str, dict[str, Any]]]:
        """Press a button of a message that came."""
        plain = TAG.sub("", message["text"])
        menu = self._message({"text": plain, "reply_markup": message["reply_markup"]})
        data = message["reply_markup"]["inline_keyboard"][row][0]["callback_data"]
        query = {"id": "9", "chat_instance": "1", "from": menu["from"], "message": menu, "data": data}
        return self._takes({"callback_query": query})

    def again(self) -> list[tuple[str, dict[str, Any]]]:
        """Telegram delivers the last update again."""
        self.number -= 1
        return self.says("again")

    def _takes(self, content: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        self.number += 1
        update = Update.de_json({"update_id": self.number, **content}, None)
        incoming = read(update, self.presses, "Some_bot")
        assert isinstance(incoming, Incoming)
        before = len(self.letters)
        asyncio.run(self.talk.handle(incoming, lambda shown: show(shown, app().parts, SIGNER), NOW))
        return calls(tuple(Outgoing(letter.body) for letter in self.letters[before:]))

    def _message(self, fields: dict[str, Any]) -> dict[str, Any]:
        person = {"id": int(CHAT), "is_bot": False, "first_name": "x"}
        chat = {"id": int(CHAT), "type": "private"}
        return {"message_id": 100 + self.number, "date": SECONDS, "chat": chat, "from": person, **fields}


@cache
def bytes_of(size: int) -> bytes:
    """Chance that is the same in every run."""
    return bytes(range(size))


def test_a_conversation_from_start_to_erasing() -> None:
    """By buttons, by a typed number, with an old button between, and then everything goes."""
    phone = Phone()
    ((_, welcome),) = phone.says("/start")
    answer, edit, (_, second) = phone.presses_button(welcome, 0)
    label = welcome["reply_markup"]["inline_keyboard"][0][0]["text"]
    assert answer[0] == "answerCallbackQuery" and edit[1]["text"].endswith(f"» {label}")
    ((_, third),) = phone.says("1")
    assert third["reply_markup"] != second["reply_markup"]
    assert phone.again() == []
    _, bare, (_, same) = phone.presses_button(second, 0)
    assert bare[0] == "editMessageReplyMarkup"
    assert app().library.words.messages["old_button"] in same["text"]
    assert same["reply_markup"] == third["reply_markup"]
    (deletes, (_, goodbye)) = phone.says("/wis")
    assert deletes[0] == "deleteMessages" and set(deletes[1]["message_ids"]) == {100, 102, 104}
    assert "reply_markup" not in goodbye


def test_a_link_in_another_language_goes_to_its_answer() -> None:
    """A deep link fills in what it says, and the words are Turkish from the first message on."""
    phone = Phone()
    ((_, message),) = phone.says("/start language-tr--role-parent")
    speech = app().parts.speech("tr")
    unsaid = speech.say(own(app().library.words, "unsaid"), {})
    labels = [row[0]["text"] for row in message["reply_markup"]["inline_keyboard"]]
    assert labels[-1] == unsaid != app().library.words.messages["unsaid"]


def test_typing_in_another_language_brings_a_button_for_it() -> None:
    """It stands first, and pressing it goes on in that language."""
    phone = Phone()
    phone.says("/start role-parent")
    (*_, (_, message)) = phone.says("Eşimden boşanmak istiyorum, ne yapmalıyım?")
    assert message["reply_markup"]["inline_keyboard"][0][0]["text"] == app().library.languages["tr"].name
    *_, (_, after) = phone.presses_button(message, 0)
    speech = app().parts.speech("tr")
    assert speech.say(own(app().library.words, "language_now"), {}) in after["text"]
