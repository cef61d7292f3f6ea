"""A sentence with a number of which a plural form is missing, or that says nothing for some number."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.i18n.catalog import plural_forms, plural_index

NUMBERS = (0, 1, 2, 5, 11, 100)
"""In the languages here these take all forms."""


def check(context: Context) -> Iterator[Problem]:
    """Look up the form for each of some telling numbers."""
    for code, entry in context.translations():
        if not entry.plural or not any(entry.forms):
            continue
        forms = plural_forms(code)[0]
        if len(entry.forms) != forms:
            text = f"{len(entry.forms)} plural forms; the language has {forms}"
            yield context.in_catalog(code, entry.line, entry.context, text)
            continue
        silent = [str(number) for number in NUMBERS if not entry.forms[plural_index(code, number)]]
        if silent:
            text = f"nothing is said for {', '.join(silent)}: a plural form is empty"
            yield context.in_catalog(code, entry.line, entry.context, text)
