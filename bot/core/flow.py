"""Flows as frozen data: what a file in `dialogues/` says, once it has been read and checked.

The field names are the YAML keys. A step is read from top to bottom: `set`, `forget` and `alarm`, then what the person
sees (`say`, `fact`, `show`, `helplines`, `find`), then one way on: `ask`, `call`, `route`, `goto` or `end`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FORBID = {"extra": "forbid"}
"""Read by `bot.content.decode` (pydantic): a key that is not a field is a problem, not a surprise."""

ASK_AT = "ask_at"
"""In `show`: the offer where people of the pack can ask what the assistant does not know."""

End = Literal["return", "stop", "erase"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One button. In a step with `save`, its id is the value that is saved."""

    __pydantic_config__ = FORBID

    id: str
    label: str
    description: str = ""
    """A second line under the label, in the channels that have one."""
    set: Mapping[str, str] = field(default_factory=dict)
    """Slots that this choice fills besides `save`."""
    goto: str = ""
    """Where this choice leads; empty means where the step's own `goto` leads."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """The words and the way of 'Wil ik niet zeggen' on one question, where they differ from the usual."""

    __pydantic_config__ = FORBID

    label: str = ""
    goto: str = ""


@dataclass(frozen=True, slots=True)
class Find:
    """Look for offers that fit the answers so far."""

    __pydantic_config__ = FORBID

    need: str = ""
    """Look for this need; empty means the need that the person gave."""
    limit: int = 3


@dataclass(frozen=True, slots=True)
class Nothing:
    """What happens when `find` or `show` has nothing to show."""

    __pydantic_config__ = FORBID

    goto: str
    say: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """One branch of `route`. An empty `when` always holds."""

    __pydantic_config__ = FORBID

    goto: str
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Slot -> values of which one must hold; `none` stands for a slot that was not asked yet. Besides the slots there
    are `alarm` (the label of the last alarm) and `about` (`self` or `other`: whom it is about)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One node of a flow."""

    __pydantic_config__ = FORBID

    set: Mapping[str, str] = field(default_factory=dict)
    forget: tuple[str, ...] = ()
    alarm: str = ""
    """An alarm that whoever gets here has raised: remembered for the rest of the conversation."""
    say: tuple[str, ...] = ()
    fact: tuple[str, ...] = ()
    """Background facts (`knowledge/`) to tell, each with its source and year."""
    show: tuple[str, ...] = ()
    """Offers to show by id, whatever the answers were; those outside the pack are left out. `ask_at` stands for the
    pack's own place to ask."""
    helplines: str = ""
    """`any`, the alarm that the helplines must be fit for, or `raised`: the last alarm, whichever it was."""
    calm: bool = False
    """The last alarm was no alarm: forget it."""
    find: Find | None = None
    none: Nothing | None = None
    ask: str = ""
    save: str = ""
    search: bool = False
    """Words typed at this question look for offers by name or subject."""
    languages: bool = False
    """Every language that is spoken is a choice of this question too, by its own name."""
    choose: tuple[Choice, ...] = ()
    unsaid: Unsaid | None = None
    call: str = ""
    """A flow to go through; afterwards the conversation goes on at `goto`."""
    route: tuple[Route, ...] = ()
    goto: str = ""
    end: End | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """A topic of conversation: one file in `dialogues/`."""

    __pydantic_config__ = FORBID

    flow: str
    title: str
    start: str
    steps: Mapping[str, Step]
