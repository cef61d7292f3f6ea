"""A step that nothing leads to, in a flow that people do get to."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.graph import reached, ways_in
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Walk from every way in, over all steps; a flow that is never met is for `unreachable_flow`."""
    if not context.flows_are_whole:
        return
    met = reached(context.library, ways_in(context.library))
    flows = {flow for flow, _ in met}
    for flow, name, _, path in context.steps():
        if flow.flow in flows and (flow.flow, name) not in met:
            yield context.in_flow(flow.flow, path, f"nothing leads to the step '{name}'")
