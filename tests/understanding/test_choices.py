"""Typed words or a number become the choice that they stand for, or none."""

import pytest

from bot.understanding.choices import choice_table
from bot.understanding.question import NO_QUESTION, Question
from tests.understanding.toy_phrases import AGE, PHRASES, TOPIC, spell

TABLE = choice_table(PHRASES, spell())
SPELL = spell()


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("2", "kids"),
        ("2.", "kids"),
        ("(2)", "kids"),
        ("twee", "kids"),
        ("De tweede!", "kids"),
        ("de eerste", "debts"),
        ("de laatste", "unsaid"),
        ("7", "unsaid"),
        ("0", ""),
        ("8", ""),
        ("22", ""),
        ("-1", "debts"),
        ("SCHULDEN", "debts"),
        ("kosten voor kinderen", "kids"),
        ("income", "income"),
        ("weet ik niet", "unsaid"),
        ("liever nie", "unsaid"),
        ("schuld", ""),
        ("", ""),
    ],
)
def test_exact(typed: str, choice: str) -> None:
    """A number in the list, a label, an id and words for 'rather not say' each name one choice."""
    assert TABLE.exact(SPELL.fold(typed), TOPIC) == choice


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("shulden", "debts"),
        ("schuldne", "debts"),
        ("te wienig inkomen", "income"),
        ("kosten vor de kindren", "kids"),
        ("wil ik nie zegen", "unsaid"),
        ("ja", ""),
        ("iets heel anders", ""),
    ],
)
def test_alike(typed: str, choice: str) -> None:
    """A label may be typed with slips; what is far from all labels is none of them."""
    assert TABLE.alike(SPELL.message(typed), TOPIC) == choice


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("inkomen", "income"),
        ("kosten", "kids"),
        ("kosten kinderen graag", "kids"),
        ("ja", "yes"),
        ("nee", "no"),
        ("nee dank je", "no"),
        ("ik heb schulden", "debts"),
        ("ik heb schulden en te weinig inkomen", ""),
        ("ik", ""),
        ("graag", ""),
        ("toen wij gingen scheiden bleven er nog schulden over van ons huis", ""),
    ],
)
def test_partly(typed: str, choice: str) -> None:
    """Words that only one label has choose it, unless they say nothing or are a small part of a story."""
    assert TABLE.partly(SPELL.message(typed), TOPIC) == choice


@pytest.mark.parametrize("typed", ["13 tot en met 15", "4 tot en met 15", "16 of 18", "12 tot en met 11"])
def test_a_digit_is_never_a_slip(typed: str) -> None:
    """Another number is another answer, however much it looks like a label."""
    assert TABLE.alike(SPELL.message(typed), AGE) == ""


def test_words_that_fit_two_labels_choose_neither() -> None:
    """What could be two choices is none: the person is asked again rather than guessed at."""
    question = Question((("mother", "Bij mijn moeder"), ("father", "Bij mijn vader")))
    for typed in ("bij mijn", "bij mijn oder", "mijn"):
        message = SPELL.message(typed)
        assert TABLE.alike(message, question) == TABLE.partly(message, question) == ""


def test_two_choices_with_one_label_are_not_told_apart() -> None:
    """A label that stands on two choices chooses neither; their numbers still do."""
    question = Question((("one", "Verder"), ("two", "Verder")))
    assert TABLE.exact("verder", question) == ""
    assert TABLE.exact("2", question) == "two"


def test_without_a_question_nothing_is_chosen() -> None:
    """Where nothing is asked a number is just a number."""
    assert TABLE.exact("1", NO_QUESTION) == TABLE.exact("de laatste", NO_QUESTION) == ""
    assert TABLE.alike(SPELL.message("schulden"), NO_QUESTION) == ""
