"""A record is for a phase that is not in the vocabulary."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem, no_such
from bot.core.vocabulary import PHASES


def check(context: Context) -> Iterator[Problem]:
    """Look at the phases of every record."""
    for record in context.sources.records.values():
        for number, phase in enumerate(record.phase):
            if phase not in PHASES:
                yield context.in_record(record.id, ("phase", number), no_such("phase", phase, PHASES))
