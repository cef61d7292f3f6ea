"""How people of one language say that they are in danger: `locales/<code>/alarms.yaml`.

Written for a native speaker who is no programmer: word classes and short patterns over them. `docs/safety.md` explains
every key; `bot.understanding.patterns` reads the patterns; whole messages are in `bot.understanding.examples`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.core.flow import FORBID

Sources = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Alarm label -> severity -> patterns."""


@dataclass(frozen=True, slots=True)
class Source:
    """One pattern as it is written, with where it stands."""

    key: str
    """`patterns` or `hints`."""
    label: str
    severity: str
    number: int
    """Its place in the list."""
    text: str

    @property
    def name(self) -> str:
        """For a coordinator: where in the table it stands, and how it is written."""
        return f"{self.label}.{self.severity}[{self.number}] {self.text}"


@dataclass(frozen=True, slots=True)
class Negation:
    """Words that turn an alarm into none."""

    __pydantic_config__ = FORBID

    before: tuple[str, ...] = ()
    """Right before what a pattern matched, or inside it."""
    after: tuple[str, ...] = ()
    """Right behind it."""


@dataclass(frozen=True, slots=True)
class AlarmTable:
    """Everything that one language needs to hear danger."""

    __pydantic_config__ = FORBID

    language: str
    patterns: Sources
    """What means danger by itself."""
    hints: Sources = field(default_factory=dict)
    """What means danger unless the whole message is very unlike the examples of it."""
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Class -> words and word groups that mean the same. `i`, `me` and `my` stand for the speaker."""
    idioms: tuple[str, ...] = ()
    """Word groups whose words do not count."""
    look_alikes: tuple[str, ...] = ()
    """Harmless words that must not be taken for a misspelling of a word in the table."""
    negation: Negation = field(default_factory=Negation)
    past: tuple[str, ...] = ()
    """Long ago: the severity is one lower."""
    recent: tuple[str, ...] = ()
    """Cancels `past`."""
    now: tuple[str, ...] = ()
    """At this moment: violence at home becomes `violence_now`."""
    somebody_else: tuple[str, ...] = ()
    """The message is about another person: the severity is one lower."""
    fiction: tuple[str, ...] = ()
    """A film, a book or a game: no alarm."""
    reviewed_by: tuple[str, ...] = ()
    """Native speakers or helplines who have read the table; empty means nobody has."""

    def sources(self) -> Iterator[Source]:
        """Every pattern and hint as it is written."""
        for key, patterns in (("patterns", self.patterns), ("hints", self.hints)):
            for label, severities in patterns.items():
                for severity, written in severities.items():
                    for number, text in enumerate(written):
                        yield Source(key, label, severity, number, text)
