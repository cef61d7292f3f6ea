"""One turn -> what is counted of it. Pure. Never a word, a chat or a moment: names of categories, and the month.

Each count stands alone. That somebody chose Turkish and that somebody was shown an offer are two numbers which nothing
connects.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.core.events import Alarmed, Found, Missed, Turn
from bot.core.inputs import Input, Started
from bot.storage.base import Count


def counts(
    turn: Turn, given: Input, begins: bool, channel: str, language: str, campaigns: tuple[str, ...], now: datetime
) -> tuple[Count, ...]:
    """What to count of a turn; `begins`: it is the first of a conversation; `campaigns`: the codes that are known."""
    month = f"{now:%Y-%m}"
    return tuple(Count(month, *pair) for pair in _pairs(turn, given, begins, channel, language, campaigns))


def _pairs(
    turn: Turn, given: Input, begins: bool, channel: str, language: str, campaigns: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    if begins:
        yield "channel", channel
        yield "language", language
    if isinstance(given, Started):
        parts = given.payload.split("--")
        # A code that nobody gave out could hold anything, a name too.
        yield from (("campaign", code) for code in campaigns if f"campaign-{code}" in parts)
    for event in turn.events:
        match event:
            case Missed(flow, step):
                yield "miss", f"{flow}.{step}"
            case Found(matches):
                yield from (("shown", match.offer) for match in matches)
            case Alarmed():
                yield "alarm", ""
            case _:
                pass
