"""Listed words are found back in spite of slips, and no others."""

import pytest
from hypothesis import given, strategies as st
from rapidfuzz.distance import OSA

from bot.understanding.lexicon import allowed, lexicon

WORDS = ("slat", "vader", "geslagen", "vermoorden", "niet")
LEXICON = lexicon(WORDS, beginnings=("moord", "sla"), known=("vaker", "verworden"), strict=("niet", "vader"))


def found(token: str, slips: bool = True) -> set[str]:
    """The listed words and beginnings that a token may be."""
    names = {number: word for word, number in LEXICON.exact.items()}
    names |= {number: f"{start}*" for start, number in LEXICON.beginnings.items()}
    return {names[number] for number in LEXICON.numbers(token, slips)}


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("geslagen", {"geslagen"}),
        ("geslage", {"geslagen"}),
        ("gesalgen", {"geslagen"}),
        ("geslgn", set()),
        ("vermorden", {"vermoorden"}),
        ("vermordn", {"vermoorden"}),
        ("slat", {"slat", "sla*"}),
        ("slatt", {"sla*"}),
        ("slapen", {"sla*"}),
        ("moordenaar", {"moord*"}),
        ("vadr", set()),  # strict: no slips
        ("vaker", set()),  # spelled rightly itself
        ("verworden", set()),
        ("x" * 100_000, set()),
        ("", set()),
    ],
)
def test_slips(token: str, expected: set[str]) -> None:
    """One in five letters, two in nine; beginnings to the letter; strict and known words not at all."""
    assert found(token) == expected


def test_a_long_message_is_read_without_slips() -> None:
    """To the letter, because looking for slips in every word of it would take long."""
    assert found("geslage", slips=False) == set()
    assert found("geslagen", slips=False) == {"geslagen"}


@given(st.text(alphabet="abcde", min_size=4, max_size=12), st.sets(st.text(alphabet="abcde", min_size=5, max_size=11)))
def test_leaving_letters_out_finds_what_comparing_finds(token: str, words: set[str]) -> None:
    """The quick way gives the same as holding every word against the token."""
    table = lexicon(words, (), ())
    near = {table.exact[word] for word in words if OSA.distance(token, word) <= allowed(word)}
    expected = {table.exact[token]} if token in words else near
    assert table.numbers(token) == expected
