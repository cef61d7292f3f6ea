"""Which lines to call when somebody may be in danger: chosen on alarm, role, age and hour, never a fixed text.

Helplines are offers like any other; `alarms` in their file says what they are for. A child gets a line for children
first, a line that is closed now is not put first, and one that is free and open day and night is always among them.
"""

from datetime import datetime

from bot.core.events import Match, Reason
from bot.core.hours import opening
from bot.core.library import Library
from bot.core.matching import YOUNG, Answers, fits
from bot.core.offer import Offer
from bot.core.vocabulary import ALARMS

ANY = "any"
RAISED = "raised"
"""In a step: the last alarm, whichever it was."""

OPEN, CLOSED, FOR_THIS, LINE, FREE, ANONYMOUS = 40, -200, 30, 12, 3, 3
FOR_THE_YOUNG = {"youth": 25, "child": 40}
"""A child gets a line for children before the one that exists for this danger; a youth after it."""


def helplines(library: Library, alarm: str, answers: Answers, now: datetime, limit: int = 4) -> tuple[Match, ...]:
    """At most `limit` lines for an alarm label (or `any`), best first."""
    lines = [
        _match(library, offer, alarm, answers, now)
        for offer in library.offers
        if _helps(offer, alarm) and fits(offer, answers)
    ]
    lines.sort(key=lambda match: (-match.score, match.offer))
    first = lines[:limit]
    if not any(is_always_there(library, library.records[match.offer], now) for match in first):
        always = [match for match in lines[limit:] if is_always_there(library, library.records[match.offer], now)]
        first = [*first[: limit - 1], *always[:1]] if always else first
    return tuple(first)


def is_always_there(library: Library, offer: Offer, now: datetime) -> bool:
    """True for a line that costs nothing and is open day and night."""
    schedule = library.schedules.get(offer.id)
    return offer.free == "yes" and schedule is not None and opening(schedule, now).always


def _helps(offer: Offer, alarm: str) -> bool:
    if alarm == ANY:
        return bool(offer.alarms or offer.also_alarms)
    return alarm in offer.alarms or alarm in offer.also_alarms


def _match(library: Library, offer: Offer, alarm: str, answers: Answers, now: datetime) -> Match:
    reasons = [Reason("helpline")]
    score = len(ALARMS) - len(offer.alarms) - len(offer.also_alarms)  # for one thing before for all
    score += FOR_THIS * (alarm in offer.alarms)
    schedule = library.schedules.get(offer.id)
    if schedule:
        is_open = schedule.is_open(now)
        score += OPEN if is_open else CLOSED
        if is_open:
            reasons.append(Reason("always_open" if opening(schedule, now).always else "open_now"))
    if YOUNG.issuperset(offer.audience.roles):
        score += FOR_THE_YOUNG.get(answers.role, 0)
    score += LINE * (offer.kind == "line")
    if offer.free == "yes":
        score += FREE
        reasons.append(Reason("free"))
    if offer.anonymous == "yes":
        score += ANONYMOUS
        reasons.append(Reason("anonymous"))
    return Match(offer.id, score, tuple(reasons))
