"""A file with translations that cannot be read: everything in it would be said in Dutch."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.i18n.catalog import FILE, CatalogError, read


def check(context: Context) -> Iterator[Problem]:
    """Read the translations of every language."""
    for code in context.library.languages:
        try:
            read(context.sources.root / FILE.format(code), code)
        except CatalogError as error:
            yield context.in_catalog(code, error.line, "", str(error))
