"""What the whole conversation promises, walked through in the real content of every municipal pack.

Unlike the conversation cases these tests know no stories: they press everything that can be pressed.
"""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings, strategies as st

from bot.core.common import COMMANDS
from bot.core.engine import advance, open_question
from bot.core.events import Asked, Ended, Found
from bot.core.inputs import Commanded, Input, Pressed, Started, TimedOut, Typed
from bot.core.library import Library
from bot.core.reading import Alarm, Reading
from bot.core.state import State, dumps, loads
from bot.core.vocabulary import ALARMS, NEEDS, NEEDS_OF_ROLE, SEVERITIES
from tests.content_under_test import app
from tests.toys import NOW

PACKS = ["helmond", "zwolle", "dinkelland-tubbergen"]
MOST_QUESTIONS = 5
MOST_INPUTS = 6


def library(pack: str) -> Library:
    """The real content for one municipality."""
    return app(pack).library


def walks(content: Library) -> Iterator[tuple[list[str], bool]]:
    """Every way of pressing from the start to the first offer or the end: the presses, and whether it found one.

    A way that comes back to a question that it answered already is left: somebody looks around.
    """
    waiting = [([], frozenset[str](), advance(content, State(), Started(), now=NOW))]
    while waiting:
        pressed, seen, turn = waiting.pop()
        asked = open_question(content, turn.state)
        if any(isinstance(event, Found) for event in turn.events):
            yield pressed, True
        elif asked is None:
            yield pressed, False
        elif (at := f"{asked.flow}.{asked.step}") not in seen:
            for option in asked.options:
                step = advance(content, turn.state, Pressed(option.id), now=NOW)
                waiting.append(([*pressed, option.id], seen | {at}, step))


@pytest.mark.parametrize("pack", PACKS)
def test_at_most_five_questions_before_the_first_offer(pack: str) -> None:
    """Whatever somebody presses."""
    late = [pressed for pressed, found in walks(library(pack)) if found and len(pressed) > MOST_QUESTIONS]
    assert late == []


@pytest.mark.parametrize("pack", PACKS)
def test_a_conversation_without_an_offer_only_ends_by_choice(pack: str) -> None:
    """Who ends before the first offer has pressed so; nobody is let go by the content."""
    ends = {pressed[-1] for pressed, found in walks(library(pack)) if not found}
    assert ends <= {"done", "erase"}


@pytest.mark.parametrize(("role", "need"), [(role, need) for role, needs in NEEDS_OF_ROLE.items() for need in needs])
@pytest.mark.parametrize("pack", PACKS)
def test_each_role_and_need_reaches_an_offer_within_six_inputs(pack: str, role: str, need: str) -> None:
    """By pressing, the start counted as an input; the offer comes while that need is the one that was given."""
    content = library(pack)
    seen = set()
    waiting = [(1, advance(content, State(), Started(), now=NOW), State())]
    while waiting:
        inputs, turn, _ = waiting.pop(0)
        slots = turn.state.slots
        if slots.get("role", role) != role or slots.get("need", need) not in (need, "unsaid"):
            continue
        if slots.get("need") == need and any(isinstance(event, Found) for event in turn.events):
            return
        asked = open_question(content, turn.state)
        key = dumps(turn.state)
        if asked is None or inputs == MOST_INPUTS or key in seen:
            continue
        seen.add(key)
        for option in asked.options:
            waiting.append((inputs + 1, advance(content, turn.state, Pressed(option.id), now=NOW), turn.state))
    pytest.fail(f"{role} does not reach an offer for {need} within {MOST_INPUTS} inputs")


@pytest.mark.parametrize(("role", "need"), [(role, need) for role, needs in NEEDS_OF_ROLE.items() for need in needs])
def test_each_role_and_need_reaches_an_offer_when_it_was_known_beforehand(role: str, need: str) -> None:
    """A link with role and need leads to offers after few questions, all of them unsaid."""
    content = library("helmond")
    turn = advance(content, State(), Started(f"role-{role}--need-{need}"), now=NOW)
    for _ in range(MOST_QUESTIONS):
        if any(isinstance(event, Found) for event in turn.events):
            return
        turn = advance(content, turn.state, Pressed("unsaid"), now=NOW)
    assert any(isinstance(event, Found) for event in turn.events)


READINGS = st.builds(
    Reading,
    alarms=st.lists(st.builds(Alarm, st.sampled_from(ALARMS), st.sampled_from(SEVERITIES)), max_size=2).map(tuple),
    command=st.sampled_from(["", "", "", *COMMANDS]),
    choice=st.sampled_from(["", "", "parent", "unsaid", "more", "nonsense"]),
    need=st.sampled_from(["", "", *NEEDS]),
    offers=st.lists(st.sampled_from(["helmond/jip", "nederland/113", "helmond/polen", "x/y"]), max_size=2).map(tuple),
    alternatives=st.lists(st.sampled_from([*NEEDS, "nonsense"]), max_size=4).map(tuple),
)
MOVES = st.lists(
    st.one_of(
        st.integers(0, 9),  # press the so-manieth choice of the open question
        st.integers(0, 9),
        st.integers(0, 9),
        st.builds(Pressed, st.text(max_size=8), st.sampled_from(["", "start.who", "gone.gone"])),
        st.builds(Commanded, st.sampled_from([*COMMANDS, "wis", "nonsense", ""])),
        st.builds(Started, st.sampled_from(["", "role-youth", "flow-privacy", "role-child--need-legal"])),
        st.just(TimedOut()),
        READINGS,
    ),
    max_size=30,
)


@given(MOVES)
@settings(deadline=None, max_examples=300)
def test_any_inputs_in_any_order_leave_a_way_on(moves: list[Input | Reading | int]) -> None:
    """Never raises, ends within the step limit, survives JSON, and asks something or has ended."""
    content = library("helmond")
    state = State()
    for move in moves:
        asked = open_question(content, state)
        if isinstance(move, int):
            options = asked.options if asked else ()
            turn = advance(content, state, Pressed(options[move % len(options)].id if options else "x"), now=NOW)
        elif isinstance(move, Reading):
            turn = advance(content, state, Typed(), move, NOW)
        else:
            turn = advance(content, state, move, now=NOW)
        asked = open_question(content, turn.state)
        assert turn.events, "an input that is not answered"
        assert asked or any(isinstance(event, Ended) for event in turn.events)
        assert not asked or (asked.options and any(isinstance(event, Asked) for event in turn.events))
        assert loads(dumps(turn.state)) == turn.state
        state = loads(dumps(turn.state))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
@settings(deadline=None, max_examples=200)
def test_back_leads_to_the_first_question_from_anywhere(presses: list[int]) -> None:
    """As often as was answered, and no more."""
    content = library("helmond")
    state = advance(content, State(), Started(), now=NOW).state
    for press in presses:
        asked = open_question(content, state)
        if asked is None:
            return
        state = advance(content, state, Pressed(asked.options[press % len(asked.options)].id), now=NOW).state
    for _ in range(len(presses) + 1):
        if state.ended:
            return
        state = advance(content, state, Commanded("back"), now=NOW).state
    asked = open_question(content, state)
    assert asked
    assert (asked.flow, asked.step, state.slots) == ("start", "who", {})


def test_a_conversation_keeps_little() -> None:
    """Under 600 bytes after eight turns, and under 2 KB after a hundred."""
    content = library("helmond")
    state = advance(content, State(), Started(), now=NOW).state
    for number in range(100):
        asked = open_question(content, state)
        if asked is None:
            state = advance(content, state, Started(), now=NOW).state
            continue
        state = advance(content, state, Pressed(asked.options[number % 2].id), now=NOW).state
        assert len(dumps(state)) < (600 if number < 8 else 2048)
