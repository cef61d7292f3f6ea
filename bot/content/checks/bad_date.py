"""A date on which facts were confirmed that is no date, or a name without a date and the other way round."""

from collections.abc import Iterator
from datetime import date

from bot.content.context import Context
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Look at `assured_date` and `assurer` of every record."""
    for record in context.sources.records.values():
        if bool(record.assured_date) != bool(record.assurer):
            key = "assured_date" if record.assured_date else "assurer"
            text = "who confirmed it (`assurer`) and when (`assured_date`) belong together"
            yield context.in_record(record.id, (key,), text)
        if record.assured_date and not _is_date(record.assured_date):
            text = f"'{record.assured_date}' is no date; a date is such as 2026-11-23"
            yield context.in_record(record.id, ("assured_date",), text)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
