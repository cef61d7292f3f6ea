"""Letters of a language that people type for one another, such as Cyrillic and Latin ones: all become the same.

The table stands in `locales/<code>/phrases.yaml` under `sounds`, so that Ukrainian or Bulgarian in Latin letters needs
no tables of its own. A digit counts as a letter only beside one: '4ovek' has it, '4' has not.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from bot.understanding.normalise import without_runs

_BESIDE_LETTER = r"(?:(?<=[^\W\d])(?:{0})|(?:{0})(?=[^\W\d]))"

Step = tuple[re.Pattern[str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Sounds:
    """The replacements, in order."""

    steps: tuple[Step, ...] = ()

    def spell(self, folded: str) -> str:
        """The folded text with one spelling for each sound; runs of a letter become one letter."""
        if not self.steps:
            return folded
        return without_runs(reduce(_replace, self.steps, folded))


SILENT = Sounds()
"""No replacements."""


def sounds(rows: Sequence[Sequence[str]]) -> Sounds:
    """Read the rows of a table: in each the first is what the others become. Neighbours without overlap go together."""
    steps: list[dict[str, str]] = []
    for first, *others in rows:
        row = dict.fromkeys(others, first)
        if steps and not _touch(steps[-1], row):
            steps[-1].update(row)
        else:
            steps.append(row)
    return Sounds(tuple((_pattern(step), step) for step in steps))


def _touch(before: Mapping[str, str], row: Mapping[str, str]) -> bool:
    """True when a row must wait for those before it: it reads letters that they write or read."""
    used = set("".join(before)) | set("".join(before.values()))
    return not used.isdisjoint("".join(row))


def _pattern(step: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(step, key=lambda letters: (-len(letters), letters))
    parts = (_BESIDE_LETTER.format(re.escape(it)) if it.isdecimal() else re.escape(it) for it in longest_first)
    return re.compile("|".join(parts))


def _replace(text: str, step: Step) -> str:
    pattern, spelling = step
    return pattern.sub(lambda match: spelling[match[0]], text)
