"""Keeps a value that is put into a sentence from turning the words around it.

A phone number or a Dutch name in an Arabic sentence would otherwise be shown with its parts in another order. Unicode
has marks for that (UAX 9): FIRST STRONG ISOLATE before the value and POP DIRECTIONAL ISOLATE behind it. They are left
out where nothing can turn, a left-to-right value in a left-to-right sentence, so that people copy clean numbers.
"""

import re
import unicodedata
from functools import cache
from typing import Literal

Direction = Literal["ltr", "rtl"]
DIRECTIONS: tuple[Direction, ...] = ("ltr", "rtl")

SPAN = re.compile(r"[+\d][\d .:/-]*[-.:/ ][\d .:/-]*\d|[A-Za-z][^\s\u0590-\u08ff]*://[^\s\u0590-\u08ff]+")
"""Numbers with something between them (`9.00-17.00`) and links: what turns round among Arabic letters."""

START = "\u2068"
END = "\u2069"
RIGHT_TO_LEFT = frozenset({"R", "AL"})


def guarded(sentence: str, direction: Direction) -> str:
    """A sentence in which numbers of several parts keep their order; only where it runs from right to left."""
    return _guarded(sentence) if direction == "rtl" else sentence


@cache  # asked for every time that it is said; the sentences of the content only, before any value is filled in
def _guarded(sentence: str) -> str:
    return SPAN.sub(lambda span: f"{START}{span[0]}{END}", sentence)


def isolate(value: str, direction: Direction) -> str:
    """The value as it may stand in a sentence of that direction."""
    if value and (direction == "rtl" or _runs_left(value)):
        return f"{START}{value}{END}"
    return value


def _runs_left(value: str) -> bool:
    return not value.isascii() and any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in value)
