"""A translation that does not fit a channel, measured like the Dutch (`too_long`) with the marks around values."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.core.place import place_values
from bot.core.text import fill
from bot.i18n.bidi import DIRECTIONS, Direction, isolate


def check(context: Context) -> Iterator[Problem]:
    """Measure every translation, filled in for every municipality."""
    limits = {message.key: message.limit for message in context.messages}
    values = {direction: _values(context, direction) for direction in DIRECTIONS}
    for code, entry in context.translations():
        limit = limits.get((entry.context, entry.text))
        if not limit or entry.fuzzy:
            continue
        towns = values[context.library.languages[code].direction]
        length = max(len(fill(form, town)) for form in entry.forms for town in towns)
        if length > limit:
            text = f"{length} characters; WhatsApp shows at most {limit}"
            yield context.in_catalog(code, entry.line, entry.context, text)


def _values(context: Context, direction: Direction) -> list[dict[str, str]]:
    """What every municipality puts into a sentence of that direction."""
    towns = [place_values(town) for town in context.towns]
    return [{name: isolate(value, direction) for name, value in town.items()} for town in towns]
