"""A sentence for a person, before it has a language.

Kept apart from plain `str` so that the shell can translate it (the Dutch source text is the msgid, `context` tells
two equal sentences apart) and only then fill in the `{name}` slots.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Dutch source text with where it stands and the values of its `{name}` slots."""

    msgid: str
    context: str = ""
    values: tuple[tuple[str, "Value"], ...] = ()
    """Pairs of slot name and value. A Text is translated too; several become a list in words."""
    plural: str = ""
    """The source text for any other number than 1, of a sentence with a number in it."""
    count: int = 1
    """That number."""


Value = str | Text | tuple[Text, ...]
_SLOT = re.compile(r"\{([a-z_]+)\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values in the `{name}` slots of a sentence; a slot without a value stays as it is.

    Not `str.format`: that would follow `{x.__class__}` and fail on a stray brace.
    """
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), template)


def in_source(text: Text) -> str:
    """A sentence in the language of the content, for measuring it; no list is made of several values."""
    values = {name: in_source(value) if isinstance(value, Text) else str(value) for name, value in text.values}
    return fill(text.msgid, values)


def slots_of(template: str) -> frozenset[str]:
    """The names of the `{name}` slots in a sentence."""
    return frozenset(_SLOT.findall(template))
