"""Where a conversation begins, begins again, changes language, or is put back when its place is gone."""

from bot.core.common import DEFAULT_LANGUAGE
from bot.core.events import Asked, Ended, Said
from bot.core.prepared import LANGUAGE, message
from bot.core.questions import question
from bot.core.state import State
from bot.core.vocabulary import SLOT_VALUES
from bot.core.walk import Walk


def start(walk: Walk, payload: str = "") -> None:
    walk.state = State(language=walk.state.language)
    goto = walk.library.common.start
    for pair in payload.split("--"):
        key, _, value = pair.partition("-")
        if key == "flow" and value in walk.library.flows:
            goto = value
        elif key == "language" and walk.library.speaks(value):
            walk.state.language = value
        elif value in SLOT_VALUES.get(key, ()):
            walk.save(key, value)
    walk.go("", goto)
    _tell_how_translated(walk)


def _tell_how_translated(walk: Walk) -> None:
    """Before the first question: that nobody has read this translation yet, and that it is not complete."""
    language = walk.library.languages.get(walk.state.language)
    if language is None or walk.state.language == DEFAULT_LANGUAGE:
        return
    names = ["not_reviewed"] * (not language.reviewers) + ["not_all"] * (language.status == "draft")
    at = next((number for number, event in enumerate(walk.events) if isinstance(event, Asked)), len(walk.events))
    walk.events[at:at] = [Said(message(walk.library.words, name)) for name in names]


def switch(walk: Walk, language: str) -> None:
    """Go on in another language, at the same place; who had answered nothing yet is welcomed again in it."""
    state = walk.state
    state.language, state.misses, state.meanings = language, 0, []
    if not (state.slots or state.alarms or state.shown):
        state.stack = []
        walk.go("", walk.library.common.start)
        _tell_how_translated(walk)
        return
    walk.say("language_now")
    step = walk.library.step(state.flow, state.step)
    if step and step.languages:
        on(walk, walk.follow(state.flow, state.step, step, LANGUAGE + language))
    else:
        walk.ask_again()


def time_out(walk: Walk) -> None:
    if not walk.state.ended:
        walk.say("timed_out")
    walk.state = State()
    walk.events.append(Ended(erased=True))


def find_place(walk: Walk) -> bool:
    """True when the conversation stands at a living question, also after it was put there.

    Before the start it starts; where the content has changed, the person lands on the nearest living step.
    """
    state, library = walk.state, walk.library
    if state.ended:
        start(walk)
        return not walk.state.ended
    if question(library, state) is not None:
        return True
    walk.say("moved")
    state.meanings = []
    if state.flow in library.flows:
        walk.go("", state.flow)
        return False
    while state.trail:
        flow, step, *_ = state.trail.pop()
        living = library.step(flow, step)
        if living and living.ask:
            state.flow, state.step = flow, step
            walk.ask_again()
            return False
    walk.go("", library.common.lost)
    return False


def restart(walk: Walk) -> None:
    alarms = walk.state.alarms  # starting over does not undo what was heard
    walk.state = State(language=walk.state.language, alarms=alarms)
    walk.say("restarted")
    walk.go("", walk.library.common.start)


def on(walk: Walk, place: tuple[str, str] | None) -> None:
    walk.go("", ".".join(place) if place else walk.library.common.lost)
