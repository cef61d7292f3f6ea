"""A translation with other placeholders, numbers, links, emoji or names than the Dutch: it tells something else."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.i18n.check import differences, missing_names

SHORTEST_NAME = 4
"""Letters; a shorter name may be part of any word."""


def check(context: Context) -> Iterator[Problem]:
    """Compare every translation with its source, form by form."""
    names = _names(context)
    for code, entry in context.translations():
        for source, form in () if entry.fuzzy else entry.pairs():
            for wrong in (*differences(source, form), *missing_names(names, source, form)):
                yield context.in_catalog(code, entry.line, entry.context, wrong)


def _names(context: Context) -> frozenset[str]:
    """Names as they stand on a door or a screen: of organisations, of lines, and of the full forms of short names."""
    names = set(context.library.common.spell_out.values())
    for record in context.offers():
        if record.kind in ("line", "website", "organisation"):
            names |= {record.name, record.organization}
    return frozenset(name for name in names if len(name) >= SHORTEST_NAME and "(" not in name and "," not in name)
