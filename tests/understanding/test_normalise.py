"""Folding: the same words, however typed, become the same text."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from bot.understanding.normalise import fold, respell


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Hallo Daar", "halo dar"),
        ("  twee   woorden\n", "twe worden"),
        ("één café", "en cafe"),
        ("hoooooi!!!", "hoi"),
        ("m'n zo’n", "mn zon"),
        ("help 😀🆘", "help"),
        ("/wis", "wis"),
        ("co-ouderschap", "co ouderschap"),
        ("112", "112"),
        ("ＨＥＬＰ ²", "help 2"),
        ("İstanbul ısı", "istanbul isi"),
        ("٢٣", "23"),
        ("مُحَمَّد", "محمد"),
        ("straße", "strase"),
        ("łódź ø", "lodz o"),
        ("h\u0301\u0316\u0489e\u0335l\u0336p", "help"),
        ("he\u200blp \u202ehelp", "help help"),
        ("\ud800help\udfff", "help"),
        ("a\x00b", "a b"),
        ("snake_case", "snake case"),
        ("", ""),
        ("?!…", ""),
    ],
)
def test_folding(typed: str, folded: str) -> None:
    """Case, marks, punctuation, emoji, invisible and doubled letters make no difference; digits keep their runs."""
    assert fold(typed) == folded


def test_chat_spelling_is_written_out_word_by_word() -> None:
    """A chat spelling counts as its word, and not inside another word."""
    assert respell("mn mand mn", {"mn": "mijn"}) == "mijn mand mijn"


@given(st.text(st.characters(), max_size=200))
def test_folding_takes_any_text(text: str) -> None:
    """Any text folds to words with single spaces, without marks, half characters or doubled letters."""
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not any(unicodedata.category(character) in ("Mn", "Cs", "Po", "So") for character in folded)


@given(st.text(st.characters(codec="latin-1"), max_size=100))
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is folded stays as it is."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "e\u0301\u0316" * 30_000, "\u0316\u0301" * 60_000, "\ud83d" * 60_000, "ﷺ" * 60_000]
)
def test_folding_is_done_with_long_and_odd_texts(text: str) -> None:
    """A long run of letters, marks, halves or ligatures is folded in one go, not character against character."""
    assert len(fold(text)) <= 20 * len(text)
