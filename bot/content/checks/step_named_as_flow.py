"""A step that is called like a flow: nobody who reads `goto` could tell which of them is meant."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Compare the names of steps with those of flows."""
    for flow, name, _, path in context.steps():
        if name in context.sources.flows:
            yield context.in_flow(flow.flow, path, f"'{name}' is also the name of a flow; call the step differently")
        elif "." in name:
            yield context.in_flow(flow.flow, path, "a step has no '.' in its name: that stands between flow and step")
