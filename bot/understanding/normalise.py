"""Folding: two spellings of the same words become the same text, for any input whatsoever.

Both the tables and the message go through `fold`, so it may be rough: every run of one letter becomes one letter,
because doubling is the commonest slip of children ('geslage', 'hoooi'). Digits keep their runs: 112 is not 12.
Marks are dropped before the Unicode normalisation as well as after it: sorting a long run of them is quadratic there.
"""

import re
import unicodedata
from collections.abc import Mapping

_DROPPED = ("Mn", "Me", "Cf", "Cs", "Cc")
"""Marks on letters, invisible characters, half characters and control characters."""
_SPACES = "\t\n\r\v\f"
_APOSTROPHES = "'’‘`´ʼ"
"""Dropped without a space: "m'n" is one word."""
_LATIN = {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "_": " "}
"""Letters that Unicode does not take apart."""
_ARABIC = {"ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ـ": ""}
"""Arabic letters that are typed for one another, also by Persian keyboards; the stretching stroke is no letter."""
_ETHIOPIC_ROWS = ((0x1210, 0x1200), (0x1280, 0x1200), (0x1220, 0x1230), (0x12D0, 0x12A0), (0x1340, 0x1338))
_ETHIOPIC = {chr(there + order): chr(here + order) for there, here in _ETHIOPIC_ROWS for order in range(7)}
"""Rows of Ethiopic letters that sound alike and are typed for one another: the first becomes the second."""
_MERGED = str.maketrans({**_LATIN, **_ARABIC, **_ETHIOPIC})
_PERSIAN_VERB = re.compile(r"(?<!\w)(ن?مي) (?=\w)")
"""The beginning of a Persian verb, which some type as a word of its own."""
_NOT_WORD = re.compile(r"[\W_]+")
_RUN = re.compile(r"([^\W\d_])\1+")
"""One letter, more than once."""


class Folded(str):
    """A folded text: folding it again gives itself, at no cost, however long it is."""

    __slots__ = ()


def fold(text: str) -> Folded:
    """Lower case, no diacritics, no punctuation, no emoji, no doubled letters, single spaces."""
    if isinstance(text, Folded):
        return text
    plain = _without_marks(text).casefold()
    if not plain.isascii():
        plain = _without_marks(unicodedata.normalize("NFKD", plain)).translate(_MERGED).casefold()
    words = without_runs(_NOT_WORD.sub(" ", plain)).strip()
    return Folded(_PERSIAN_VERB.sub(r"\1", words) if "مي " in words else words)


def without_runs(text: str) -> str:
    """The text with one letter for each run of it."""
    return _RUN.sub(r"\1", text)


def respell(folded: str, spelling: Mapping[str, str]) -> str:
    """Folded text with chat spellings written out."""
    return " ".join(spelling.get(word, word) for word in folded.split())


def _without_marks(text: str) -> str:
    if text.isascii() and "'" not in text and "`" not in text:
        return text
    return text.translate({ord(character): _plain(character) for character in set(text) if _is_odd(character)})


def _is_odd(character: str) -> bool:
    return (
        character in _APOSTROPHES
        or (unicodedata.category(character) in _DROPPED and character not in _SPACES)
        or (character.isdecimal() and not character.isascii())
    )


def _plain(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else ""
