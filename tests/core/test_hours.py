"""Open now and next opening, on schedules written by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.core.hours import MAX_CHANGES, Opening, opening

NOON = datetime(2026, 11, 23, 12)


@dataclass(frozen=True)
class Table:
    """A schedule out of moments: from each moment on it is open, or not."""

    moments: tuple[tuple[datetime, bool], ...]

    def is_open(self, time: datetime) -> bool:
        """What the last moment at or before `time` says; closed before the first."""
        return next((state for moment, state in reversed(self.moments) if moment <= time), False)

    def next_change(self, time: datetime) -> datetime | None:
        """The first moment after `time`, whether or not it changes anything."""
        return next((moment for moment, _ in self.moments if moment > time), None)


def hour(number: int, *, day: int = 23) -> datetime:
    """A whole hour in November 2026."""
    return datetime(2026, 11, day, number)


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        pytest.param([], Opening(open=False, always=False, changes=None), id="never open"),
        pytest.param([(hour(0), True)], Opening(open=True, always=True, changes=None), id="always open"),
        pytest.param(
            [(hour(9), True), (hour(17), False)],
            Opening(open=True, always=False, changes=hour(17)),
            id="open until five",
        ),
        pytest.param(
            [(hour(13), True), (hour(17), False)],
            Opening(open=False, always=False, changes=hour(13)),
            id="opens at one",
        ),
        pytest.param(
            [(hour(9), True), (hour(12), False)],
            Opening(open=False, always=False, changes=None),
            id="closed at the very minute that it closes, and not known to open again",
        ),
        pytest.param(
            [(hour(12), True), (hour(13), False)],
            Opening(open=True, always=False, changes=hour(13)),
            id="open at the very minute that it opens",
        ),
        pytest.param(
            [(hour(9), True), (hour(14), True), (hour(17), False)],
            Opening(open=True, always=False, changes=hour(17)),
            id="a change that is none is passed over while open",
        ),
        pytest.param(
            [(hour(9), False), (hour(14), False), (hour(9, day=24), True)],
            Opening(open=False, always=False, changes=hour(9, day=24)),
            id="a change that is none is passed over while closed",
        ),
    ],
)
def test_opening(moments: list[tuple[datetime, bool]], expected: Opening) -> None:
    """At noon, the state and the first moment at which it becomes the other one are told."""
    assert opening(Table(tuple(moments)), NOON) == expected


def test_endless_changes_that_are_none_come_to_an_end() -> None:
    """A schedule that changes all the time without opening is given up on, not followed for ever."""
    asked: list[datetime] = []

    class Restless:
        """Closed always, and something else changes every minute."""

        def is_open(self, time: datetime) -> bool:
            """Never again since 2000."""
            return time.year < 2000

        def next_change(self, time: datetime) -> datetime:
            """In a minute."""
            asked.append(time)
            return time + timedelta(minutes=1)

    assert opening(Restless(), NOON).open is False
    assert len(asked) == MAX_CHANGES + 1
