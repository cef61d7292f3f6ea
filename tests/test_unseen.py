"""Messages that no table was written after: how well people are understood whom nobody thought of.

`tests/unseen/<code>.jsonl` was written by writers who had not seen the tables, hard on purpose; the tables are not
mended on them. The figures stand in `docs/safety.md`; the least ones here keep a change from making a language worse.
"""

import json
from functools import cache

import pytest

from bot.content.languages import examples_of, phrase_table
from bot.measure import Tally, tallies
from tests.conftest import ROOT
from tests.test_languages import everybody, reader

CODES = sorted(path.stem for path in (ROOT / "tests" / "unseen").glob("*.jsonl"))
LEAST = {
    "nl": (0.89, 0.85, 0.89), "en": (0.86, 0.83, 0.84), "tr": (0.92, 0.86, 0.85), "ar": (0.82, 0.72, 0.8),
    "pl": (0.89, 0.77, 0.86), "uk": (0.85, 0.8, 0.8), "ro": (0.87, 0.84, 0.83),
    "bg": (0.84, 0.82, 0.93), "fa": (0.85, 0.7, 0.92), "es": (0.84, 0.88, 0.92), "so": (0.78, 0.66, 0.6),
    "ti": (0.6, 0.42, 0.82), "pap": (0.63, 0.42, 0.68),
}  # fmt: skip
"""Danger found, emergencies called so, needs right first."""
MOST_FALSE = 0.19
"""Of harmless messages that are meant to sound like danger."""


@cache
def tally(code: str) -> Tally:
    """What comes of the messages of a language."""
    return tallies(everybody(), "nl", ROOT / "tests" / "unseen" / f"{code}.jsonl")[code]


def share(code: str, part: str, whole: str) -> float:
    """One figure."""
    return tally(code).count[part] / tally(code).count[whole]


@pytest.mark.parametrize("code", CODES)
def test_unseen_messages_are_understood(code: str) -> None:
    """Danger, emergencies, needs, and the language itself."""
    found, emergencies, needs = LEAST[code]
    assert share(code, "found", "serious") >= found
    assert share(code, "emergency right", "emergency") >= emergencies
    assert share(code, "need first", "need") >= needs
    assert share(code, "language right", "messages") >= 0.9


@pytest.mark.parametrize("code", CODES)
def test_unseen_harmless_messages_raise_few_alarms(code: str) -> None:
    """Those that were made to sound like danger."""
    assert share(code, "false in harmless", "harmless") <= MOST_FALSE


@pytest.mark.parametrize("code", CODES)
def test_unseen_messages_stand_in_no_table(code: str) -> None:
    """Or they would prove nothing."""
    fold = reader(code).speller.fold
    written = {fold(text) for text in examples_of(ROOT, code).all}
    written |= {fold(text) for ways in phrase_table(ROOT, code).needs.values() for text in ways}
    lines = (ROOT / "tests" / "unseen" / f"{code}.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 140
    assert [line for line in lines if fold(json.loads(line)["text"]) in written] == []
