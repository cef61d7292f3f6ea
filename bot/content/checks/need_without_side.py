"""A need that no offer answers has no side question either, so whoever types it gets no answer."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.core.vocabulary import NEEDS, OFFER_NEEDS


def check(context: Context) -> Iterator[Problem]:
    """Ask a side question for each need that is for the assistant itself."""
    for need in NEEDS:
        if need not in OFFER_NEEDS and need not in context.library.common.sides:
            yield context.in_common(("sides",), f"the need '{need}' has no side question and no offer answers it")
