"""A flow fills, forgets or looks at a slot that is not there."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Path, Problem, no_such
from bot.core.flow import Step
from bot.core.vocabulary import HEARD, SLOTS


def check(context: Context) -> Iterator[Problem]:
    """Look at every slot that a step names."""
    for flow, _, step, path in context.steps():
        for where, slot in _slots(step):
            known = (*SLOTS, *HEARD) if where[0] == "route" else SLOTS
            if slot not in known:
                yield context.in_flow(flow.flow, (*path, *where), no_such("slot", slot, known))


def _slots(step: Step) -> Iterator[tuple[Path, str]]:
    if step.save:
        yield ("save",), step.save
    for slot in step.set:
        yield ("set", slot), slot
    for number, slot in enumerate(step.forget):
        yield ("forget", number), slot
    for number, choice in enumerate(step.choose):
        for slot in choice.set:
            yield ("choose", number, "set", slot), slot
    for number, route in enumerate(step.route):
        for slot in route.when:
            yield ("route", number, "when", slot), slot
