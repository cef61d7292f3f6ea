"""The wheel is whole: installed elsewhere, without the tools of development, it checks its content and chats.

It installs from the wheels that `make` kept beside the virtual environment, or, where there are none, from the
registry that pip is set up with.
"""

import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT

KEPT = Path(sys.prefix) / "wheels"
FOLDERS = ("dialogues", "knowledge", "locales")

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Installed:
    """A virtual environment that holds the wheel and what it needs, and an empty folder to work in."""

    wheel: Path
    bin: Path
    work: Path

    def run(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run `thuiswijzer` in the empty folder."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
        return subprocess.run(
            [self.bin / "thuiswijzer", *arguments],
            cwd=self.work,
            env={**clean, "PYTHONUTF8": "1"},
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )


def pip(python: Path, *arguments: str) -> None:
    """Let this environment's pip install into another."""
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel without a network and install it in a clean environment."""
    top = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(top / "dist"), str(ROOT)]
    ran = subprocess.run(build, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (wheel,) = (top / "dist").glob("*.whl")

    venv.create(top / "venv", with_pip=False)
    python = top / "venv" / "bin" / "python"
    offline = ["--no-index", "--find-links", str(KEPT)] if KEPT.is_dir() else []
    pip(python, *offline, "--require-hashes", "--requirement", str(ROOT / "requirements" / "run.txt"))
    pip(python, "--no-index", "--no-deps", str(wheel))
    work = top / "elsewhere"
    work.mkdir()
    return Installed(wheel, python.parent, work)


def test_the_wheel_carries_all_content_and_nothing_else(installed: Installed) -> None:
    """Every file of dialogues/, knowledge/ and locales/ is in the wheel; tests and benches are not."""
    names = set(ZipFile(installed.wheel).namelist())
    content = {
        f"bot/_content/{path.relative_to(ROOT).as_posix()}"
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.yaml")
    }
    assert content - names == set()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"bot"}
    assert [name for name in names if name.endswith("/LICENSE")]


def test_the_installed_content_has_no_problems(installed: Installed) -> None:
    """`thuiswijzer check` finds its content when installed, and finds it right."""
    ran = installed.run("check")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_installed_program_chats_to_an_offer(installed: Installed) -> None:
    """One conversation in a pipe reaches an offer with its source, and ends when the input ends."""
    ran = installed.run("chat", typed="ik heb schulden\nouder\nschulden\n")
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "Bron: " in ran.stdout


def test_a_content_folder_that_is_not_there_is_told_in_one_line(installed: Installed) -> None:
    """`--content` with a folder that does not exist gives one clear line, not a traceback."""
    ran = installed.run("check", "--content", "/nowhere")
    said = (ran.stdout + ran.stderr).strip().splitlines()
    assert ran.returncode in (1, 2)
    assert "Traceback" not in ran.stdout + ran.stderr
    assert len([line for line in said if "/nowhere" in line]) == 1
    assert len(said) <= 4


def test_the_installed_program_needs_no_tools_of_development(installed: Installed) -> None:
    """Nothing of the development lock is in that environment, so nothing of it is needed."""
    site = next((installed.bin.parent / "lib").glob("python*/site-packages"))
    packages = {path.name.split("-")[0].lower() for path in site.glob("*.dist-info")}
    assert packages & {"pytest", "hypothesis", "mypy", "ruff", "hatchling"} == set()  # pip comes with sqlite-utils
