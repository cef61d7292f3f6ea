"""A record is for a role that is not there, or for nobody."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem, no_such
from bot.core.vocabulary import ROLES


def check(context: Context) -> Iterator[Problem]:
    """Look at the audience of every record."""
    for record in context.sources.records.values():
        if record.is_shown and not record.audience.roles:
            yield context.in_record(record.id, ("audience", "roles"), "an offer for nobody is never shown")
        for number, role in enumerate(record.audience.roles):
            if role not in ROLES:
                yield context.in_record(record.id, ("audience", "roles", number), no_such("role", role, ROLES))
