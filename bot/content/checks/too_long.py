"""A text that does not fit a channel: a label, a description, a bubble, or the id of a button.

Measured with the placeholders filled in for every municipality. Buttons of WhatsApp are shorter than rows of its list,
and a question with up to three choices is shown as buttons. What fits WhatsApp fits Telegram too, but for the id of a
button (64 bytes) and for a card, which is one message of at most 4096 UTF-16 units.
"""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.content.texts import Spot, all_texts
from bot.core.limits import TELEGRAM, TELEGRAM_CALLBACK_BYTES, WHATSAPP
from bot.core.place import place_values
from bot.core.text import fill


def check(context: Context) -> Iterator[Problem]:
    """Measure every text that a channel shows."""
    values = [place_values(town) for town in context.towns]
    units: dict[str, int] = {}
    for spot in all_texts(context):
        text = _filled(spot.text, values)
        if len(text) > spot.limit:
            yield spot.problem(context, f"{_what(spot)} of {len(text)} characters; WhatsApp shows at most {spot.limit}")
        if spot.form == "record":
            units[spot.file] = units.get(spot.file, 0) + len(text.encode("utf-16-le")) // 2
    for file, total in units.items():
        if total > TELEGRAM.text:
            yield context.problem(file, (), f"{total} UTF-16 units on one card; Telegram carries {TELEGRAM.text}")
    yield from _ids(context)


def _what(spot: Spot) -> str:
    if spot.form in ("label", "description", "title"):
        return spot.form
    return "text" if spot.limit == WHATSAPP.text else "label"


def _filled(text: str, values: list[dict[str, str]]) -> str:
    return max((fill(text, value) for value in values), key=len, default=text) if "{" in text else text


def _ids(context: Context) -> Iterator[Problem]:
    for flow, name, step, path in context.steps():
        for number, choice in enumerate(step.choose):
            button = f"{flow.flow}.{name}:{choice.id}"
            size = len(button.encode())
            if size > TELEGRAM_CALLBACK_BYTES:
                text = f"'{button}' is {size} bytes; a button of Telegram carries {TELEGRAM_CALLBACK_BYTES}"
                yield context.in_flow(flow.flow, (*path, "choose", number, "id"), text)
