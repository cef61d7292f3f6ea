"""One turn: read the words, advance, give back what was decided.

The words live here only, as an argument: they go to the reader and are gone when the turn is. Keeping the state
between turns (sealed, in one transaction with what has to be sent) is for the store.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.engine import advance, open_question
from bot.core.events import Asked, Turn
from bot.core.inputs import Input, Started, Typed
from bot.core.library import Library
from bot.core.reading import NOTHING, Alarm, Reading
from bot.core.state import State
from bot.understanding.danger import together
from bot.understanding.language import Detector
from bot.understanding.question import NO_QUESTION, Question
from bot.understanding.read import Reader

DEFAULT_LANGUAGE = "nl"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a conversation needs besides its state."""

    library: Library
    readers: Mapping[str, Reader]
    """Language code -> reader."""
    detector: Detector | None = None
    """None: only the conversation's own language is read."""


def take_turn(parts: Parts, state: State, given: Input, now: datetime, text: str = "") -> Turn:
    """Take one input, with the words when it is Typed, and decide what comes of it.

    Raises:
        StepLimitError: when the content goes round without asking anything.
    """
    reading = read(parts, state, text, now) if isinstance(given, Typed) else NOTHING
    return advance(parts.library, state, given, reading, now)


def read(parts: Parts, state: State, text: str, now: datetime) -> Reading:
    """What the words mean at the question that is open, or that will be when the conversation starts.

    Danger is heard in the conversation's language and in those that the words may be in.
    """
    if state.ended:
        state = advance(parts.library, State(), Started(), now=now).state
    asked = open_question(parts.library, state)
    question = _as_read(parts.library, asked, state.slots.get("role", "")) if asked else NO_QUESTION
    own = state.language or DEFAULT_LANGUAGE
    possible = parts.detector.possible(text) if parts.detector else ()
    reading = parts.readers[own].read(text, question)
    alarms = _hear(parts, (own, *possible), text) or parts.readers[own].hear_after(state.echo, text)
    language = possible[0] if possible else ""
    return replace(reading, alarms=alarms, echo=parts.readers[own].echo(text), language=language)


def _hear(parts: Parts, languages: tuple[str, ...], text: str) -> tuple[Alarm, ...]:
    known = [code for code in dict.fromkeys(languages) if code in parts.readers]
    return together(parts.readers[code].hear(text) for code in known)


def _as_read(library: Library, asked: Asked, role: str) -> Question:
    step = library.step(asked.flow, asked.step)
    choices = tuple((option.id, option.label.msgid) for option in asked.options)
    return Question(choices, step.save if step else "", bool(step and step.search), role)
