"""Somebody is in danger, and at some hour of the week no helpline for it is known to be open.

Every alarm is looked at for every role (the young with their ages), in every municipality, hour by hour in a week with
Christmas in it, because lines may be closed on holidays. A line whose hours are unknown does not count.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.content.context import Context
from bot.content.problems import Problem
from bot.core.hours import opening
from bot.core.library import Library
from bot.core.matching import Answers, fits
from bot.core.offer import Offer
from bot.core.vocabulary import ALARMS, ROLES

MONDAY = datetime(2026, 12, 21)
WEEK = tuple(MONDAY + timedelta(hours=hour) for hour in range(7 * 24))
AGES = {"youth": ("12_15", "16_17"), "child": ("4_11",)}


def check(context: Context) -> Iterator[Problem]:
    """Look for an hour without a line."""
    if not context.is_whole:
        return
    hours: dict[str, frozenset[datetime]] = {}
    for town in context.towns:
        for offer in town.offers:
            if offer.id not in hours and (offer.alarms or offer.also_alarms):
                hours[offer.id] = _open_hours(town, offer)
        for alarm in ALARMS:
            lines = [offer for offer in town.offers if alarm in (*offer.alarms, *offer.also_alarms)]
            alone: dict[datetime, list[str]] = {}
            for answers in _people():
                there = frozenset[datetime]().union(*(hours[line.id] for line in lines if fits(line, answers)))
                if closed := [hour for hour in WEEK if hour not in there]:
                    alone.setdefault(closed[0], []).append(answers.role + f" ({answers.age})" * bool(answers.age))
            for hour, people in alone.items():
                text = f"no helpline for '{alarm}' is open on {hour:%A %H:%M} for {', '.join(people)}"
                yield context.in_pack(town.pack, (), text)


def _people() -> Iterator[Answers]:
    for role in ROLES:
        for age in ("", *AGES.get(role, ())):
            yield Answers(role=role, age=age)


def _open_hours(library: Library, offer: Offer) -> frozenset[datetime]:
    schedule = library.schedules.get(offer.id)
    if schedule is None:
        return frozenset()
    if opening(schedule, MONDAY).always:
        return frozenset(WEEK)
    return frozenset(hour for hour in WEEK if schedule.is_open(hour))
