"""Steps that go round without a question: the engine would stop with an error after 100 of them.

A question with `save` is skipped when its slot is filled already, with all else that its step does, so it breaks a
loop only when the slot was forgotten on the way round. Followed is therefore which slots are filled, and which flows
were called; a route is taken to go any way that fits that. Which value a slot has is not followed.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bot.content.context import Context
from bot.content.graph import Place, exits, step_at
from bot.content.problems import Problem
from bot.core.flow import Route, Step
from bot.core.vocabulary import SLOTS
from bot.core.walk import MAX_STACK

NOT_ASKED = "none"


class Stand(NamedTuple):
    """A step that is about to be done."""

    place: Place
    filled: frozenset[str]
    """The slots that have a value."""
    callers: tuple[Place, ...] = ()
    """Where to go on after `return`, the nearest last."""


def check(context: Context) -> Iterator[Problem]:
    """Look for rounds among the steps that can be passed without a question."""
    done: set[Stand] = set()
    told: set[frozenset[Place]] = set()
    for place in sorted(_on_a_round(context)):
        for filled in _fillings():
            for loop in _loops(context, Stand(place, filled), done):
                if frozenset(loop) not in told:
                    told.add(frozenset(loop))
                    yield _problem(context, loop)


def _problem(context: Context, loop: list[Place]) -> Problem:
    first = loop.index(min(loop))
    turned = [*loop[first:], *loop[: first + 1]]
    way = " > ".join(".".join(place) for place in turned)
    flow, name = turned[0]
    return context.in_flow(flow, ("steps", name), f"a loop without a question: {way}")


def _on_a_round(context: Context) -> set[Place]:
    """The steps that may lie on a round: what has no way in or no way on is dropped until nothing is."""
    left = {(flow.flow, name) for flow, name, step, _ in context.steps() if not step.ask or step.save}
    while True:
        ways = {place: _next(context, place) & left for place in left}
        kept = {place for place in left if ways[place]} & set().union(*ways.values())
        if kept == left:
            return left
        left = kept


def _next(context: Context, place: Place) -> set[Place]:
    ways = {there for _, there in exits(context.library, place)}
    if step_at(context.library, place).end == "return":
        ways |= _after(context)
    return ways


def _after(context: Context) -> set[Place]:
    after = context.library.target("", context.library.common.after)
    return {after} if after else set()


def _fillings() -> Iterator[frozenset[str]]:
    for number in range(2 ** len(SLOTS)):
        yield frozenset(slot for place, slot in enumerate(SLOTS) if number >> place & 1)


def _loops(context: Context, start: Stand, done: set[Stand]) -> Iterator[list[Place]]:
    """The rounds that a walk from `start` closes; a stand is walked from once, whoever gets there."""
    way: list[Stand] = []
    ahead: list[Iterator[Stand]] = []

    def enter(stand: Stand) -> None:
        done.add(stand)
        way.append(stand)
        ahead.append(_on(context, stand))

    if start not in done:
        enter(start)
    while way:
        stand = next(ahead[-1], None)
        if stand is None:
            way.pop()
            ahead.pop()
        elif stand in way:
            yield [passed.place for passed in way[way.index(stand) :]]
        elif stand not in done:
            enter(stand)


def _on(context: Context, stand: Stand) -> Iterator[Stand]:
    """Where a step goes on without asking."""
    library, (flow, _) = context.library, stand.place
    step = step_at(library, stand.place)
    if step.ask and step.save not in stand.filled:
        return
    filled = stand.filled if step.ask else stand.filled.union(step.set).difference(step.forget)
    for target, sets in _ways(step, filled):
        if there := library.target(flow, target):
            yield Stand(there, filled | sets, stand.callers)
    if step.call and (there := library.target(flow, step.call)):
        back = library.target(flow, step.goto)
        yield Stand(there, filled, (*stand.callers, *([back] if back else []))[-MAX_STACK:])
    if step.end == "return":
        backs = {stand.callers[-1]} if stand.callers else _after(context)
        yield from (Stand(back, filled, stand.callers[:-1]) for back in backs)


def _ways(step: Step, filled: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Targets of a step that calls nothing, each with the slots that are filled on the way."""
    nothing: frozenset[str] = frozenset()
    if step.ask:
        yield (step.unsaid.goto if step.unsaid else "") or step.goto, nothing
        for choice in step.choose:
            yield choice.goto or step.goto, frozenset(choice.set)
    elif step.route:
        for route in step.route:
            if _may_hold(route, filled):
                yield route.goto, nothing
            if _surely_holds(route, filled):
                return
    elif not step.call:
        yield step.goto, nothing
    if step.none:
        yield step.none.goto, nothing


def _may_hold(route: Route, filled: frozenset[str]) -> bool:
    """True when the slots that are filled allow it; of what is no slot (the last alarm) anything may be so."""
    return all(
        any(value != NOT_ASKED for value in values) if slot in filled else NOT_ASKED in values
        for slot, values in route.when.items()
        if slot in SLOTS
    )


def _surely_holds(route: Route, filled: frozenset[str]) -> bool:
    return all(NOT_ASKED in values and slot in SLOTS and slot not in filled for slot, values in route.when.items())
