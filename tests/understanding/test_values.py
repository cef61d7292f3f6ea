"""Answers in other words than the label are heard where they were asked for."""

import pytest

from bot.understanding.question import Question
from bot.understanding.values import value_table
from tests.understanding.toy_phrases import AGE, PHRASES, ROLE, spell

TABLE = value_table(PHRASES, spell())
SPELL = spell()


@pytest.mark.parametrize(
    ("typed", "question", "value"),
    [
        ("14", AGE, "12_15"),
        ("veertien", AGE, "12_15"),
        ("ik ben 14 jaar", AGE, "12_15"),
        ("basisschool", AGE, "4_11"),
        ("ik ben een moeder", ROLE, "parent"),
        ("14", ROLE, "youth"),
        ("moeder", AGE, ""),
        ("tiener", ROLE, ""),
        ("99", AGE, ""),
    ],
)
def test_exact(typed: str, question: Question, value: str) -> None:
    """Value words count at the question about their slot; a word that stands for two values counts for none."""
    assert TABLE.exact(SPELL.message(typed).core, question) == value


@pytest.mark.parametrize(
    ("typed", "question", "value"),
    [
        ("ik ben 14 en mijn ouders gaan scheiden", AGE, "12_15"),
        ("mn zoon is 9 en slaapt slecht", AGE, "4_11"),
        ("wij zijn 14 jaar getrouwd", AGE, ""),
        ("mijn vader schreeuwt", ROLE, ""),
        ("ik ben vader van twee", ROLE, "parent"),
        ("mijn zoon is 9 en ik ben 14", AGE, ""),
    ],
)
def test_within(typed: str, question: Question, value: str) -> None:
    """Inside a sentence a value needs the words that come before an answer, and only one may be named."""
    assert TABLE.within(SPELL.message(typed), question) == value


def test_a_value_that_is_no_choice_is_not_chosen() -> None:
    """Only what was offered can be answered."""
    assert TABLE.exact("14", Question((("4_11", "Jong"),), save="age")) == ""
