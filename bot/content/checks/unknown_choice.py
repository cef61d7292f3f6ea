"""A slot is filled with a value, or compared with one, that it cannot have."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Path, Problem, no_such
from bot.core.flow import Step
from bot.core.vocabulary import HEARD, SLOT_VALUES, SLOTS, UNSAID

NOT_ASKED = "none"
"""In a route: the slot was not asked yet."""
ANY = "any"
LANGUAGE_CODE_LENGTHS = (2, 3)


def check(context: Context) -> Iterator[Problem]:
    """Look at every value that a step gives to a slot or asks of it."""
    areas = {area.id for pack in context.sources.packs.values() for area in pack.areas}
    values = {**SLOT_VALUES, **HEARD, "area": (*sorted(areas), ANY)}
    for flow, _, step, path in context.steps():
        for where, slot, value, extra in _values(step):
            known = (*values.get(slot, ()), *extra)
            if (
                slot in (*SLOTS, *HEARD)
                and value not in known
                and not (slot == "offer_language" and is_language(value))
            ):
                yield context.in_flow(flow.flow, (*path, *where), no_such(slot, value, known))


def is_language(value: str) -> bool:
    """True for what has the form of a language code."""
    letters = value.isascii() and value.isalpha() and value.islower()
    return value == ANY or (letters and len(value) in LANGUAGE_CODE_LENGTHS)


def _values(step: Step) -> Iterator[tuple[Path, str, str, tuple[str, ...]]]:
    for slot, value in step.set.items():
        yield ("set", slot), slot, value, (UNSAID,)
    for number, choice in enumerate(step.choose):
        if step.save:
            yield ("choose", number, "id"), step.save, choice.id, ()
        for slot, value in choice.set.items():
            yield ("choose", number, "set", slot), slot, value, (UNSAID,)
    for number, route in enumerate(step.route):
        for slot, wanted in route.when.items():
            for place, value in enumerate(wanted):
                yield ("route", number, "when", slot, place), slot, value, (UNSAID, NOT_ASKED)
