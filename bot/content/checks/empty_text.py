"""A text that is there and says nothing: an empty bubble, button or line."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.content.texts import all_texts


def check(context: Context) -> Iterator[Problem]:
    """Look at every text, and at what a record must tell."""
    for spot in all_texts(context):
        if not spot.text.strip():
            yield spot.problem(context, "the text is empty")
    for offer in context.offers():
        for field in ("name", "description"):
            if not getattr(offer, field):
                yield context.in_record(offer.id, (field,), "the text is empty")
