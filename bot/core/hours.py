"""Open now, and until when; or else when it opens.

A schedule is whatever answers the two questions of `Schedule`: `bot.content.opening` makes one out of a rule, a test
writes one by hand. Why so: the core stays free of imports and of the clock. It knows no holidays and no time zones,
and it tells nothing in words.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

MAX_CHANGES = 50
"""How many changes are looked at: some of them (open, but a note ended) are no change of open."""


class Schedule(Protocol):
    """Opening hours. Times without a zone are those of the place itself."""

    def is_open(self, time: datetime) -> bool:
        """True when somebody is there at `time`."""
        ...

    def next_change(self, time: datetime) -> datetime | None:
        """The first moment after `time` at which something changes; None when nothing does within a year."""
        ...


@dataclass(frozen=True, slots=True)
class Opening:
    """What can be told about opening hours at one moment."""

    open: bool
    always: bool
    """Open, and no closing is known within a year."""
    changes: datetime | None
    """When open: until when. When closed: when it opens, or None when no opening is known within a year."""


def opening(schedule: Schedule, now: datetime) -> Opening:
    """Tell whether `schedule` is open `now`, and until or from when."""
    is_open = schedule.is_open(now)
    changes = schedule.next_change(now)
    for _ in range(MAX_CHANGES):
        if changes is None or schedule.is_open(changes) != is_open:
            break
        changes = schedule.next_change(changes)
    return Opening(is_open, is_open and changes is None, changes)
