"""Opening hours as they are really written, on a pack of made-up offers, around clock changes and holidays."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.content.decode import decode
from bot.content.opening import parse_hours
from bot.content.yamlio import parse
from bot.core.hours import Schedule, opening
from bot.core.offer import Offer

PACK = Path(__file__).parent / "hours_pack"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

OPEN_OR_CLOSED = """
lijn-dag-en-nacht           2026-12-25T04:00  open    -                 24/7 does not know Christmas
chat-elke-dag               2026-11-23T10:59  closed  2026-11-23T11:00  a minute early
chat-elke-dag               2026-11-23T11:00  open    2026-11-23T21:00  the minute it opens
chat-elke-dag               2026-11-23T21:00  closed  2026-11-24T11:00  the minute it closes
chat-elke-dag               2026-12-25T12:00  open    2026-12-25T21:00  every day is also Christmas day
loket-ochtend               2026-11-27T12:00  closed  2026-11-30T09:00  Friday noon, then Monday
loket-ochtend               2026-12-24T12:00  closed  2026-12-28T09:00  over Christmas and the weekend
loket-ochtend               2026-12-25T10:00  closed  2026-12-28T09:00  Christmas day, a Friday
loket-ochtend               2025-12-26T10:00  closed  2025-12-29T09:00  the second Christmas day
loket-ochtend               2026-12-31T11:00  open    2026-12-31T12:00  the last day of the year is a working day
loket-ochtend               2027-01-01T10:00  closed  2027-01-04T09:00  New Year
loket-ochtend               2027-04-27T10:00  closed  2027-04-28T09:00  King's day on a Tuesday
loket-ochtend               2031-04-26T10:00  closed  2031-04-28T09:00  King's day is the 26th when the 27th is a Sunday
loket-ochtend               2027-03-26T10:00  open    2027-03-26T12:00  Good Friday is no public holiday
loket-ochtend               2027-03-29T10:00  closed  2027-03-30T09:00  Easter Monday
loket-ochtend               2027-05-06T10:00  closed  2027-05-07T09:00  Ascension day
loket-ochtend               2027-05-17T10:00  closed  2027-05-18T09:00  Whit Monday
loket-ochtend               2027-05-05T10:00  open    2027-05-05T12:00  5 May is not in PH
loket-ochtend               2025-05-05T10:00  open    2025-05-05T12:00  5 May is not in PH once in five years either
loket-bevrijdingsdag        2025-05-05T10:00  closed  2025-05-06T09:00  so a closing in such a year is written as a rule
loket-bevrijdingsdag        2026-05-05T10:00  open    2026-05-05T17:00  and then it is open in the other years
nachtopvang                 2026-11-23T23:00  open    2026-11-24T06:00  before midnight
nachtopvang                 2026-11-24T05:59  open    2026-11-24T06:00  after midnight
nachtopvang                 2026-11-24T06:00  closed  2026-11-24T22:00  the morning after
nachtopvang                 2027-01-01T00:00  open    2027-01-01T06:00  over the end of the year
nachtopvang                 2027-03-28T01:30  open    2027-03-28T06:00  the night that is an hour shorter
nachtopvang                 2026-10-25T01:30  open    2026-10-25T06:00  the night that is an hour longer
weekendnacht                2026-11-28T01:00  open    2026-11-28T02:00  Friday night is also Saturday early
weekendnacht                2026-11-29T02:00  closed  2026-12-04T22:00  Sunday, then the next Friday
weekendnacht                2026-11-27T01:00  closed  2026-11-27T22:00  Thursday night is not
spreekuur-om-de-week        2026-11-24T14:00  closed  2026-12-01T13:30  an even week
spreekuur-om-de-week        2026-12-01T14:00  open    2026-12-01T15:30  an odd week
spreekuur-om-de-week        2026-12-29T16:00  closed  2027-01-05T13:30  week 53 is followed by week 1, both odd
spreekuur-eerste-en-derde   2026-12-01T14:00  open    2026-12-01T15:30  the first Tuesday
spreekuur-eerste-en-derde   2026-12-08T14:00  closed  2026-12-15T13:30  the second Tuesday
spreekuur-eerste-en-derde   2026-12-29T14:00  closed  2027-01-05T13:30  the fifth Tuesday
avond-eerste-maandag        2026-12-07T20:00  open    2026-12-07T21:00  the first Monday
avond-eerste-maandag        2026-11-30T20:00  closed  2026-12-07T19:00  a fifth Monday
avond-eerste-maandag        2026-04-06T20:00  closed  2026-05-04T19:00  a first Monday that is Easter Monday
groep-schoolweken           2026-10-21T15:00  closed  2026-10-28T14:00  in the autumn holiday
groep-schoolweken           2026-12-16T16:00  closed  2027-01-06T14:00  before the Christmas holiday
groep-schoolweken           2026-12-23T15:00  closed  2027-01-06T14:00  in the Christmas holiday
inloop-zomerstop            2026-07-09T17:00  closed  2026-08-24T10:00  the last Thursday before the summer
inloop-zomerstop            2026-08-03T11:00  closed  2026-08-24T10:00  in the middle of the summer
inloop-zomerstop            2027-08-03T11:00  closed  2027-08-23T10:00  and the next summer
inloop-zomerstop            2026-11-23T12:30  closed  2026-11-23T13:00  at lunch
cursus-vaste-dagen          2026-11-24T21:30  closed  2026-12-08T19:30  between two evenings
cursus-vaste-dagen          2026-12-09T10:00  closed  -                 after the last evening nothing is known
lijn-behalve-feestdagen     2026-11-23T04:00  open    2026-12-25T00:00  open until the next holiday
lijn-behalve-feestdagen     2026-12-25T12:00  closed  2026-12-27T00:00  both Christmas days
"""
"""Offer, time, state, next change, and why the row is here."""


def rows() -> list[object]:
    """The table above, a test case a line."""
    cells = (line.split(maxsplit=4) for line in OPEN_OR_CLOSED.strip().splitlines())
    return [pytest.param(*row[:4], id=f"{row[0]}: {row[4]}") for row in cells]


def offers() -> dict[str, Offer]:
    """The pack, by slug."""
    return {path.stem: decode(parse(path.read_bytes(), path.name), Offer) for path in sorted(PACK.glob("*.yaml"))}


def schedule(slug: str) -> Schedule:
    """The schedule of an offer of the pack."""
    hours = offers()[slug].opening_hours
    assert hours is not None
    return parse_hours(hours.rule, "NL", "Europe/Amsterdam")


def local(text: str) -> datetime:
    """A time as a clock in the Netherlands shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(("slug", "time", "state", "changes"), rows())
def test_open_or_closed(slug: str, time: str, state: str, changes: str) -> None:
    """At a time, an offer is open until, or closed until, the moment in the table."""
    found = opening(schedule(slug), local(time))
    expected = (state == "open", None if changes == "-" else local(changes))
    assert (found.open, found.changes) == expected


def test_every_offer_of_the_pack_is_in_the_table() -> None:
    """No schedule of the pack goes without a row."""
    assert {line.split()[0] for line in OPEN_OR_CLOSED.strip().splitlines()} == set(offers())


@pytest.mark.parametrize(("slug", "always"), [("lijn-dag-en-nacht", True), ("lijn-behalve-feestdagen", False)])
def test_always(slug: str, always: bool) -> None:
    """Only what never closes is always open."""
    assert opening(schedule(slug), local("2026-11-23T10:00")).always is always


def test_every_day_around_the_clock_is_always() -> None:
    """`Mo-Su 00:00-24:00` says the same as `24/7`."""
    hours = parse_hours("Mo-Su 00:00-24:00", "NL", "Europe/Amsterdam")
    assert opening(hours, local("2026-11-23T10:00")).always


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        pytest.param(datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("UTC")), True, id="half past ten here in winter"),
        pytest.param(datetime(2026, 7, 6, 9, 30, tzinfo=ZoneInfo("UTC")), True, id="half past eleven here in summer"),
        pytest.param(datetime(2026, 7, 6, 10, 30, tzinfo=ZoneInfo("UTC")), False, id="half past twelve here in summer"),
        pytest.param(datetime.fromisoformat("2026-11-23T09:30:00+00:00"), True, id="an offset without a name"),
        pytest.param(datetime(2026, 11, 23, 9, 30), True, id="a time without zone is a time at the place"),
        pytest.param(datetime(2026, 11, 23, 8, 30), False, id="a time without zone is not moved"),
    ],
)
def test_time_zones(time: datetime, expected: bool) -> None:
    """Any way of telling the time is understood as the clock at the place shows it."""
    assert schedule("loket-ochtend").is_open(time) is expected


@pytest.mark.parametrize("time", ["2027-03-28T02:30", "2026-10-25T02:30"])
def test_an_hour_that_is_not_there_or_twice(time: str) -> None:
    """In the hour that a clock change skips or repeats, a night place is open until six."""
    for fold in (0, 1):
        found = opening(schedule("nachtopvang"), local(time).replace(fold=fold))
        assert (found.open, found.changes) == (True, local(f"{time[:10]}T06:00"))


@pytest.mark.parametrize("time", [datetime.min, datetime.max, datetime.min.replace(tzinfo=AMSTERDAM)])
def test_the_edges_of_the_calendar(time: datetime) -> None:
    """The first and last moments that there are, which stand for a moment that is not known, raise nothing."""
    assert not opening(schedule("loket-ochtend"), time).open


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            "Ma-Vr 09:00-17:00",
            "cannot be read at 'Ma-Vr 09:00-17:00' (character 1): days are written Mo Tu We Th Fr Sa Su",
        ),
        (
            "Mo-Fr 9.00-12.00",
            "cannot be read at '9.00-12.00' (character 7): times are written with a colon: 09:00-17:00",
        ),
        ("Mo-Fr 9-17", "cannot be read at '9-17' (character 7): times are written in full: 09:00-17:00"),
        (
            "Mo-Fr 09:00\u201312:00",
            "cannot be read at '\u201312:00' (character 12): from-to is written with a plain '-'",
        ),
        ("Mo-Fr 09:00 tot 17:00", "cannot be read at 'tot 17:00' (character 12): from-to is written with a plain '-'"),
        ("Mo-Fr 09:00-", "cannot be read at its end: examples: "),
        ("", "cannot be read (it is empty): examples: "),
        ("elke dag", "cannot be read at 'elke dag' (character 1): examples: "),
        ('Mo "op afspraak"', ": a comment is not told to anybody: put it in `text`"),
        ("Mo unknown", ": hours that are unknown are left out"),
        ("Mo 09:00-12:00; SH off", ": school holidays are not in the calendar: write the dates"),
        ("sunrise-sunset", ": times of the sun are not known here"),
        ("Mo 18:00+", ": an end is needed"),
        ("Feb 30 10:00-11:00", ": there is no Feb 30"),
        ("10:00-11:00; Oct 17-32 off", ": there is no Oct 32"),
        ("Jul-Aug off", ": this is never open"),
        ("x" * 500, f"'{'x' * 59}…'"),
    ],
)
def test_a_rule_that_is_refused(rule: str, message: str) -> None:
    """What cannot be read, or would be answered wrongly, is told in one line that says what to write."""
    with pytest.raises(ValueError, match="opening hours") as error:
        parse_hours(rule, "NL", "Europe/Amsterdam")
    assert message in str(error.value)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("country", "timezone", "message"),
    [
        ("XX", "Europe/Amsterdam", "the public holidays of country 'XX' are not known"),
        ("NL", "Europe/Helmond", "no such time zone: 'Europe/Helmond'"),
        ("NL", "", "no such time zone: ''"),
    ],
)
def test_a_pack_with_a_wrong_country_or_time_zone(country: str, timezone: str, message: str) -> None:
    """A country or time zone that does not exist is told, like a rule."""
    with pytest.raises(ValueError, match=message):
        parse_hours("24/7", country, timezone)
