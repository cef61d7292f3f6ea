"""Problems in content, told to whoever wrote it: where it stands, what is wrong, and the nearest right word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

Path = tuple[str | int, ...]
"""The way to a value in a file: `("steps", "age", "choose", 1, "goto")`."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong at one place. Sorts by file, line and column."""

    file: str
    """Relative to the content folder, with forward slashes."""
    line: int
    column: int
    where: str
    """The way to the value: `steps.age.choose[1].goto`; empty for the file as a whole."""
    text: str

    def __str__(self) -> str:
        where = f" {self.where}" if self.where else ""
        return f"{self.file}:{self.line}:{self.column}{where}: {self.text}"


class ContentError(Exception):
    """The content cannot be used. `problems` says why, sorted, all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


def spell(path: Sequence[str | int]) -> str:
    """Write a path as people read it: `steps.age.choose[1].goto`."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'half'?)` for the nearest known word, or nothing when none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean '{near[0]}'?)" if near else ""


def no_such(what: str, word: str, known: Iterable[str]) -> str:
    """`no such step 'alf' (did you mean 'half'?)`."""
    return f"no such {what} '{word}'{did_you_mean(word, known)}"
