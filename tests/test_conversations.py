"""Every conversation case of `tests/conversations/` is a test, and together they take every exit of every step."""

from functools import cache
from pathlib import Path

import pytest

from bot.cases import Case, CaseFile, Exit, exits, play, run
from bot.content.decode import decode
from bot.content.yamlio import parse
from tests.conftest import ROOT
from tests.content_under_test import app

FOLDER = ROOT / "tests" / "conversations"


@cache
def cases() -> dict[str, Case]:
    """File and name -> case."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in decode(parse(path.read_bytes(), path.name), CaseFile).cases:
            found[f"{path.stem}: {case.name}"] = case
    return found


@pytest.mark.parametrize("name", cases())
def test_a_conversation_goes_as_its_case_says(name: str) -> None:
    """The case's own name is the behaviour."""
    assert list(play(app().parts, cases()[name], set())) == []


def test_every_exit_of_every_step_is_taken_by_some_case() -> None:
    """Each choice, `unsaid` at each question, each branch, found and nothing found."""
    taken: set[Exit] = set()
    for case in cases().values():
        list(play(app().parts, case, taken))
    assert exits(app().library) - taken == set()


def test_every_flow_has_its_case_file() -> None:
    """A flow that is added comes with its cases, under the same name."""
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(app().library.flows)


def write(folder: Path, *lines: str) -> list[str]:
    """Run one case file that holds these lines; only its own failures."""
    (folder / "x.yaml").write_text("flow: start\ncases:\n" + "\n".join(f"  {line}" for line in lines) + "\n")
    return [failure for failure in run(app().parts, folder).failures if "no case takes" not in failure]


def test_an_exit_that_no_case_takes_is_a_failure(tmp_path: Path) -> None:
    """The runner names the file, the step and the exit."""
    (tmp_path / "x.yaml").write_text("flow: start\ncases:\n  - {name: Only the start, path: [parent]}\n")
    result = run(app().parts, tmp_path)
    assert result.passed == 1
    assert "dialogues/start.yaml steps.who: no case takes the exit 'youth'" in result.failures
    assert not any(failure.endswith("steps.who: no case takes the exit 'parent'") for failure in result.failures)


@pytest.mark.parametrize(
    ("expectation", "problem"),
    [
        ("at: start.nowhere", "expected to be at start.nowhere, is at parent.phase"),
        ("says: Tot ziens", "expected to say 'Tot ziens', says ["),
        ("offers: [helmond/bor]", "expected offers ['helmond/bor'], shows []"),
        ("offers_include: [helmond/bor]", "expected among the offers ['helmond/bor'], shows []"),
        ("alarms: [suicide]", "expected alarms ['suicide'], raised []"),
        ("ended: true", "expected an end"),
    ],
)
def test_what_goes_otherwise_is_told(tmp_path: Path, expectation: str, problem: str) -> None:
    """With the file, the line, the name of the case and the turn."""
    (failure,) = write(tmp_path, f"- {{name: Story, path: [parent], {expectation}}}")
    assert failure.startswith(f"{tmp_path.name}/x.yaml:3 Story: turn 2: {problem}")


@pytest.mark.parametrize(
    ("turn", "problem"),
    [
        ("{}", "expected one of start, press, type, command, timeout, understood"),
        ("{press: a, type: b}", "expected one of start"),
        ("{press: paren}", "'paren' is no choice at start.who (did you mean 'parent'?); there are: parent, youth"),
    ],
)
def test_a_mistake_in_a_case_is_told(tmp_path: Path, turn: str, problem: str) -> None:
    """A button that is not there is a mistake of the author, unless it is meant to be an old one."""
    (failure,) = write(tmp_path, "- name: Story", "  turns:", "    - {start: ''}", f"    - {turn}")
    assert f"turn 2: {problem}" in failure


def test_a_case_file_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    """Strictly read, like all content."""
    (failure,) = write(tmp_path, "- {name: Story, paht: [parent]}")
    assert "x.yaml:3" in failure
    assert "unknown key 'paht' (did you mean 'path'?)" in failure


def test_every_kind_of_input_can_be_a_turn(tmp_path: Path) -> None:
    """Pressed, typed, understood, commanded, an old button, and silence."""
    assert (
        write(
            tmp_path,
            "- name: Story",
            "  now: 2026-12-25T23:00",
            "  pack: zwolle",
            "  turns:",
            "    - {start: role-youth, at: youth.age}",
            "    - {press: 'old:x', at: youth.age, says: eerdere vraag}",
            "    - {type: '14', at: youth.need}",
            "    - {understood: {need: privacy_question}}",
            "    - {command: back}",
            "    - {timeout: true, ended: true}",
        )
        == []
    )
