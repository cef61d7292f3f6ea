"""Ages that are upside down or that nobody has."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.core.vocabulary import AGE_YEARS

OLDEST = max(high for _, high in AGE_YEARS.values())


def check(context: Context) -> Iterator[Problem]:
    """Look at the ages of every record."""
    for record in context.sources.records.values():
        low, high = record.minimum_age, record.maximum_age
        for key, age in (("minimum_age", low), ("maximum_age", high)):
            if age is not None and not 0 <= age <= OLDEST:
                yield context.in_record(record.id, (key,), f"an age is 0 to {OLDEST}, not {age}")
        if low is not None and high is not None and low > high:
            text = f"the youngest ({low}) is older than the oldest ({high})"
            yield context.in_record(record.id, ("minimum_age",), text)
