"""What a conversation case may say: the shape of `tests/conversations/<flow>.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from bot.core.flow import FORBID

NOW = "2026-11-23T10:00"
"""A Monday morning: the moment of a case that names none."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm that was heard in the words."""

    __pydantic_config__ = FORBID

    label: str
    severity: str = "urgent"
    about: str = "self"


@dataclass(frozen=True, slots=True)
class Understood:
    """What typed words were understood as, in place of the words."""

    __pydantic_config__ = FORBID

    command: str = ""
    choice: str = ""
    slots: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    need: str = ""
    offers: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    alarms: tuple[Raised, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What must come of a turn; what is left out is not looked at."""

    at: str | None = None
    """The open question afterwards: `flow.step`."""
    says: str | None = None
    """Part of what is said."""
    offers: tuple[str, ...] | None = None
    """Exactly these offers, in this order."""
    offers_include: tuple[str, ...] | None = None
    alarms: tuple[str, ...] | None = None
    ended: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTurn(Expected):
    """One input and what must come of it. Exactly one input; any number of expectations."""

    __pydantic_config__ = FORBID

    start: str | None = None
    press: str | None = None
    type: str | None = None
    command: str | None = None
    timeout: bool | None = None
    understood: Understood | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Expected):
    """One story: input by input in `turns`, or the short form `path` with expectations of its last turn."""

    __pydantic_config__ = FORBID

    name: str
    path: tuple[str, ...] | None = None
    turns: tuple[CaseTurn, ...] = ()
    pack: str = ""
    now: str = NOW
    library: str = ""
    """`without_offers`: the sociale kaart is empty."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`tests/conversations/<flow>.yaml`."""

    __pydantic_config__ = FORBID

    flow: str
    cases: tuple[Case, ...]


def turns_of(case: Case) -> tuple[CaseTurn, ...]:
    """Its turns, also those of the short form."""
    if case.path is None:
        return case.turns
    expected = {one.name: getattr(case, one.name) for one in fields(Expected)}
    turns = [CaseTurn(start=""), *(CaseTurn(press=choice) for choice in case.path)]
    return (*turns[:-1], replace(turns[-1], **expected))
