"""The alarms of one message out of what several languages heard in it."""

from collections.abc import Iterable

from bot.core.reading import Alarm
from bot.core.vocabulary import SEVERITIES


def together(heard: Iterable[tuple[Alarm, ...]]) -> tuple[Alarm, ...]:
    """Each label once, at its most severe; the most severe first, and of equals the one that was heard first."""
    found: dict[str, Alarm] = {}
    for alarms in heard:
        for alarm in alarms:
            known = found.get(alarm.label)
            if known is None or _rank(alarm) < _rank(known):
                found[alarm.label] = alarm
    return tuple(sorted(found.values(), key=_rank))


def _rank(alarm: Alarm) -> int:
    return SEVERITIES.index(alarm.severity)
