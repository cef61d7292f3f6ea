"""A conversation can end, or be done with a topic, without an offer, a helpline or a person to ask.

Looked at are all ways from `start`, from `after` and from the commands that go somewhere (`stop`, `erase`), until the
end of the conversation (`end: stop`, `end: erase`) or until `after`, where people land when a topic is done. Somewhere
on each of these ways one of the following must happen:

- offers are shown, by `show` or by `find` (its `none` is a way of its own, which still needs one of these);
  `show` without `none` counts only when every municipality has one of the offers;
- helplines are shown;
- a text names where to ask: `{ask_phone}`. What is named before the first question counts only for a way without a
  question, such as saying goodbye: otherwise a number in the words of welcome would do for every way.

A flow that is called, and ends with `return`, goes on where it was called. Typed words lead elsewhere and come back to
the open question; they are not looked at.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bot.content.context import Context
from bot.content.graph import Place, exits, step_at
from bot.content.problems import Path, Problem
from bot.core.flow import Step
from bot.core.text import slots_of
from bot.core.walk import MAX_STACK

PERSON = "ask_phone"


class Stand(NamedTuple):
    """Where a way has got to, as far as nothing was offered on it yet."""

    place: Place
    callers: tuple[Place, ...] = ()
    """Where to go on after `return`, the nearest last."""
    named: bool = False
    """Where to ask was named, and no question was asked since."""
    asked: bool = False


def check(context: Context) -> Iterator[Problem]:
    """Follow every way on which nothing was offered yet."""
    if not context.flows_are_whole:
        return
    common = context.library.common
    after = context.library.target("", common.after)
    goals = [common.start, common.after, *(command.goto for command in common.commands.values() if command.goto)]
    starts = [place for goal in goals if (place := context.library.target("", goal))]
    todo = [Stand(place) for place in starts]
    seen = set(todo)
    found: set[tuple[Place, Path]] = set()
    while todo:
        stand = todo.pop()
        for path, there in _on(context, stand):
            if there is None or (there.place == after and not there.named):
                found.add((stand.place, path))
            elif there.place != after and there not in seen:
                seen.add(there)
                todo.append(there)
    for (flow, _), path in found:
        text = f"a conversation can get here without an offer, a helpline or where to ask ({{{PERSON}}})"
        yield context.in_flow(flow, path, text)


def _on(context: Context, stand: Stand) -> Iterator[tuple[Path, Stand | None]]:
    """Where a way goes on, still without an offer; None is the end of the conversation, reached with nothing."""
    step = step_at(context.library, stand.place)
    named = stand.named or any(PERSON in slots_of(text) for text in step.say)
    if _offers(context, step) or (named and stand.asked):
        return
    for path, place in exits(context.library, stand.place):
        key = path[2]
        if key == "goto" and (step.call or step.none):
            continue  # after a call: later; after `show` or `find` with `none`: something was shown
        named_here = named or (key == "none" and _names(step))
        if step.ask:
            yield path, Stand(place, stand.callers, False, True)
        elif step.call:
            back = context.library.target(stand.place[0], step.goto)
            yield path, Stand(place, (*stand.callers, *([back] if back else []))[-MAX_STACK:], named, stand.asked)
        elif not (named_here and stand.asked):
            yield path, Stand(place, stand.callers, named_here, stand.asked)
    path = ("steps", stand.place[1], "end")
    if step.end == "return":
        after = context.library.target("", context.library.common.after)
        back = stand.callers[-1] if stand.callers else after
        if back:
            yield path, Stand(back, stand.callers[:-1], named, stand.asked)
    elif step.end and not named:
        yield path, None


def _names(step: Step) -> bool:
    return step.none is not None and any(PERSON in slots_of(text) for text in step.none.say)


def _offers(context: Context, step: Step) -> bool:
    """True when a step shows something on whatever way it is left."""
    if step.helplines:
        return True
    if step.none or not step.show:
        return False
    return all(town.shown_ids.intersection(step.show) for town in context.towns)
