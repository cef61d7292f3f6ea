"""What must be the same on both sides of a translation. Pure: two texts in, what is wrong out."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from bot.core.text import slots_of

NUMBER = re.compile(r"\d+")
LINK = re.compile(r"https?://[^\s)”\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]")
BRACED = re.compile(r"\{[^{}]*\}|[{}]")
SLOT = re.compile(r"\{[a-z_]+\}")
INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
"""Marks that turn or hide text; the assistant puts them in itself. Joiners (U+200C, U+200D) are part of spelling."""


def _same(what: str, pattern: re.Pattern[str]) -> Callable[[str, str], Iterator[str]]:
    def compare(source: str, target: str) -> Iterator[str]:
        there, here = Counter(pattern.findall(source)), Counter(pattern.findall(target))
        for found in sorted((there - here).keys()):
            yield f"the {what} '{found}' is missing"
        for found in sorted((here - there).keys()):
            yield f"the {what} '{found}' is not in the Dutch"

    return compare


def _braces(source: str, target: str) -> Iterator[str]:
    """`{x.__class__}`, `{0}` and a stray brace: nothing fills them, and a formatter might do harm with them."""
    for found in BRACED.findall(target):
        if not SLOT.fullmatch(found):
            yield f"'{found}' is no placeholder; write round brackets"
    there, here = slots_of(source), slots_of(target)
    for name in sorted(there - here):
        yield f"the placeholder {{{name}}} is missing"
    for name in sorted(here - there):
        yield f"the placeholder {{{name}}} is not in the Dutch"


def _edges(source: str, target: str) -> Iterator[str]:
    if target != target.strip() and source == source.strip():
        yield "a space or line too much at the beginning or the end"


def _invisible(source: str, target: str) -> Iterator[str]:
    del source
    for mark in sorted(set(INVISIBLE.findall(target))):
        yield f"the invisible mark U+{ord(mark):04X} does not belong in a translation"


RULES: tuple[Callable[[str, str], Iterator[str]], ...] = (
    _braces,
    _same("number", NUMBER),
    _same("link", LINK),
    _same("emoji", EMOJI),
    _edges,
    _invisible,
)


def differences(source: str, target: str) -> Iterator[str]:
    """What the translation has that the Dutch has not, or the other way round."""
    for rule in RULES:
        yield from rule(source, target)


def missing_names(names: frozenset[str], source: str, target: str) -> Iterator[str]:
    """Names of organisations and offers that a translation must leave as they are."""
    for name in sorted(names):
        if name in source and name not in target:
            yield f"the name '{name}' must stay as it is"
