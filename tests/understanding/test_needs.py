"""A sentence is understood as the need whose phrases it shares most with."""

from dataclasses import replace

import pytest

from bot.understanding.message import LONGEST
from bot.understanding.needs import SURE, need_table
from tests.understanding.toy_phrases import PHRASES, spell

SPELL = spell()
TABLE = need_table(PHRASES, SPELL)


@pytest.mark.parametrize(
    ("typed", "need"),
    [
        ("Ik heb schulden.", "money"),
        ("wij hebben schulden", "money"),
        ("de huur en de rekeningen", "money"),
        ("wat kost een advocaat", "legal"),
        ("moeten wij voor de rechter komen", "legal"),
        ("goeiemorgen", "greeting"),
    ],
)
def test_the_nearest_need_comes_first(typed: str, need: str) -> None:
    """The need of which most rare words, pairs and parts are heard comes first."""
    assert TABLE.ranked(SPELL.message(typed))[0][0] == need


def test_a_phrase_to_the_letter_is_certain() -> None:
    """A sentence that stands in the table needs no guessing."""
    assert TABLE.ranked(SPELL.message("IK HEB SCHULDEN!")) == (("money", 1.0),)


def test_a_sentence_of_unknown_words_is_no_need() -> None:
    """What has nothing in common with any phrase is left alone."""
    assert TABLE.ranked(SPELL.message("qqq xxyy")) == ()


def test_unknown_words_lower_the_confidence() -> None:
    """One known word in a sentence of unknown ones is not enough."""
    alone = TABLE.ranked(SPELL.message("advocaat"))[0]
    drowned = TABLE.ranked(SPELL.message("advocaat qqwwq zzuzz pfpfp bnmbn"))[0]
    assert alone[0] == drowned[0] == "legal"
    assert drowned[1] < SURE <= alone[1]


def test_confidences_are_shares() -> None:
    """Confidences run from high to low and add up to at most one."""
    shares = [share for _, share in TABLE.ranked(SPELL.message("geld voor de advocaat"))]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1.000001


def test_a_role_makes_its_own_needs_likelier() -> None:
    """What a youth may come for is likelier when a youth says it, and less likely when a parent does."""
    shared = replace(PHRASES, needs={"legal": ("brief van de rechter",), "rights_of_child_youth": ("mag ik kiezen",)})
    table, message = need_table(shared, SPELL), SPELL.message("kiezen wat de rechter zegt")
    sure = {role: dict(table.ranked(message, role))["rights_of_child_youth"] for role in ("", "youth", "parent")}
    assert sure["parent"] < sure[""] < sure["youth"]


def test_the_order_of_the_phrases_does_not_matter() -> None:
    """Nor do tables built twice differ."""
    turned = need_table(type(PHRASES)("nl", {}, dict(reversed(PHRASES.needs.items()))), SPELL)
    for typed in ("geld voor de advocaat", "rekeningen", "is daar een rechter"):
        message = SPELL.message(typed)
        assert [need for need, _ in turned.ranked(message)] == [need for need, _ in TABLE.ranked(message)]


def test_the_begin_and_the_end_of_a_long_message_are_read() -> None:
    """Of a message that is too long to compare the first and the last part count."""
    filler = "qqwwq " * LONGEST
    assert TABLE.ranked(SPELL.message(f"advocaat rechter {filler}"))[0][0] == "legal"
    assert TABLE.ranked(SPELL.message(f"{filler} schulden rekeningen"))[0][0] == "money"
