"""What a turn shows becomes messages that the Cloud API takes, in every language, by buttons, a list or numbers."""

from typing import Any

import pytest

from bot.channels.base import Button
from bot.channels.whatsapp.messages import RIGHT, packed, show, unformatted
from bot.conversation import Incoming, Shown
from bot.core.events import Asked, Ended, Event, Found, LanguageOffered, Match, Option, Reason, Said, Turn
from bot.core.inputs import Typed
from bot.core.limits import WHATSAPP
from bot.core.state import State
from bot.core.text import Text
from tests.content_under_test import app
from tests.judges import whatsapp_problems
from tests.toys import NOW

CHAT = "31600000001"
WEB = "https://chat.example"
REASONS = tuple(Reason(code) for code in app().library.words.reasons)


def shown(*events: Event, language: str = "nl", begins: bool = False, web: str = "") -> list[dict[str, Any]]:
    """The messages that come of some events, once the judge has nothing against them."""
    incoming = Incoming("whatsapp", CHAT, "wamid.1", Typed(), about={"to": CHAT})
    turn = Turn(State(language=language), events, (), language=language)
    found = []
    for out in show(Shown(incoming, turn, begins, (), NOW), app().parts, web, bytes):
        message: Any = out.body["message"]
        assert (out.body["channel"], out.body["to"], len(out.token)) == ("whatsapp", CHAT, 12)
        assert whatsapp_problems(message) == []
        found.append(message)
    return found


def body(message: dict[str, Any]) -> str:
    """The text of a message."""
    text: str = message["interactive"]["body"]["text"] if message["type"] == "interactive" else message["text"]["body"]
    return text


def asked(*labels: str, description: str = "") -> Asked:
    """A question with these choices."""
    more = Text(description) if description else None
    options = tuple(Option(f"c{number}", Text(label), more) for number, label in enumerate(labels))
    return Asked("start", "who", Text("Wat kies je?"), options)


@pytest.mark.parametrize("language", app().library.spoken)
def test_nothing_of_the_content_is_refused(language: str) -> None:
    """Every question, and every card with every reason, is taken by the judge and says all its choices."""
    library = app().library
    for question in library.questions.values():
        messages = shown(question, language=language, begins=True, web=WEB)
        last = messages[-1]
        if last["type"] == "interactive":
            action = last["interactive"]["action"]
            rows = action.get("buttons") or action["sections"][0]["rows"]
            assert len(rows) == len(question.options)
        else:
            assert f"\n{len(question.options)}. " in body(last).replace(RIGHT, "")
    for said in library.sentences.values():
        assert not said or shown(*said, language=language)
    for offer in library.offers:
        assert shown(Found((Match(offer.id, 1, REASONS),), 2), language=language)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (asked("Ja", "Nee", "Weet niet"), "button"),
        (asked("Ja", "Nee", "Weet ik", "Weet niet"), "list"),
        (asked("Ja", "Nee", description="meer"), "list"),
        (asked("Ja", "x" * 21), "list"),
        (asked("Ja", "x" * 25), "text"),
        (asked(*map(str, range(10))), "list"),
        (asked(*map(str, range(11))), "text"),
        (asked("Ja", "Ja"), "text"),
    ],
)
def test_choices_come_in_the_form_that_fits(question: Asked, kind: str) -> None:
    """Buttons up to three short ones, a list up to ten, and numbers for all else."""
    (message,) = shown(question)
    assert (message["interactive"]["type"] if message["type"] == "interactive" else "text") == kind


def test_numbers_are_those_of_the_open_question() -> None:
    """A language that is offered on top is not numbered: the reader counts the choices of the question."""
    (message,) = shown(LanguageOffered("pl"), asked("a" * 30, "b" * 30))
    assert f"• Polski\n\nWat kies je?\n1. {'a' * 30}\n2. {'b' * 30}" in body(message)


def test_a_language_that_is_offered_never_takes_the_list_from_a_question() -> None:
    """With eleven rows its name stands in the text, and the ten choices stay a list."""
    (message,) = shown(LanguageOffered("pl"), asked(*map(str, range(10))))
    rows = message["interactive"]["action"]["sections"][0]["rows"]
    assert [row["title"] for row in rows] == [str(number) for number in range(10)]
    assert "• Polski" in body(message)


def test_a_language_that_is_offered_is_a_button_where_there_is_room() -> None:
    """And its name stands in the text anyway."""
    (message,) = shown(LanguageOffered("tr"), asked("Ja", "Nee"))
    titles = [button["reply"]["title"] for button in message["interactive"]["action"]["buttons"]]
    assert titles == ["Türkçe", "Ja", "Nee"]
    assert app().library.languages["tr"].offer in body(message)


@pytest.mark.parametrize("web", ["", WEB])
def test_before_the_first_question_it_says_that_nothing_can_be_wiped_here(web: str) -> None:
    """With a link to the web chat where there is one; and only then."""
    words = app().library.words.messenger
    text = body(shown(Said(Text("Hoi.")), asked("Ja", "Nee"), begins=True, web=web)[0])
    assert text.index(words["stays_there"]) < text.index("Wat kies je?")
    assert (WEB in text) == bool(web)
    assert words["stays_there"] not in body(shown(asked("Ja", "Nee"), web=web)[0])


def test_after_erasing_it_says_what_stays() -> None:
    """Whoever asked to erase everything must not think that the app forgot too."""
    text = body(shown(Said(Text("Klaar.")), Ended(erased=True))[0])
    assert app().library.words.messenger["stays_there"] in text


def test_a_long_screen_is_split_and_ends_with_the_question() -> None:
    """What does not fit beside the buttons goes before, and nothing is lost."""
    texts = ["woord " * 150, "ander " * 600]
    messages = shown(*(Said(Text(text.strip())) for text in texts), asked("Ja", "Nee"))
    assert [message["type"] for message in messages] == ["text", "text", "interactive"]
    assert body(messages[-1]) == "Wat kies je?"
    assert "".join(map(body, messages)).count("ander") == 600


@pytest.mark.parametrize("text", ["*x*", "_x_", "~x~", "`x`", "```x```", "(*x*)", "*Let op* morgen", "2 * 3 * 4"])
def test_signs_format_nothing(text: str) -> None:
    """What content or a name has in it never makes anything bold, and looks as it did."""
    plain = unformatted(text)
    assert not set(plain) & set("*_~`")
    assert len(plain) == len(text)


@pytest.mark.parametrize("text", ["https://x.example/_a_b_", "jan_@x.example", "snake_case en 2*3"])
def test_addresses_and_signs_within_a_word_stay(text: str) -> None:
    """A link with an underscore still leads there."""
    assert unformatted(text) == text


def test_a_title_is_bold_and_comes_first() -> None:
    """Of every card."""
    offer = next(iter(app().library.offers))
    text = body(shown(Found((Match(offer.id, 1, REASONS),), 0))[0])
    assert text.startswith(f"*{offer.name}*\n")


def test_lines_of_a_language_from_right_to_left_say_so() -> None:
    """Also those that begin with a Dutch name; the sign that makes a name bold stays in front."""
    offer = next(iter(app().library.offers))
    text = body(shown(Found((Match(offer.id, 1, REASONS),), 0), asked("Ja", "x" * 30), language="ar")[0])
    assert text.startswith(f"*{RIGHT}{offer.name}*\n{RIGHT}")
    assert all(line.lstrip("*").startswith(RIGHT) for line in text.split("\n") if line)
    assert RIGHT not in body(shown(asked("Ja", "x" * 30), language="tr")[0])


def test_packing_loses_nothing() -> None:
    """Also where there is no place to cut at."""
    assert "".join(packed(["x" * 2500, "y"], 1024)).replace("\n", "") == "x" * 2500 + "y"
    assert all(len(text) <= 1024 for text in packed(["x" * 2500, "y"], 1024))


def test_a_row_without_room_for_its_description_goes_without() -> None:
    """Rather than not at all."""
    (message,) = shown(asked("Ja", "Nee", description="x" * (WHATSAPP.description + 1)))
    assert all("description" not in row for row in message["interactive"]["action"]["sections"][0]["rows"])


def test_buttons_tell_where_they_belong() -> None:
    """An id is the question and the choice, so that an old button is known as one."""
    (message,) = shown(asked("Ja"))
    (button,) = message["interactive"]["action"]["buttons"]
    assert button["reply"]["id"] == "start.who|c0"
    assert Button("c0", "Ja").label == button["reply"]["title"]
