"""`last_seen` is not the last year of the sources, so a card would tell a wrong year."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Compare `last_seen` with the years of the sources."""
    for record in context.sources.records.values():
        last = max((source.year for source in record.sources if source.year is not None), default=None)
        if record.last_seen != last:
            found = "no source shows a year" if last is None else f"the last year in the sources is {last}"
            yield context.in_record(record.id, ("last_seen",), f"{found}, not {record.last_seen or 'left out'}")
