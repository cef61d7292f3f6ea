"""A translation that does not fit a channel, measured like the Dutch (`too_long`) with the marks around values."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.content.translatable import messages
from bot.core.place import place_values
from bot.core.text import fill
from bot.i18n.bidi import isolate


def check(context: Context) -> Iterator[Problem]:
    """Measure every translation, filled in for every municipality."""
    limits = {message.key: message.limit for message in messages(context)}
    values = [place_values(town) for town in context.towns]
    for code, catalog in context.catalogs.items():
        direction = context.library.languages[code].direction
        isolated = [{name: isolate(value, direction) for name, value in town.items()} for town in values]
        for entry in catalog:
            limit = limits.get((entry.context, entry.text), 0)
            length = max(len(fill(form, town)) for form in entry.forms for town in isolated)
            if limit and length > limit and not entry.fuzzy:
                text = f"{length} characters; WhatsApp shows at most {limit}"
                yield context.in_catalog(code, entry.line, entry.context, text)
