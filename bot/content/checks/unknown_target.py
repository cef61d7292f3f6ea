"""A `goto` or `call` leads to a step or flow that is not there."""

from collections.abc import Iterator

from bot.content.context import Context, gotos
from bot.content.problems import Problem, did_you_mean


def check(context: Context) -> Iterator[Problem]:
    """Look at every way out of every step, and at the start of every flow."""
    for flow in context.sources.flows.values():
        if flow.start not in flow.steps:
            near = did_you_mean(flow.start, flow.steps)
            yield context.in_flow(flow.flow, ("start",), f"no such step '{flow.start}'{near}")
    for flow, _, step, path in context.steps():
        for where, target in gotos(step):
            if not context.leads(flow.flow, target):
                name, _, inner = target.partition(".")
                there = context.sources.flows.get(name)
                known = [f"{name}.{key}" for key in there.steps] if there and inner else []
                near = did_you_mean(target, known or [*flow.steps, *context.sources.flows])
                yield context.in_flow(flow.flow, (*path, *where), f"no such step or flow '{target}'{near}")
