"""What is kept between two turns: JSON with a version, and nothing a person typed."""

import json

import pytest
from hypothesis import given, strategies as st

from bot.core.state import FIELDS, VERSION, State, StateError, copy, dumps, loads

WORD = st.text(max_size=12)
STATES = st.builds(
    State,
    flow=WORD,
    step=WORD,
    slots=st.dictionaries(WORD, WORD, max_size=4),
    stack=st.lists(st.lists(WORD, min_size=2, max_size=3), max_size=3),
    trail=st.lists(st.tuples(WORD, WORD, st.dictionaries(WORD, WORD, max_size=2)).map(list), max_size=4),
    alarms=st.lists(WORD, max_size=3),
    raised=st.lists(WORD, max_size=3),
    more=st.one_of(st.just([]), st.tuples(WORD, WORD, st.integers(0, 99)).map(list)),
    shown=st.lists(WORD, max_size=3),
    meanings=st.lists(WORD, max_size=3),
    echo=st.lists(WORD, max_size=3),
    misses=st.integers(0, 9),
    language=WORD,
)


@given(STATES)
def test_any_state_survives_json(state: State) -> None:
    """What is written is what is read."""
    assert loads(dumps(state)) == state


@given(STATES)
def test_a_copy_is_equal_and_its_own(state: State) -> None:
    """Changing the copy does not change the state."""
    before = dumps(state)
    other = copy(state)
    assert other == state
    other.slots["x"] = "y"
    other.stack.append(["a", "b"])
    other.alarms.append("c")
    assert dumps(state) == before


def test_an_empty_state_is_small() -> None:
    """Empty fields are left out."""
    assert dumps(State()) == '{"v":1}'


def test_all_fields_are_written() -> None:
    """A field that is added to State must be added to what is written."""
    assert set(FIELDS) == set(State.__slots__)


def test_an_old_state_is_upgraded_step_by_step() -> None:
    """Each upgrade makes the next version; they are run one after another."""
    upgrades = {
        1: lambda tree: {**tree, "flow": tree["flow"].removeprefix("old_")},
        2: lambda tree: {**tree, "step": "renamed"},
    }
    old = json.dumps({"v": 1, "flow": "old_hello", "step": "who"})
    assert loads(old, upgrades, version=3) == State(flow="hello", step="renamed")


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", "nonsense", '{"v":0}', f'{{"v":{VERSION + 1}}}', '{"v":1,"name":"x"}', '{"v":"1"}', "7"],
)
def test_what_is_no_state_is_refused(text: str) -> None:
    """The error says what, and never repeats the text."""
    with pytest.raises(StateError, match="not a state of version"):
        loads(text)
