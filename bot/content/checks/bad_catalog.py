"""A file with translations that cannot be read: everything in it would be said in Dutch."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.i18n.catalog import CatalogError


def check(context: Context) -> Iterator[Problem]:
    """Tell why, for each language of which they could not be read."""
    for code, found in context.read_catalogs.items():
        if isinstance(found, CatalogError):
            yield context.in_catalog(code, found.line, "", str(found))
