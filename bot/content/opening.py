"""Opening hours: from a rule in OpenStreetMap `opening_hours` syntax to a `bot.core.hours.Schedule`.

Reading is done by opening-hours-py (a third-party package, used only here), which knows the public holidays. What it
would answer wrongly is refused here, because a wrong "nu open" sends somebody to a closed door:

- `SH`: the package takes Good Friday and 5 May for the Dutch school holidays. Write dates: `2026 Jul 13-Aug 21 off`.
- `"by appointment"`, `unknown`: the package says "open" where nobody knows. That belongs in `text`.
- `18:00+`: the package says "open until midnight".
- sun times: the package guesses, as it is told no place.
- `Feb 30`: the package takes a day that does not exist for every day.

Dutch public holidays (`PH`) are New Year, Easter, King's day, Ascension, Whitsun and Christmas. 5 May is not one of
them in any year: closed on it once in five years is `2025-2075/5 May 5 off`. In a list of dates each has its own
year (`2026 Nov 24,2026 Dec 8`): one without holds for every year.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours

from bot.core.hours import Schedule

HORIZON_DAYS = 400
"""How far ahead a change is looked for: a year, and some. Without a limit a search may take a second."""
LONG_AGO = datetime(2000, 1, 1)
LIFETIME_DAYS = 22_000
"""How long after LONG_AGO a rule must be open at some time: until 2060."""
SHOWN = 60
"""At most so many characters of a rule are repeated in a message."""

REFUSED = (
    (r'"', "a comment is not told to anybody: put it in `text`"),
    (r"(?i)\bunknown\b", "hours that are unknown are left out"),
    (r"(?i)\bSH\b", "school holidays are not in the calendar: write the dates, such as '2026 Jul 13-Aug 21 off'"),
    (r"(?i)\b(sunrise|sunset|dawn|dusk)\b", "times of the sun are not known here: write times such as 09:00"),
    (r"\d\+", "an end is needed: 'Mo 18:00-20:00', not 'Mo 18:00+'"),
)
"""What the package reads but answers wrongly: pattern, and what to do instead."""

HINTS = (
    (r"(?i)\b(ma|di|wo|do|vr|za|zo)\b", "days are written Mo Tu We Th Fr Sa Su"),
    (r"\d\.\d", "times are written with a colon: 09:00-17:00"),
    (r"[\u2013\u2014]", "from-to is written with a plain '-'"),
    (r"(?i)\d\s*uur|\d\s*[ap]m|(?<![\d:])\d{1,2}-\d{1,2}(?![\d:])", "times are written in full: 09:00-17:00"),
    (r"(?i)\btot\b|\bto\b|\bt/m\b", "from-to is written with a plain '-'"),
)
"""Usual mistakes in a rule that cannot be read: pattern, and the way it is written."""
USUAL = "examples: '24/7', 'Mo-Fr 09:00-12:00; PH off', 'Tu[1,3] 13:30-15:30'"

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATES = re.compile(rf"(?i)\b({'|'.join(MONTHS)})\s+(\d{{1,2}})\b(?!:)(?:\s*-\s*(\d{{1,2}})\b(?!:))?")
LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class ZonedHours:
    """A rule that was read, in the time zone of its place: the package itself refuses most aware times."""

    rule: OpeningHours
    zone: ZoneInfo

    def is_open(self, time: datetime) -> bool:
        """True when somebody is there at `time`."""
        return self.rule.is_open(self._local(time))

    def next_change(self, time: datetime) -> datetime | None:
        """The first change after `time`, in the time zone of the place."""
        return self.rule.next_change(self._local(time))

    def _local(self, time: datetime) -> datetime:
        """By way of UTC, because the package raises on an hour that a clock change skips."""
        here = time if time.tzinfo else time.replace(tzinfo=self.zone)
        try:
            return here.astimezone(UTC).astimezone(self.zone)
        except OverflowError:  # datetime.min, which stands for a moment that is not known
            return time.replace(tzinfo=None)


def parse_hours(rule: str, country: str, timezone: str) -> Schedule:
    """Read `rule`, with the public holidays of `country` (`NL`), for a place in `timezone` (`Europe/Amsterdam`).

    Raises:
        ValueError: in one line, when it cannot be read, or would be answered wrongly.
    """
    for pattern, instead in REFUSED:
        if re.search(pattern, rule):
            raise ValueError(f"opening hours {_short(rule)}: {instead}")
    for month, *days in DATES.findall(rule):
        _, last = calendar.monthrange(LEAP_YEAR, MONTHS.index(month.title()) + 1)
        if wrong := [day for day in days if day and not 1 <= int(day) <= last]:
            raise ValueError(f"opening hours {_short(rule)}: there is no {month} {wrong[0]}")
    zone = _zone(timezone)
    lifetime = _read(rule, zone, country, LIFETIME_DAYS)
    if not lifetime.is_open(LONG_AGO) and lifetime.next_change(LONG_AGO) is None:
        raise ValueError(f"opening hours {_short(rule)}: this is never open")
    return ZonedHours(_read(rule, zone, country, HORIZON_DAYS), zone)


def _read(rule: str, zone: ZoneInfo, country: str, horizon: int) -> OpeningHours:
    try:
        return OpeningHours(rule, zone, country, None, False, False, horizon)
    except Exception as error:  # noqa: BLE001  # the stubs of the package do not name its exceptions
        place = re.search(r"--> \d+:(\d+)", str(error))
        if not place:
            raise ValueError(
                f"the public holidays of country '{country}' are not known (a code is such as NL)"
            ) from None
        raise ValueError(_unreadable(rule, int(place[1]))) from None


def _unreadable(rule: str, column: int) -> str:
    rest = rule[column - 1 :].strip()
    at = f"at {_short(rest)} (character {column})" if rest else "at its end" if rule else "(it is empty)"
    hint = next((hint for pattern, hint in HINTS if re.search(pattern, rule)), USUAL)
    return f"opening hours {_short(rule)} cannot be read {at}: {hint}"


def _zone(timezone: str) -> ZoneInfo:
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):  # OSError: the name of a folder of the time zone database
        raise ValueError(f"no such time zone: '{timezone}' (they are such as Europe/Amsterdam)") from None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line if len(line) <= SHOWN else line[: SHOWN - 1] + '…'}'"
