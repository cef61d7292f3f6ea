"""Danger is heard at every step of every flow, in every language, and leads to a helpline; harmless words never do."""

from functools import cache

import pytest

from bot.content.load import default_root, languages
from bot.core.events import Alarmed, Found, Turn
from bot.core.inputs import Commanded, Pressed, Typed
from bot.core.offer import Offer
from bot.core.state import State
from bot.core.vocabulary import ALARMS
from bot.measure import labelled
from bot.readers import listener
from bot.turn import Parts, take_turn
from tests.content_under_test import app
from tests.test_languages import DANGER, HARMLESS
from tests.toys import NOW

CODES = languages(default_root())
PLACES = [(flow.flow, name) for flow in app().library.flows.values() for name, step in flow.steps.items() if step.ask]


@cache
def parts() -> Parts:
    """The real content with all languages."""
    root = default_root()
    return Parts(app().library, listener(root), app().parts.speeches)


def at(flow: str, step: str, text: str) -> Turn:
    """What comes of words typed at a question."""
    return take_turn(parts(), State(flow=flow, step=step), Typed(), NOW, text)


def helplines(turn: Turn) -> list[Offer]:
    """The helplines that a turn shows."""
    found = [match.offer for event in turn.events if isinstance(event, Found) for match in event.matches]
    records = parts().library.records
    return [records[offer] for offer in found if records[offer].alarms or records[offer].also_alarms]


def direct(code: str) -> list[str]:
    """The first urgent or emergency message of each label of a language."""
    alarms = labelled(default_root(), code).alarms
    return [next(iter(texts)) for label in ALARMS for sev, texts in alarms[label].items() if sev == "urgent" and texts]


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_direct_words_reach_a_helpline_at_every_question(code: str) -> None:
    """Whatever was asked: the alarm comes before the answer."""
    texts = direct(code)
    readings = [text for text in texts if parts().listener.readers[code].hear(text)]
    assert len(readings) >= 0.8 * len(texts)
    for number, (flow, step) in enumerate(PLACES):
        text = readings[number % len(readings)]
        turn = at(flow, step, text)
        assert helplines(turn), f"{code} at {flow}.{step}: {text}"
        assert any(isinstance(event, Alarmed) for event in turn.events)


@pytest.mark.slow
def test_published_danger_reaches_a_helpline_at_every_question() -> None:
    """The sentences that other bots missed, taken in turn over all questions, in a Dutch conversation."""
    for number, (flow, step) in enumerate(PLACES * 2):
        code, text = DANGER[number % len(DANGER)]
        assert helplines(at(flow, step, text)), f"{code} at {flow}.{step}: {text}"


@pytest.mark.slow
def test_published_harmless_words_never_raise_an_alarm() -> None:
    """At no question."""
    for number, (flow, step) in enumerate(PLACES):
        _, text = HARMLESS[number % len(HARMLESS)]
        assert not any(isinstance(event, Alarmed) for event in at(flow, step, text).events), f"{flow}.{step}: {text}"


@pytest.mark.parametrize(("flow", "step"), PLACES)
def test_the_safe_word_works_at_every_question(flow: str, step: str) -> None:
    """Helplines at once, typed or as a command."""
    assert helplines(at(flow, step, "help"))
    assert helplines(take_turn(parts(), State(flow=flow, step=step), Commanded("help"), NOW))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ik ga me nu van kant maken", "Bel nu 112"),
        ("he has a knife and says he will kill me right now", "Bel nu 112"),
    ],
)
def test_in_an_emergency_the_first_line_is_what_to_do_now(text: str, first: str) -> None:
    """112 before anything else."""
    turn = at("start", "who", text)
    said = [event.text.msgid for event in turn.events if hasattr(event, "text")]
    assert said[0].startswith(first)


def test_a_child_is_shown_a_line_for_children_by_day() -> None:
    """While it is open."""
    state = State(flow="child", step="need", slots={"role": "child", "age": "4_11"})
    if not parts().library.step("child", "need"):
        state = State(flow="start", step="who", slots={"role": "child", "age": "4_11"})
    turn = take_turn(parts(), state, Typed(), NOW.replace(hour=16), "mijn vader slaat me elke dag")
    assert helplines(turn)[0].id == "nederland/kindertelefoon"


def test_after_violence_nothing_is_offered_that_needs_both_parents() -> None:
    """Also not much later, for another question."""
    state = State(flow="parent", step="phase", slots={"role": "parent"})
    turn = take_turn(parts(), state, Typed(), NOW, "mijn ex slaat mij en dreigt me te vermoorden")
    turn = take_turn(parts(), turn.state, Pressed("help_me"), NOW)
    for words in ("ik zoek een omgangsregeling", "een groep voor mijn kind"):
        turn = take_turn(parts(), turn.state, Typed(), NOW, words)
        for _ in range(4):
            shown = [match.offer for event in turn.events if isinstance(event, Found) for match in event.matches]
            records = [parts().library.records[offer] for offer in shown]
            assert not any(one.both_parents_needed or one.parental_consent_needed == "both" for one in records)
            turn = take_turn(parts(), turn.state, Pressed("unsaid"), NOW)
