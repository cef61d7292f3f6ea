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

OPEN, HOURS_UNKNOWN, FOR_THE_YOUNG, LINE, FREE, ANONYMOUS = 40, 10, 25, 12, 3, 3


def helplines(library: Library, alarm: str, answers: Answers, now: datetime, limit: int = 4) -> tuple[Match, ...]:
    """At most `limit` lines for an alarm label (or `any`), best first."""
    lines = [
        _match(library, offer, answers, now)
        for offer in library.offers
        if (offer.alarms if alarm == ANY else alarm in offer.alarms) and fits(offer, answers)
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


def _match(library: Library, offer: Offer, answers: Answers, now: datetime) -> Match:
    reasons = [Reason("helpline")]
    score = len(ALARMS) - len(offer.alarms)  # a line for one thing knows more of it than a line for all
    schedule = library.schedules.get(offer.id)
    if schedule is None:
        score += HOURS_UNKNOWN
    elif schedule.is_open(now):
        score += OPEN
        reasons.append(Reason("always_open" if opening(schedule, now).always else "open_now"))
    if answers.role in YOUNG and YOUNG.issuperset(offer.audience.roles):
        score += FOR_THE_YOUNG
    score += LINE * (offer.kind == "line")
    if offer.free == "yes":
        score += FREE
        reasons.append(Reason("free"))
    if offer.anonymous == "yes":
        score += ANONYMOUS
        reasons.append(Reason("anonymous"))
    return Match(offer.id, score, tuple(reasons))
