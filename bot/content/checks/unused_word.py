"""A word of the vocabulary that no flow and no record uses: it was forgotten, or it can go."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.core.flow import Step
from bot.core.vocabulary import ALARMS, OFFER_NEEDS, SLOT_VALUES


def check(context: Context) -> Iterator[Problem]:
    """Count the uses of every role, age, phase, need and alarm."""
    if not context.is_whole:
        return
    used = {*_in_flows(context), *_in_records(context)}
    for slot, values in {**SLOT_VALUES, "need": OFFER_NEEDS}.items():  # other needs: `need_without_side`
        for value in values:
            if (slot, value) not in used:
                yield context.in_words(("values", slot, value), f"no flow and no record uses the {slot} '{value}'")
    for alarm in ALARMS:
        if ("alarm", alarm) not in used:
            yield context.in_common((), f"no flow and no record uses the alarm '{alarm}'")


def _in_flows(context: Context) -> Iterator[tuple[str, str]]:
    for _, _, step, _ in context.steps():
        yield from _in_step(step)


def _in_step(step: Step) -> Iterator[tuple[str, str]]:
    yield from step.set.items()
    for choice in step.choose:
        yield step.save, choice.id
        yield from choice.set.items()
    for route in step.route:
        for slot, values in route.when.items():
            yield from ((slot, value) for value in values)
    if step.find:
        yield "need", step.find.need
    yield "alarm", step.alarm
    yield "alarm", step.helplines


def _in_records(context: Context) -> Iterator[tuple[str, str]]:
    for offer in context.offers():
        yield from (("role", role) for role in offer.audience.roles)
        yield from (("phase", phase) for phase in offer.phase)
        yield from (("need", need) for need in (*offer.needs, *offer.also_needs))
        yield from (("alarm", alarm) for alarm in (*offer.alarms, *offer.also_alarms))
