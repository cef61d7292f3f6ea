"""The benches run and print what they should; how fast anything was is not tested."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

PEERS = ("telegram", "transitions", "rivescript")
MISSING = [name for name in PEERS if find_spec(name) is None]


def run(root: Path, script: str, *arguments: str) -> list[str]:
    """Run a bench; the lines that it prints."""
    command = [sys.executable, str(root / "bench" / script), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    result = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.skipif(
    bool(MISSING) and "CI" not in os.environ,
    reason=f"`make bench` installs what is compared: no {', '.join(MISSING)} here",
)
def test_engines_side_by_side(root: Path) -> None:
    """One row an engine, with turns a second, a ratio against ours and bytes of state; then how far the aim is."""
    about, _, *rows = run(root, "engine.py", "--rounds", "1", "--seconds", "0.001")
    assert about.startswith("8 turns: start > ")
    table = [re.fullmatch(r"(.+?)  +[\d,]+ +([\d.]+) x +(\d+)", row) for row in rows[:-2]]
    found = {row[1]: (float(row[2]), int(row[3])) for row in table if row}
    assert list(found) == [
        "thuiswijzer, same replies",
        "thuiswijzer, real content",
        "transitions",
        "rivescript",
        "ConversationHandler, dispatch",
        "ConversationHandler, whole turn",
    ]
    assert found["thuiswijzer, same replies"][0] == 1
    assert all(re.search(r"\(aim: 5\), .+ \(aim: 1\)$", row) for row in rows[-2:])
    assert found["thuiswijzer, real content"][1] < 600  # a size, unlike a time, is the same on every machine


@pytest.mark.slow
def test_loading_beside_a_reference(root: Path) -> None:
    """Loading and importing stand beside something well known, each with its aim."""
    lines = run(root, "load.py", "--rounds", "1")
    assert re.fullmatch(r"\d+ files of content", lines[0])
    names = [row[1] for line in lines if (row := re.fullmatch(r"(.+?)  +[\d.]+ +[\d.]+ x", line))]
    assert names == [
        "all content, read and checked in shape",
        "the same files by yaml.safe_load",
        "the same files by yaml.CSafeLoader",
        "import bot.cli",
        "import click",
        "Python that does nothing",
    ]
    assert [line.rpartition(" (")[2] for line in lines if "aim" in line] == ["aim: under 0.5 s)", "aim: under 0.3 s)"]
