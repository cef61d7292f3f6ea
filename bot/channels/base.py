"""What every channel shows; within which limits is in `bot.core.limits`. Data only."""

from dataclasses import dataclass
from typing import Literal


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
    offered: int = 0
    """How many of the buttons, the first ones, are languages to go on in, offered on top of the question."""
