"""The notation of patterns, and what cannot be tried for ever."""

import pytest

from bot.understanding.patterns import MOST_PLACES, PatternError, Words, by_first_word, compile_pattern, find

WORDS = {"a": 0, "b": 1, "c": 2, "x": 3}


def compiled(source: str):  # type: ignore[no-untyped-def]  # a test helper; the type is that of compile_pattern
    """A pattern over the letters."""
    return compile_pattern(source, lambda word: [tuple(WORDS[letter] for letter in word)], lambda word: word == "a")


def at(source: str, text: str, blocked: frozenset[int] = frozenset()) -> list[set[int]]:
    """The places of every find in a message of letters."""
    tokens = [frozenset({WORDS[letter]}) if letter in WORDS else frozenset() for letter in text]
    return [set(span.places) for span in find(compiled(source), Words(tokens, blocked))]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("a b", "ab", [{0, 1}]),
        ("a b", "a..b", [{0, 3}]),
        ("a b", "a...b", []),
        ("a ... b", "a.....b", [{0, 6}]),
        ("a ... b", "a......b", []),
        ("a +b", "ab", [{0, 1}]),
        ("a +b", "a.b", []),
        ("a b|c", "ac", [{0, 1}]),
        ("a b !x", "ab..x", []),
        ("a b !x", "ab...x", [{0, 1}]),
        ("a & b", "b........a", [{0, 9}]),
        ("a & b", "b..........a", []),
        ("ab c", "a b c", []),
        ("ab c", "ab.c", [{0, 1, 3}]),
        ("a b", "ba", []),
    ],
)
def test_notation(source: str, text: str, expected: list[set[int]]) -> None:
    """Order, gaps, alternatives, groups, any order, and words that must not be near."""
    assert at(source, text) == expected


def test_blocked_words_are_not_used() -> None:
    """Those of an idiom."""
    assert at("a b", "abab", frozenset({0})) == [{2, 3}]


def test_one_word_is_not_used_twice() -> None:
    """In any order, too."""
    assert at("a & a", "a") == []
    assert at("a & a", "a.a") == [{0, 2}, {0, 2}]


def test_a_message_that_repeats_itself_is_not_tried_for_ever() -> None:
    """After so many places nothing new comes."""
    assert len(at("a", "a" * 1000)) <= MOST_PLACES + 1
    assert at("a & b", "a" * 1000) == []


def test_the_speaker_is_known() -> None:
    """A pattern with a word for the speaker is said by the one whom it is about."""
    tokens = [frozenset({0}), frozenset({1}), frozenset({2})]
    (span,) = find(compiled("a b"), Words(tokens))
    assert span.by_speaker
    (span,) = find(compiled("b c"), Words(tokens))
    assert not span.by_speaker


def test_no_words_is_no_pattern() -> None:
    """It would stand everywhere."""
    with pytest.raises(PatternError, match="without words"):
        compiled("& !a")


def test_places_of_word_groups() -> None:
    """Longest first."""
    tokens = [frozenset({0}), frozenset({1}), frozenset({0})]
    assert list(Words(tokens).places(by_first_word([(0,), (0, 1)]))) == [range(2), range(1), range(2, 3)]
