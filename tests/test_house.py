"""The house rules that no linter knows: small files, no drawer for odds and ends, no municipality in the code."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

CODE = sorted((ROOT / "bot").glob("**/*.py"))
TESTS = sorted((ROOT / "tests").glob("**/test_*.py"))
MOST_LINES = 400
NO_NAMES = {"utils", "util", "helpers", "misc", "common_utils", "base_utils"}
PHONE_NUMBER = re.compile(
    r"(?<![\w.+-])(?:\+31[\d -]{8,}\d|0[89]00[ -/]?\d{2,}|0\d{1,3}[ -]\d{3}[ -]?\d{2}[\d -]*\d|14 ?0\d{2,3})(?!\w)"
)
SHORT_NUMBER = re.compile(r"(?i)(?:bel|call|tel\.?|phone)\s+(?:112|113|\d{3,})")


def name(path: Path) -> str:
    """A path as people write it."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CODE, ids=name)
def test_a_file_stays_small(path: Path) -> None:
    """No file of the code is longer than 400 lines: a file that grows is two things."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    """A file is called after what it does: `utils` says nothing, so everything ends up in it."""
    assert [name(path) for path in CODE if path.stem in NO_NAMES] == []


@pytest.mark.parametrize("path", CODE, ids=name)
def test_the_code_knows_no_municipality_and_no_number_to_call(path: Path) -> None:
    """Places and numbers are content: the same code serves another municipality on its own folder."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"(?i)helmond", text) == []
    assert PHONE_NUMBER.findall(text) == []
    assert SHORT_NUMBER.findall(text) == []


@pytest.mark.parametrize(
    "number", ["14 0492", "140492", "0800-0432", "0900 1234", "0492-587777", "+31 492 587 777", "040 123 45 67"]
)
def test_numbers_to_call_are_recognised(number: str) -> None:
    """The check above does see the ways in which a number is written."""
    assert PHONE_NUMBER.search(f"bel {number}.")


@pytest.mark.parametrize("text", ["2026-11-23", "09:00-12:00", "line 400", "0.1.0", "0492"])
def test_other_numbers_are_no_numbers_to_call(text: str) -> None:
    """Dates, times and versions may stand in the code."""
    assert PHONE_NUMBER.search(text) is None


@pytest.mark.parametrize("path", [path for path in CODE if path.name != "__main__.py"], ids=name)
def test_every_module_introduces_itself(path: Path) -> None:
    """Every module of the code opens with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_every_test_is_a_sentence(path: Path) -> None:
    """Every test says in its docstring what behaviour it holds."""
    silent = [
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


@pytest.mark.slow
def test_imports_go_one_way() -> None:
    """The layers and the one place of each third-party package hold (pyproject.toml, `tool.importlinter`)."""
    run = "import sys; from importlinter.cli import lint_imports_command as main; sys.exit(main())"
    ran = subprocess.run(
        [sys.executable, "-c", run, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_lock_files_name_no_registry_and_no_machine() -> None:
    """The lock files hold names, versions and hashes; where packages come from is the machine's own setting."""
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index-url" not in text
        assert "--find-links" not in text
        pins = re.findall(r"(?m)^[a-z0-9-]+==\S+", text)
        assert len(pins) == len(re.findall(r"(?m)^[a-z0-9-]+==[^\\]*\\\n    --hash=sha256:", text))


def test_what_runs_is_locked_alike_everywhere() -> None:
    """A package has one version in all lock files, and the development lock holds all that runs."""
    pins = {
        path.stem: dict(re.findall(r"(?m)^([a-z0-9-]+)==(\S+)", path.read_text(encoding="utf-8")))
        for path in (ROOT / "requirements").glob("*.txt")
    }
    assert pins["run"].items() <= pins["dev"].items()
    assert pins["run"].items() <= pins["bench"].items()
