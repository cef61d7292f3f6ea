"""What was understood of one typed message: the only thing of it that reaches the engine.

The text itself stays in the shell, where it is dropped after reading. A Reading holds ids, never words of the person.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alarm:
    """A safety signal: a label and a severity of `bot.core.vocabulary`."""

    label: str
    severity: str
    about: str = "self"
    """`self`, or `other` when it is told about somebody else."""
    evidence: str = ""
    """Which pattern of the tables heard it; the name of a rule, not the words of the person."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one message may mean; empty fields mean that it was not heard."""

    alarms: tuple[Alarm, ...] = ()
    command: str = ""
    choice: str = ""
    """Id of a choice of the open question."""
    slots: tuple[tuple[str, str], ...] = ()
    """Slots and values that a longer message tells, asked for or not."""
    need: str = ""
    about: str = ""
    """What is asked about the offers that were just shown: an id of `common.ABOUT_OFFERS`."""
    offers: tuple[str, ...] = ()
    """Ids of offers that the words name or search for, best first."""
    echo: tuple[str, ...] = ()
    """Classes of words (`parent`, `hits`) of a short message, until the next one: danger may be said in two."""
    language: str = ""
    """Of the words; a code."""
    switch: str = ""
    """The language that the words ask for; a code."""
    confidence: float = 0.0
    """0 to 1, for what was understood above."""
    alternatives: tuple[str, ...] = ()
    """Needs that it may have meant, nearest first, when nothing was understood with enough confidence."""


NOTHING = Reading()
