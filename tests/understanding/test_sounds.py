"""Letters that are typed for one another, held against small tables."""

import pytest

from bot.understanding.sounds import SILENT, sounds

CYRILLIC = [["ia", "я", "ya"], ["sh", "ш", "6"], ["i", "и", "й", "y"], ["b", "б"], ["m", "м"], ["a", "а"], ["a", "ia"]]
BARE = [["x", "kh", "خ"], ["", "a", "e", "ا"]]


@pytest.mark.parametrize(
    ("rows", "text", "expected"),
    [
        (CYRILLIC, "мая", "ma"),
        (CYRILLIC, "maya", "ma"),
        (CYRILLIC, "биш би6 bi6 bish", "bish bish bish bish"),
        (CYRILLIC, "6 6", "6 6"),
        (BARE, "khaxe خا", "x x"),
        ([], "мая", "мая"),
    ],
)
def test_spellings_of_one_sound_become_one(rows: list[list[str]], text: str, expected: str) -> None:
    """In the order of the rows; what a row wrote may be read by a later one; a digit counts beside a letter only."""
    assert sounds(rows).spell(text) == expected


def test_rows_that_do_not_touch_are_replaced_together() -> None:
    """So that a table of thirty rows does not cost thirty readings of a message."""
    assert len(sounds([["b", "б"], ["m", "м"], ["a", "я"]]).steps) == 1
    assert len(sounds([["ia", "я"], ["a", "ia"]]).steps) == 2
    assert SILENT.steps == ()
