"""In which order the tables are asked, and that any text whatsoever gets an answer."""

import pytest
from hypothesis import given, strategies as st

from bot.core.reading import NOTHING, Reading
from bot.core.vocabulary import NEEDS
from bot.understanding.offers import OfferWords
from bot.understanding.question import NO_QUESTION, Question
from bot.understanding.read import prepare, read
from tests.understanding.toy_phrases import AGE, PHRASES, ROLE, TOPIC

OFFERS = (
    OfferWords("x/debts", "Schuldhulp Dorp", "", ("schulden",), "Hulp met schulden."),
    OfferWords("x/line", "De Kindertelefoon"),
)
READER = prepare(PHRASES, OFFERS)
SEARCH = Question((("ask", "Vraag het iemand"),), search=True)
NEED = Question((("money", "Centen"), ("legal", "Regels")), save="need")


def heard(reading: Reading) -> dict[str, object]:
    """What was understood, without how sure it is."""
    fields = {"command": reading.command, "choice": reading.choice, "need": reading.need, "offers": reading.offers}
    return {name: value for name, value in fields.items() if value}


@pytest.mark.parametrize(
    ("typed", "question", "expected"),
    [
        ("Een ander onderwerp", TOPIC, {"choice": "other"}),
        ("ander onderwerp", TOPIC, {"command": "menu"}),
        ("terug", AGE, {"command": "back"}),
        ("terug graag", AGE, {"command": "back"}),
        ("2", AGE, {"choice": "12_15"}),
        ("9", AGE, {"choice": "4_11"}),
        ("ik ben 14", AGE, {"choice": "12_15"}),
        ("ik ben 14, hij slaat me", AGE, {"command": "help"}),
        ("ik ben 14 en heb schulden", AGE, {"choice": "12_15", "need": "money"}),
        ("schuldne", TOPIC, {"choice": "debts"}),
        ("schulden", NO_QUESTION, {"need": "money"}),
        ("schulden", SEARCH, {"offers": ("x/debts",)}),
        ("ik heb schulden", SEARCH, {"offers": ("x/debts",)}),
        ("goedemorgen", SEARCH, {"need": "greeting"}),
        ("kindertelefoon", ROLE, {"offers": ("x/line",)}),
        ("kan ik de kindertelefoon bellen over schulden", ROLE, {"offers": ("x/line",)}),
        ("ik zoek een advocaat", ROLE, {"need": "legal"}),
        ("ik zoek een advocaat", NEED, {"choice": "legal"}),
        ("weet ik niet", AGE, {"choice": "unsaid"}),
        ("weet ik niet", ROLE, {}),
    ],
)
def test_precedence(typed: str, question: Question, expected: dict[str, object]) -> None:
    """Label, command, number or value; then with slips; then a named offer; then a search or a need."""
    assert heard(READER.read(typed, question)) == expected


def test_what_is_not_understood_comes_with_what_it_may_be() -> None:
    """The nearest needs are worth asking about, without those that are only talk."""
    reading = READER.read("rechter huur qqwq zzuzz pfpfp bnmbn", ROLE)
    assert heard(reading) == {}
    assert set(reading.alternatives) == {"legal", "money"}


@pytest.mark.parametrize("typed", ["", "   ", "😀", "...", "\ud800", "\u0301"])
def test_nothing_typed_is_nothing_heard(typed: str) -> None:
    """A message without a letter or digit means nothing."""
    assert READER.read(typed, AGE) == NOTHING


def test_a_reader_can_do_without_preparation() -> None:
    """One message can be read in one call."""
    assert read("help", AGE, PHRASES) == READER.read("help", AGE)


WORDS = ("ik", "ben", "14", "help", "schulden", "terug", "2", "Ouder", "kindertelefoon", "hij slaat me", "😀", "é")


@given(
    st.one_of(st.text(st.characters(), max_size=80), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)),
    st.sampled_from((AGE, ROLE, TOPIC, SEARCH, NEED, NO_QUESTION)),
)
def test_any_text_at_any_question_is_read(typed: str, question: Question) -> None:
    """No text raises, and whatever is heard exists."""
    reading = READER.read(typed, question)
    assert reading.command in ("", *PHRASES.commands)
    assert reading.choice in ("", *(choice for choice, _ in question.choices))
    assert reading.need in ("", *NEEDS) and set(reading.alternatives) <= set(NEEDS)
    assert set(reading.offers) <= {offer.id for offer in OFFERS}
    assert 0 <= reading.confidence <= 1


@pytest.mark.parametrize(
    "typed",
    [
        "ik ben 14 jaar " * 4000,
        "a" * 1_000_000,
        "a " * 500_000,
        "h\u0301\u0316" * 30_000,
        "\ud83d" * 60_000,
        "!" * 60_000,
    ],
    ids=["sentences", "one letter", "one-letter words", "marks", "halves", "punctuation"],
)
@pytest.mark.parametrize("question", [AGE, SEARCH], ids=["ask", "search"])
def test_long_messages_are_read(typed: str, question: Question) -> None:
    """Sixty thousand letters, or a million repeats, are read like any message."""
    assert READER.read(typed, question).command == ""
