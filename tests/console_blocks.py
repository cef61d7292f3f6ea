"""Commands in the documentation and what they truly print.

A ```console block holds lines `$ command`, each followed by its output. `run` runs one of our own commands as a reader
would, in a folder that holds the content; `python tests/console_blocks.py FILE...` (`make docs`) writes the true
output back. A line `...` in the output stands for any lines, and stays where the lines beside it stay. Commands of
other programs (make, git) are not run.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```")
OURS = re.compile(r"(?:^|[|&;]\s*)(?:thuiswijzer|python -m bot)\b")
SECONDS = 60


@dataclass(frozen=True)
class Command:
    """One `$ ` line and the output that stands under it."""

    file: str
    line: int
    command: str
    output: str

    @property
    def ours(self) -> bool:
        """True for a command of this project."""
        return bool(OURS.search(self.command))

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.command}"


def commands(path: Path) -> Iterator[Command]:
    """All commands in the console blocks of one page."""
    text = path.read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        first = text.count("\n", 0, block.start(1)) + 1
        yield from _split(path.name, first, block[1])


def _split(file: str, first: int, block: str) -> Iterator[Command]:
    starts = [number for number, line in enumerate(block.splitlines()) if line.startswith("$ ")]
    lines = block.splitlines()
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        output = "\n".join(lines[start + 1 : end]).strip("\n")
        yield Command(file, first + start, lines[start].removeprefix("$ "), output)


@cache
def run(command: str) -> tuple[int, str]:
    """Exit code and output of one command line, in a fresh folder with links to the content."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "work"
        programs = Path(folder) / "bin"
        work.mkdir()
        programs.mkdir()
        for name in ("dialogues", "knowledge", "locales", "tests"):
            (work / name).symlink_to(ROOT / name)
        python = shlex.quote(sys.executable)
        for name, line in {"thuiswijzer": f"{python} -m bot", "python": python}.items():
            (programs / name).write_text(f'#!/bin/sh\nexec {line} "$@"\n', encoding="utf-8")
            (programs / name).chmod(0o755)
        environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "88",
            "NO_COLOR": "1",
        }
        ran = subprocess.run(
            ["bash", "-c", command],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
        )
        output = ran.stdout.decode("utf-8")
        return ran.returncode, "\n".join(line.rstrip() for line in output.splitlines()).strip("\n")


def same(expected: str, actual: str) -> bool:
    """Whether the output is the expected one, in which a line `...` stands for any lines."""
    parts = [re.escape(part) for part in re.split(r"(?m)^\.\.\.$\n?", expected)]
    return re.fullmatch("(?s:.*)".join(parts), actual) is not None or not expected


def rewrite(path: Path) -> bool:
    """Write the true output into one page. Says whether the page changed."""
    text = path.read_text(encoding="utf-8")
    new = BLOCK.sub(lambda block: f"```console\n{_renew(path, block[1])}```", text)
    path.write_text(new, encoding="utf-8")
    return new != text


def _renew(path: Path, block: str) -> str:
    out = ""
    for found in _split(path.name, 1, block):
        output = found.output
        if found.ours and output:
            output = cut(output, run(found.command)[1])
        out += f"$ {found.command}\n" + (f"{output}\n" if output else "")
    return out


def cut(shown: str, actual: str) -> str:
    """The actual output, with `...` where the shown one has it, as long as the lines beside it are still there."""
    lines = actual.splitlines()
    parts = re.split(r"(?m)^\.\.\.$\n?", shown)
    out: list[str] = []
    at = 0
    for number, part in enumerate(parts):
        if number:
            out.append("...")
        kept = [line for line in part.splitlines() if line and line in lines[at:]]
        if not kept and part:
            return actual
        if not kept:
            continue
        at = lines.index(kept[0], at)
        end = lines.index(kept[-1], at + (len(kept) > 1)) + 1
        end = len(lines) if number == len(parts) - 1 else end
        out += lines[at:end]
        at = end
    return "\n".join(out)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(f"{name}: {'renewed' if rewrite(Path(name)) else 'as it was'}")
