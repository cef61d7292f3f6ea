"""A flow that nothing leads to: no step, no command and no side question."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.graph import reached, ways_in
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Walk from every way in, over all steps."""
    if not context.flows_are_whole:
        return
    met = {flow for flow, _ in reached(context.library, ways_in(context.library))}
    for name, flow in context.sources.flows.items():
        if name not in met and flow.start in flow.steps:  # without: `unknown_target` tells
            yield context.in_flow(name, ("flow",), f"nothing leads to the flow '{name}'")
