"""What one turn decided, as data: the shell renders it, counts it and sends it; nothing here does."""

from dataclasses import dataclass

from bot.core.reading import NOTHING, Alarm, Reading
from bot.core.state import State
from bot.core.text import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an offer is shown: an id of `common.REASONS`."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An offer with why it fits and how well."""

    offer: str
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a question, as it is shown."""

    id: str
    label: Text
    description: Text | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """The assistant says a sentence."""

    text: Text


@dataclass(frozen=True, slots=True)
class Told:
    """A background fact is told, with its source."""

    fact: str


@dataclass(frozen=True, slots=True)
class Found:
    """Offers are shown, best first."""

    matches: tuple[Match, ...]
    left: int = 0
    """How many more fit."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question about offers that were shown is answered from their cards."""

    about: str
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question is open now."""

    flow: str
    step: str
    text: Text
    options: tuple[Option, ...]
    again: bool = False
    """The same question as before this turn."""


@dataclass(frozen=True, slots=True)
class LanguageOffered:
    """Somebody types in another language than the conversation's: it is offered, never switched by itself."""

    language: str
    """A code."""


@dataclass(frozen=True, slots=True)
class Alarmed:
    """A safety signal was heard or chosen."""

    alarm: Alarm


@dataclass(frozen=True, slots=True)
class Saved:
    """A slot was filled."""

    slot: str
    value: str


@dataclass(frozen=True, slots=True)
class Missed:
    """Typed words were not understood. Where, and the how-manieth in a row; never the words."""

    flow: str
    step: str
    times: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The conversation is over. `erased`: whatever is kept of it must go now."""

    erased: bool = False


Event = Said | Told | Found | Answered | Asked | LanguageOffered | Alarmed | Saved | Missed | Ended


@dataclass(frozen=True, slots=True)
class Turn:
    """All that came of one input."""

    state: State
    events: tuple[Event, ...]
    taken: tuple[tuple[str, str, str], ...]
    """Exits that were taken on the way, as flow, step, exit. Exits: a choice id, `unsaid`, `found`, `none`,
    `route 0`, `goto`, `call`, or the `end` of the step."""
    reading: Reading = NOTHING
    """What typed words were understood as."""
    language: str = ""
    """The language in which all this is told; empty: the content's own."""
