"""Which lines come when somebody may be in danger."""

import pytest

from bot.core.helplines import helplines
from bot.core.matching import Answers
from bot.core.offer import Offer
from tests.toys import NOW, Always, Daytime, library, offer

LINES = (
    offer("always", also_alarms=("suicide", "child_abuse", "neglect"), free="yes", anonymous="yes"),
    offer(
        "kids", alarms=("suicide", "child_abuse"), free="yes", roles=("child", "youth"), minimum_age=8, maximum_age=18
    ),
    offer("desk", also_alarms=("child_abuse", "neglect"), kind="access"),
    offer("special", alarms=("suicide",)),
    offer("course", needs=("money",), kind="course"),
)
SCHEDULES = {"town/always": Always(), "town/kids": Daytime(), "town/special": Daytime()}
NIGHT = NOW.replace(hour=23)


def lines(alarm: str, answers: Answers, hour: int = 10, limit: int = 4, offers: tuple[Offer, ...] = LINES) -> list[str]:
    """What is shown at an hour, without the town's name."""
    content = library(offers=offers, schedules=SCHEDULES)
    found = helplines(content, alarm, answers, NOW.replace(hour=hour), limit)
    return [match.offer.removeprefix("town/") for match in found]


def test_only_lines_for_that_alarm() -> None:
    """`any` takes them all; nothing that is no helpline."""
    assert set(lines("neglect", Answers(role="parent"))) == {"always", "desk"}
    assert set(lines("any", Answers(role="parent"))) == {"always", "special", "desk"}


def test_a_child_gets_a_line_for_children_first() -> None:
    """While it is open."""
    assert lines("suicide", Answers(role="child"))[0] == "kids"
    assert lines("suicide", Answers(role="youth", age="12_15"))[0] == "kids"


def test_a_line_that_is_closed_now_is_not_put_first() -> None:
    """Also not the best one."""
    assert lines("suicide", Answers(role="child"), hour=23)[0] == "always"


def test_a_line_for_one_thing_goes_before_a_line_for_all() -> None:
    """While both are open; `alarms` before `also_alarms`."""
    assert lines("suicide", Answers(role="parent"))[0] == "special"


@pytest.mark.parametrize("limit", [1, 2, 4])
@pytest.mark.parametrize("hour", range(24))
def test_one_line_is_free_and_open_day_and_night(hour: int, limit: int) -> None:
    """Whatever else is better at that hour."""
    assert "always" in lines("suicide", Answers(role="youth", age="16_17"), hour, limit)


def test_where_no_line_is_always_there_the_best_are_shown() -> None:
    """Better than nothing; `bot check` tells the author."""
    assert lines("suicide", Answers(role="child"), offers=LINES[1:4]) == ["kids", "special"]


def test_reasons_tell_when_and_what_it_costs() -> None:
    """In ids; the words are content."""
    content = library(offers=LINES, schedules=SCHEDULES)
    found = {m.offer: [r.code for r in m.reasons] for m in helplines(content, "suicide", Answers(), NOW)}
    assert found["town/always"] == ["helpline", "always_open", "free", "anonymous"]
    assert found["town/special"] == ["helpline", "open_now"]
