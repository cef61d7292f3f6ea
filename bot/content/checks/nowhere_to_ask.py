"""A municipality without a place to ask, so `{ask_name}` and `{ask_phone}` would be told as nothing."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.core.place import place_values


def check(context: Context) -> Iterator[Problem]:
    """Fill in the placeholders for every municipality."""
    if not context.is_whole:
        return
    for town in context.towns:
        values = place_values(town)
        if not town.place.ask_at:
            text = "the offer where people can ask is missing: texts name it ({ask_name}, {ask_phone})"
            yield context.in_pack(town.pack, (), text)
        elif town.ask_at and not values["ask_phone"]:  # without: `unknown_offer` tells
            text = f"'{town.place.ask_at}' has neither a phone number nor a website to name as {{ask_phone}}"
            yield context.in_pack(town.pack, ("ask_at",), text)
