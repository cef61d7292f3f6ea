"""docs/vocabulary.md and `bot.core.vocabulary` hold the same words: the page is for people, the module for the code."""

import re
from pathlib import Path

import pytest

from bot.core import vocabulary

PAGE = Path(__file__).parents[2] / "docs" / "vocabulary.md"
NEED_GROUPS = {
    "parents": vocabulary.PARENT_NEEDS,
    "youths and children": vocabulary.YOUTH_NEEDS,
    "professionals and network": vocabulary.HELPER_NEEDS,
    "about the assistant": vocabulary.ASSISTANT_NEEDS,
    "conversation": vocabulary.CONVERSATION_NEEDS,
}


def section(title: str) -> str:
    """The text under one `## ` heading of the page."""
    return PAGE.read_text(encoding="utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def ids(text: str) -> list[str]:
    """Everything between backticks, in order."""
    return re.findall(r"`([^`]+)`", text)


def slot_lines() -> dict[str, list[str]]:
    """Slot -> the values that its line on the page names."""
    found: dict[str, list[str]] = {}
    for part in re.split(r"(?m)^- |; (?=`area`)|; (?=`offer_language`)", section("Slots")):
        names = ids(part)
        if names:
            found[names[0]] = names[1:]
    return found


def test_the_page_names_the_slots_of_the_code() -> None:
    """Every slot stands on the page, and no other; `unsaid` is a value of every slot."""
    lines = slot_lines()
    assert set(lines) - {vocabulary.UNSAID} == set(vocabulary.SLOTS)
    assert vocabulary.UNSAID in lines


@pytest.mark.parametrize("slot", ["role", "age", "phase"])
def test_the_page_names_the_values_of_each_closed_slot(slot: str) -> None:
    """The values on the page are those of the code, in the same order."""
    values = [value for value in slot_lines()[slot] if value != vocabulary.UNSAID]
    assert tuple(values) == vocabulary.SLOT_VALUES[slot]


@pytest.mark.parametrize("group", NEED_GROUPS)
def test_the_page_names_the_needs_of_each_group(group: str) -> None:
    """Each group of needs on the page is that of the code, in the same order."""
    line = re.search(rf"(?ms)^{group}:(.*?)(?=^[a-z ]+:|\Z)", section("Needs"))
    assert line is not None
    assert tuple(ids(line[1])) == NEED_GROUPS[group]


def test_the_groups_are_all_needs() -> None:
    """No need of the code is outside the groups."""
    assert tuple(need for group in NEED_GROUPS.values() for need in group) == vocabulary.NEEDS


def test_the_page_names_the_alarms_and_severities() -> None:
    """The rows of the alarm table are the alarms of the code; the severities stand under it, the most severe first."""
    text = section("Alarms")
    rows = re.findall(r"(?m)^\| ([a-z_]+) \|", text)
    severities = re.findall(r"`(\w+)`", text.partition("Severity:")[2])
    assert tuple(row for row in rows if row != "label") == vocabulary.ALARMS
    assert tuple(severities) == vocabulary.SEVERITIES
