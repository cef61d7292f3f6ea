"""A question with more choices than people can take in, or with nothing to choose.

At most 8, so that with 'would rather not say' and 'more' they still fit a list of WhatsApp. A question at which typed
words are looked up (`search`) may do without.
"""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.core.limits import WHATSAPP

MOST = WHATSAPP.rows - 2
LEAST = 2


def check(context: Context) -> Iterator[Problem]:
    """Count the choices of every question."""
    for flow, _, step, path in context.steps():
        number = len(step.choose)
        if number > MOST:
            yield context.in_flow(flow.flow, (*path, "choose"), f"{number} choices; at most {MOST}")
        elif step.ask and number < LEAST and not (step.search or step.languages):
            where = (*path, "choose" if step.choose else "ask")
            yield context.in_flow(flow.flow, where, f"a question needs at least {LEAST} choices, or `search: true`")
