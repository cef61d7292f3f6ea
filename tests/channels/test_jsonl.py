"""The programs that others drive: one JSON line in, one JSON line out."""

import json
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from bot.channels import jsonl
from bot.channels.driver import Driver
from tests.content_under_test import app

TURN_KEYS = {"flow", "step", "say", "choices", "offers", "alarms", "helplines", "language", "ended"}


def driver() -> Driver:
    """A new conversation in the real content."""
    return Driver(app().parts)


def chat(*lines: object) -> list[dict[str, Any]]:
    """The answers to lines that are given as objects or as text."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return [json.loads(answer) for answer in jsonl.chat(driver(), texts)]


def recommend(**line: object) -> dict[str, Any]:
    """The answer to one line of answers."""
    (answer,) = jsonl.recommendations(driver(), [json.dumps(line)])
    return dict(json.loads(answer))


def test_a_conversation_line_by_line() -> None:
    """From the start to an offer, in exactly the documented fields."""
    answers = chat(
        {"start": ""}, {"press": "parent"}, {"press": "deciding"}, {"type": "ik heb schulden"}, {"press": "debts"}
    )
    assert all(set(answer) == TURN_KEYS for answer in answers)
    assert (answers[0]["flow"], answers[0]["step"]) == ("start", "who")
    assert {"id": "parent", "label": "Ouder"} in answers[0]["choices"]
    assert answers[-1]["offers"][0]["id"] == "helmond/schuldhulp"
    assert answers[-1]["offers"][0]["reasons"]
    assert answers[-1]["language"] == "nl"


def test_helplines_are_told_apart() -> None:
    """`help` gives offers that are helplines."""
    answer = chat({"start": None}, {"command": "help"})[-1]
    assert "nederland/113" in answer["helplines"] or "nederland/veiligthuis" in answer["helplines"]


@pytest.mark.parametrize("command", ["wis", "/wis", "erase"])
def test_erase_ends(command: str) -> None:
    """And the next line starts anew."""
    answers = chat({"start": ""}, {"press": "parent"}, {"command": command}, {"type": "hallo"})
    assert (answers[2]["ended"], answers[2]["choices"]) == (True, [])
    assert answers[3]["flow"] == "start"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("nonsense", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a JSON object"),
        ("{}", "expected one of start, type, press, command, timeout"),
        ('{"type": "a", "press": "b"}', "expected one of start, type, press, command, timeout"),
        ('{"type": 1}', "type: expected text"),
        ('{"press": "a", "at": 1}', "press: expected text"),
        ('{"type": "a", "colour": "red"}', "1 unknown keys; known: start, type, press, at, command, timeout, now"),
        ('{"type": "a", "now": "soon"}', "now: expected an ISO time, such as 2026-11-23T10:00"),
        ('{"type": "a", "now": 7}', "now: expected an ISO time, such as 2026-11-23T10:00"),
    ],
)
def test_a_bad_line_is_answered_and_the_run_goes_on(line: str, error: str) -> None:
    """Without losing the place and without repeating what was sent."""
    answers = chat({"start": ""}, line, {"press": "parent"})
    assert answers[1] == {"error": error}
    assert answers[2]["flow"] == "parent"


def test_empty_lines_are_passed_over() -> None:
    """A file may end in one."""
    assert len(chat({"start": ""}, "", "  \n")) == 1


def test_silence_and_moments_can_be_given() -> None:
    """`timeout` forgets; `now` is the time that opening hours are told for."""
    answers = chat({"start": ""}, {"timeout": True})
    assert answers[1]["ended"]
    night = chat({"start": "", "now": "2026-11-23T03:00:00"}, {"command": "help", "now": "2026-11-23T03:00:00Z"})
    assert "nederland/kindertelefoon" not in night[1]["helplines"][:1]


def test_an_old_button_can_name_its_question() -> None:
    """`at` tells which question a button belongs to."""
    answers = chat({"start": ""}, {"press": "parent", "at": "start.who"}, {"press": "parent", "at": "start.who"})
    assert "eerdere vraag" in answers[2]["say"][0]


def test_recommend_ranks_with_scores_reasons_and_freshness() -> None:
    """In exactly the documented fields."""
    answer = recommend(id="1", role="parent", need="legal", pack="helmond", now="2026-11-23T10:00")
    assert answer["id"] == "1"
    assert all(set(offer) == {"id", "score", "reasons", "freshness"} for offer in answer["offers"])
    assert "helmond/spreekuur" in [offer["id"] for offer in answer["offers"][:3]]


def test_recommend_serves_any_pack() -> None:
    """Each with its own offers and the national ones."""
    packs = {
        offer["id"].split("/")[0]
        for offer in recommend(role="parent", need="considering_separation", pack="zwolle")["offers"]
    }
    assert "zwolle" in packs
    assert packs <= {"zwolle", "nederland"}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ({"role": "king"}, "role: no such value"),
        ({"age": "99"}, "age: no such value"),
        ({"need": 7}, "need: expected text"),
        ({"pack": "atlantis"}, "pack: no such pack"),
        ({"colour": "red"}, "1 unknown keys; known: age, area, id, need, now, offer_language, pack, phase, role"),
    ],
)
def test_recommend_refuses_what_it_does_not_know(line: dict[str, object], error: str) -> None:
    """By name, so that a typing mistake does not silently widen the search."""
    assert recommend(**line) == {"error": error}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["start", "type", "press", "command", "timeout", "now", "at", "role", "need", "pack", "age", "id"]
)


@given(st.lists(st.dictionaries(KEYS, JSON, max_size=3) | JSON, max_size=4), st.text(max_size=30))
@settings(deadline=None, max_examples=150)
def test_any_lines_are_answered(objects: list[object], text: str) -> None:
    """One answer for each line, never an exception."""
    lines = [json.dumps(one) for one in objects] + [text.replace("\n", " ")]
    full = [line for line in lines if line.strip()]
    assert len(list(jsonl.chat(driver(), lines))) == len(full)
    assert len(list(jsonl.recommendations(driver(), lines))) == len(full)
