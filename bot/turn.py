"""One turn by itself: read the words and advance. For whoever keeps the state (a terminal, a store, a sealed page).

The words live here only, as an argument: they go to the reader and are gone when the turn is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.common import DEFAULT_LANGUAGE
from bot.core.engine import advance, open_question
from bot.core.events import Asked, Event, Said, Turn
from bot.core.inputs import Input, Started, Typed
from bot.core.library import Library
from bot.core.prepared import message
from bot.core.reading import NOTHING, Reading
from bot.core.speech import Speech
from bot.core.state import State
from bot.understanding.listen import Listener
from bot.understanding.question import NO_QUESTION, Question


@dataclass(frozen=True, slots=True)
class Parts:
    """What a conversation needs besides its state."""

    library: Library
    listener: Listener
    speeches: Mapping[str, Speech]
    """Language code -> how it is spoken."""

    def speech(self, language: str) -> Speech:
        """How a language is spoken; the content's own where it is not."""
        return self.speeches[language if self.library.speaks(language) else DEFAULT_LANGUAGE]


def take_turn(
    parts: Parts, state: State, given: Input, now: datetime, text: str = "", channel_language: str = ""
) -> Turn:
    """Take one input, with the words when it is Typed, and decide what comes of it.

    `channel_language` is what the channel knows of the person's language (`tr`, `en-GB`): it holds until they choose.

    Raises:
        StepLimitError: when the content goes round without asking anything.
    """
    code = channel_language.casefold().partition("-")[0]
    if not state.language and code != DEFAULT_LANGUAGE and parts.library.speaks(code):
        state = replace(state, language=code)
    reading = read(parts, state, text, now) if isinstance(given, Typed) else NOTHING
    return advance(parts.library, state, given, reading, now)


def trouble(parts: Parts, state: State) -> Turn:
    """Say that something went wrong on our side, and ask again what was asked."""
    events: list[Event] = [Said(message(parts.library.words, "trouble"))]
    asked = open_question(parts.library, state)
    return Turn(state, (*events, *([asked] if asked else [])), (), language=state.language)


def read(parts: Parts, state: State, text: str, now: datetime) -> Reading:
    """What the words mean at the question that is open, or that will be when the conversation starts."""
    if state.ended:
        state = advance(parts.library, State(), Started(), now=now).state
    asked = open_question(parts.library, state)
    question = _as_read(parts, asked, state) if asked else NO_QUESTION
    return parts.listener.read(text, state.language or DEFAULT_LANGUAGE, question, state.echo)


def _as_read(parts: Parts, asked: Asked, state: State) -> Question:
    step = parts.library.step(asked.flow, asked.step)
    speech = parts.speech(state.language)
    choices = tuple((option.id, speech.say(option.label, {})) for option in asked.options)
    return Question(choices, step.save if step else "", bool(step and step.search), state.slots.get("role", ""))
