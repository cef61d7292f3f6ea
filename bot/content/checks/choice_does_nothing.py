"""A choice that saves nothing, sets nothing and goes nowhere of its own: whoever presses it changes nothing."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Look at every choice of a question without `save`."""
    for flow, _, step, path in context.steps():
        for number, choice in enumerate(step.choose):
            if not (step.save or choice.set or choice.goto):
                text = f"the choice '{choice.id}' does nothing: give it a `goto` or a `set`, or the step a `save`"
                yield context.in_flow(flow.flow, (*path, "choose", number), text)
