"""Opening hours without the words of their source.

A rule that cannot be read, or that is never open, is told when the content is loaded (`bot.content.opening`).
"""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Look at the opening hours of every record."""
    for record in context.sources.records.values():
        if record.opening_hours and not record.opening_hours.text.strip():
            text = "what the source says about the hours is missing; people read this, not the rule"
            yield context.in_record(record.id, ("opening_hours", "text"), text)
