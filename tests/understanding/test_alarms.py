"""Danger in typed words, held against a small table; the tables of the languages have tests of their own."""

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from bot.core.reading import Alarm
from bot.core.vocabulary import ALARMS, SEVERITIES
from bot.understanding.alarm_making import alarm_reader
from bot.understanding.listen import together
from bot.understanding.message import speller
from bot.understanding.patterns import PatternError
from tests.understanding.toy_alarms import PHRASES, TABLE, reader

READER = reader()


def heard(text: str) -> list[tuple[str, str]]:
    """Labels and severities of a message, the most severe first."""
    return [(alarm.label, alarm.severity) for alarm in READER.read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I want to die", [("suicide", "urgent")]),
        ("i wanna just be so dead", [("suicide", "urgent")]),
        ("i want to not wake up", [("suicide", "urgent")]),
        ("nobody would ever miss me", [("suicide", "urgent")]),
        ("nobdy would miss me", [("suicide", "urgent")]),
        ("i took pills", [("suicide", "emergency")]),
        ("i never took your pills", []),
        ("i just took pills", []),
        ("forever goodbye", [("suicide", "emergency")]),
        ("my father punchs me", [("child_abuse", "urgent")]),
        ("My FATHER!!! beats... me", [("child_abuse", "urgent")]),
        ("fatther beats me", [("child_abuse", "urgent")]),
        ("bruised again where dad beats", [("child_abuse", "urgent")]),
        ("bruised at football where dad beats", []),
        ("my husband hits", [("domestic_violence", "urgent")]),
        ("hits from husband", [("domestic_violence", "urgent")]),
        ("whats the point", [("suicide", "concern")]),
        ("i am fine", []),
        ("", []),
        ("🙂🙂", []),
    ],
)
def test_patterns(text: str, expected: list[tuple[str, str]]) -> None:
    """Order, gaps, any order, alternatives, beginnings, words that must not be near, and slips."""
    assert heard(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dad never hits me", []),
        ("dad hits me not", [("child_abuse", "urgent")]),
        ("dad hits me anymore", []),
        ("i am dead tired and want to sleep", []),
        ("in the movie dad hits me", []),
        ("years ago dad hits me", [("child_abuse", "concern")]),
        ("years ago and yesterday dad hits me", [("child_abuse", "urgent")]),
        ("my friend is hits by husband", [("domestic_violence", "concern")]),
        ("my friend knows that dad hits me", [("child_abuse", "urgent")]),
        ("dad hits me right now", [("violence_now", "emergency")]),
        ("i want to die right now", [("suicide", "urgent")]),
        ("dad bests me", []),
    ],
)
def test_frames(text: str, expected: list[tuple[str, str]]) -> None:
    """Denied, idiom, fiction, long ago, somebody else, this moment; and harmless words that resemble a listed one."""
    assert heard(text) == expected


def test_whom_it_is_about_is_told() -> None:
    """`other` when the message is about somebody else."""
    (alarm,) = READER.read("my friend is hits by husband")
    assert alarm.about == "other"
    (alarm,) = READER.read("husband hits")
    assert alarm.about == "self"


def test_two_alarms_in_one_message_are_both_kept() -> None:
    """The most severe leads."""
    assert heard("husband hits and now i took pills") == [("suicide", "emergency"), ("domestic_violence", "urgent")]


def test_the_scorer_hears_what_no_pattern_says() -> None:
    """By likeness to the examples; never more than one, and named as such."""
    (alarm,) = READER.read("world is better off without somebody like me around")
    assert (alarm.label, alarm.severity) == ("suicide", "urgent")
    assert alarm.evidence == "examples of suicide"
    assert heard("the fridge is full") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the fridge is empty again at home", [("neglect", "urgent")]),
        ("i like football when the homework is boring and home is empty of shoes and fridge", []),
    ],
)
def test_a_hint_counts_where_the_message_is_not_very_unlike_danger(text: str, expected: list[tuple[str, str]]) -> None:
    """A pattern counts always; a hint needs a message that is not all about something else."""
    assert heard(text) == expected


def test_without_examples_a_hint_is_a_pattern() -> None:
    """There is nothing that could speak against it."""
    bare = alarm_reader(TABLE, PHRASES, speller(PHRASES))
    text = "i like football when the homework is boring and home is empty of shoes and fridge"
    assert [alarm.label for alarm in bare.read(text)] == ["neglect"]


def test_evidence_names_the_rule_and_no_words_of_the_person() -> None:
    """A coordinator finds the pattern in the table."""
    (alarm,) = READER.read("my poor old father beats me with klompen")
    assert alarm.evidence == "child_abuse.urgent[0] <parent> <hits> <me>"


def test_the_words_that_raised_it_can_be_shown_to_who_asked() -> None:
    """For `thuiswijzer understand`, which gives them back to the one who typed them."""
    (one,) = READER.hear("oh my father beats me")
    assert one.places == {2, 3, 4}


@pytest.mark.parametrize("filler", ["very ", "x " * 40, "football " * 300, "naïve 🙂 " * 100])
def test_danger_in_a_long_message_is_heard(filler: str) -> None:
    """At its end, in its middle, and over the border of the pieces in which it is read."""
    for before, after in ((filler, ""), (filler, filler), ("", filler)):
        assert ("child_abuse", "urgent") in heard(f"{before} dad hits me {after}")


@pytest.mark.parametrize("pattern", ["<nobody> hits", "!<me>"])
def test_a_pattern_that_cannot_be_read_is_refused(pattern: str) -> None:
    """An unknown class, or no words at all."""
    broken = replace(TABLE, patterns={"suicide": {"urgent": (pattern,)}})
    with pytest.raises(PatternError):
        reader(broken)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("my father", "beats me", ["child_abuse"]),
        ("it is my dad", "he punches me", ["child_abuse"]),
        ("my father", "is at work", []),
        ("football", "beats me", []),
        ("my father", "never beats me", []),
        ("my father is a very long story that i tell", "beats me", []),
    ],
)
def test_danger_in_two_messages(first: str, second: str, expected: list[str]) -> None:
    """Of the first only classes of words are kept, for one turn; of long messages nothing."""
    assert [alarm.label for alarm in READER.hear_after(READER.echo(first), second)] == expected
    assert set(READER.echo(first)) <= set(TABLE.classes)


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """Never an exception; labels and severities of the vocabulary."""
    for alarm in READER.read(text):
        assert alarm.label in ALARMS
        assert alarm.severity in SEVERITIES


@given(st.lists(st.sampled_from(["dad", "hits", "me", "not", "i", "want", "die", "my", "friend", "now"]), max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_order_of_its_words_is_read(words: list[str]) -> None:
    """Also the words of the table itself, in any order and number."""
    labels = [label for label, _ in heard(" ".join(words))]
    assert len(labels) == len(set(labels))


def test_what_languages_heard_is_put_together() -> None:
    """Each label once at its most severe; of equals the first language's."""
    own = (Alarm("neglect", "concern"), Alarm("suicide", "urgent", evidence="own"))
    other = (Alarm("neglect", "emergency"), Alarm("suicide", "urgent", evidence="other"))
    assert together([own, other]) == (Alarm("neglect", "emergency"), Alarm("suicide", "urgent", evidence="own"))
    assert together([]) == ()
