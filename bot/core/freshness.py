"""How far a fact about an offer can be trusted today."""

from datetime import date, datetime
from typing import Literal, NamedTuple

from bot.core.offer import Offer

CHECKED_DAYS = 180
"""A check with the provider counts this long."""
RECENT_YEARS = 1
"""Named this many calendar years ago or less counts as recent."""


class Freshness(NamedTuple):
    """`code` is one of `common.FRESHNESS`; `when` the year or date to show with it, empty when undated."""

    code: Literal["checked", "recent", "dated", "undated"]
    when: str


def freshness(offer: Offer, now: datetime) -> Freshness:
    """How fresh the facts of an offer are on the day of `now`."""
    if offer.assured_date and 0 <= (now.date() - date.fromisoformat(offer.assured_date)).days <= CHECKED_DAYS:
        return Freshness("checked", offer.assured_date)
    if offer.last_seen is None:
        return Freshness("undated", "")
    recent = now.year - offer.last_seen <= RECENT_YEARS
    return Freshness("recent" if recent else "dated", str(offer.last_seen))
