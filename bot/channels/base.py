"""What every channel shows; within which limits is in `bot.core.limits`. Data only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from bot.core.text import Text


class Speech(Protocol):
    """One language: sentences, times and lists. Handed to the renderer, so that channels import no i18n."""

    @property
    def code(self) -> str:
        """The code of the language."""
        ...

    def say(self, text: Text, place: dict[str, str]) -> str:
        """A sentence in this language, its `{name}` slots filled from its own values and from `place`."""
        ...

    def time(self, moment: datetime) -> str:
        """`21:00`."""
        ...

    def day(self, moment: datetime) -> str:
        """`maandag`."""
        ...

    def join(self, items: Sequence[str]) -> str:
        """`a, b en c`."""
        ...

    def language(self, code: str) -> str:
        """The name of a language in this one."""
        ...


@dataclass(frozen=True, slots=True)
class Bubble:
    """Something the assistant says."""

    text: str
    context: str = ""
    """Where the sentence stands in the content."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: what it is about, and the text."""

    about: Literal["about", "why", "alert", "practical", "contact", "freshness", "source"]
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One offer as it is shown."""

    offer: str
    title: str
    subtitle: str
    lines: tuple[Line, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """One choice as it is shown."""

    id: str
    label: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """All that one turn shows, in order."""

    blocks: tuple[Bubble | Card, ...]
    buttons: tuple[Button, ...]
    at: str
    """`flow.step` of the open question; empty when there is none."""
    ended: bool
