"""Whole messages of one language, from which it is learnt what danger is like: `locales/<code>/examples/*.yaml`.

One file for each alarm, `suicide.yaml` and so on, and `harmless.yaml`. Not in `alarms.yaml`, because they are many and
because somebody who reads them needs to know no notation.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from bot.core.flow import FORBID
from bot.understanding.phrases import Phrases

HARMLESS = "harmless"
"""The name of the file without danger; every other file is named after its alarm."""


@dataclass(frozen=True, slots=True)
class DangerExamples:
    """Messages with one alarm, by severity."""

    __pydantic_config__ = FORBID

    emergency: tuple[str, ...] = ()
    urgent: tuple[str, ...] = ()
    concern: tuple[str, ...] = ()

    def by_severity(self) -> Mapping[str, tuple[str, ...]]:
        """Severity -> messages."""
        return {"emergency": self.emergency, "urgent": self.urgent, "concern": self.concern}


@dataclass(frozen=True, slots=True)
class HarmlessExamples:
    """Messages without danger that sound like it."""

    __pydantic_config__ = FORBID

    messages: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    """Words that must not be taken for a misspelling of a word of a pattern."""


@dataclass(frozen=True, slots=True)
class Examples:
    """All example messages of a language."""

    danger: Mapping[str, DangerExamples] = field(default_factory=dict)
    """Alarm -> messages."""
    harmless: HarmlessExamples = HarmlessExamples()

    @property
    def all(self) -> tuple[str, ...]:
        """Every message."""
        danger = (text for its in self.danger.values() for texts in its.by_severity().values() for text in texts)
        return (*danger, *self.harmless.messages)


def source_of(examples: Examples, phrases: Phrases) -> str:
    """Names everything that learning depends on: another name, another model."""
    spelling = [phrases.spelling, phrases.sounds, phrases.consonants, phrases.needs]
    written = json.dumps([asdict(examples), spelling], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
