"""A step looks for offers and does not say what happens when there are none."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Look at every `find`."""
    for flow, _, step, path in context.steps():
        if step.find and not step.none:
            text = "`find` needs `none`: what to say, and where to go, when nothing fits"
            yield context.in_flow(flow.flow, (*path, "find"), text)
        if step.find and step.find.limit < 1:
            yield context.in_flow(flow.flow, (*path, "find", "limit"), "at least 1 offer must be shown")
