"""A text that does not fit a channel: a label, a description, a bubble, or the id of a button.

Measured with the placeholders filled in for every municipality. Buttons of WhatsApp are shorter than rows of its list,
and a question with up to three choices is shown as buttons. What fits WhatsApp fits Telegram too, but for the id of a
button (64 bytes) and for a card, which is one message of at most 4096 UTF-16 units.
"""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Path, Problem
from bot.content.texts import Form, forms, record_texts
from bot.core.flow import Step
from bot.core.limits import TELEGRAM, TELEGRAM_CALLBACK_BYTES, WHATSAPP
from bot.core.place import place_values
from bot.core.text import fill
from bot.core.vocabulary import OFFER_NEEDS

OWN_LABELS = ("unsaid", "more", "none_of_these", "change_keep")
"""Words of the assistant that become labels, also beside two short ones."""
BUBBLES = ("bubble", "question")


def check(context: Context) -> Iterator[Problem]:
    """Measure every text that a channel shows."""
    values = [place_values(town) for town in context.towns]
    for flow in context.sources.flows.values():
        for form, path, text in forms(flow):
            step = flow.steps[str(path[1])] if len(path) > 1 else None
            if step and (problem := _too_long(form, _filled(text, values), step)):
                yield context.in_flow(flow.flow, path, problem)
    yield from _ids(context)
    for path, text, limit in _words(context):
        if len(longest := _filled(text, values)) > limit:
            what = "text" if limit == WHATSAPP.text else "label"
            yield context.in_words(path, _told(what, longest, limit))
    yield from _cards(context, values)


def _too_long(form: Form, text: str, step: Step) -> str:
    if form in BUBBLES:
        return _bubble(text)
    shown = len(step.choose) + 1
    label = WHATSAPP.button if shown <= WHATSAPP.buttons else WHATSAPP.row
    limit = label if form == "label" else WHATSAPP.description
    return _told(form, text, limit) if len(text) > limit else ""


def _bubble(text: str) -> str:
    return _told("text", text, WHATSAPP.text) if len(text) > WHATSAPP.text else ""


def _cards(context: Context, values: list[dict[str, str]]) -> Iterator[Problem]:
    """Each text of a card, and all of them together: a card is one message."""
    units: dict[str, int] = {}
    for spot in record_texts(context):
        text = _filled(spot.text, values)
        units[spot.file] = units.get(spot.file, 0) + len(text.encode("utf-16-le")) // 2
        if problem := _bubble(text):
            yield spot.problem(context, problem)
    for file, total in units.items():
        if total > TELEGRAM.text:
            yield context.problem(file, (), f"{total} UTF-16 units on one card; Telegram carries {TELEGRAM.text}")


def _told(what: str, text: str, limit: int) -> str:
    return f"{what} of {len(text)} characters; WhatsApp shows at most {limit}"


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


def _words(context: Context) -> Iterator[tuple[Path, str, int]]:
    words = context.library.words
    for key, text in words.messages.items():
        yield ("messages", key), text, WHATSAPP.button if key in OWN_LABELS else WHATSAPP.text
    for slot, text in words.slots.items():
        yield ("slots", slot), text, WHATSAPP.row
    needs = words.values.get("need", {})
    for need in OFFER_NEEDS:  # what typed words may have meant is asked with these as labels
        yield ("values", "need", need), needs.get(need, ""), WHATSAPP.row
