"""A conversation can end, or be done with a topic, without an offer, a helpline or a person to ask.

Looked at are all ways from `start`, from `after` and from the commands that go somewhere (`stop`, `erase`), until the
end of the conversation (`end: stop`, `end: erase`) or until `after`, where people land when a topic is done. Somewhere
on each of these ways one of the following must happen:

- offers are shown, by `show` or by `find` (its `none` is a way of its own, which still needs one of these);
  `show` without `none` counts only when every municipality has one of the offers;
- helplines are shown, or offers are found for words that were typed (`search`);
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
from bot.core.flow import ASK_AT, Step
from bot.core.library import Library
from bot.core.text import slots_of
from bot.core.walk import MAX_STACK

PERSON = "ask_phone"


class Stand(NamedTuple):
    """Where a way has got to, as far as nothing was offered on it yet."""

    place: Place
    callers: tuple[tuple[Place, Place], ...] = ()
    """The steps that called a flow, each with where it goes on after `return`; the nearest last."""
    named: bool = False
    """Where to ask was named, and no question was asked since."""
    asked: bool = False


def check(context: Context) -> Iterator[Problem]:
    """Follow every way on which nothing was offered yet."""
    if not context.is_whole:
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
        for place, path, there in _on(context, stand):
            if there is None or (there.place == after and not there.named):
                found.add((place, path))
            elif there.place != after and there not in seen:
                seen.add(there)
                todo.append(there)
    for (flow, _), path in found:
        text = f"a conversation can get here without an offer, a helpline or where to ask ({{{PERSON}}})"
        yield context.in_flow(flow, path, text)


def _on(context: Context, stand: Stand) -> Iterator[tuple[Place, Path, Stand | None]]:
    """Where a way goes on, still without an offer, and the key that says so; None is the end of the conversation."""
    step = step_at(context.library, stand.place)
    named = stand.named or any(PERSON in slots_of(text) for text in step.say)
    if _offers(context, step) or (named and stand.asked):
        return
    for path, place in exits(context.library, stand.place):
        key = path[2]
        if key == "goto" and (step.call or step.none or step.find or _only_after_search(step)):
            continue  # after a call: later; otherwise something was shown
        named_here = named or (key == "none" and _names(step))
        if step.ask:
            yield stand.place, path, Stand(place, stand.callers, False, True)
        elif step.call:
            back = context.library.target(stand.place[0], step.goto)
            callers = (*stand.callers, (stand.place, back)) if back else stand.callers
            yield stand.place, path, Stand(place, callers[-MAX_STACK:], named, stand.asked)
        elif not (named_here and stand.asked):
            yield stand.place, path, Stand(place, stand.callers, named_here, stand.asked)
    if step.end == "return" and stand.callers:
        caller, back = stand.callers[-1]
        yield caller, ("steps", caller[1], "goto"), Stand(back, stand.callers[:-1], named, stand.asked)
    elif step.end == "return":
        after = context.library.target("", context.library.common.after)
        if after:
            yield stand.place, ("steps", stand.place[1], "end"), Stand(after, (), named, stand.asked)
    elif step.end and not named:
        yield stand.place, ("steps", stand.place[1], "end"), None


def _only_after_search(step: Step) -> bool:
    """True when the step's own `goto` is for typed words for which offers were found, and for nothing else."""
    return step.search and bool(step.unsaid and step.unsaid.goto) and all(choice.goto for choice in step.choose)


def _names(step: Step) -> bool:
    return step.none is not None and any(PERSON in slots_of(text) for text in step.none.say)


def _offers(context: Context, step: Step) -> bool:
    """True when a step shows something on whatever way it is left."""
    if step.helplines:
        return True
    if step.none or not step.show:
        return False
    return all(town.shown_ids.intersection(_named(town, step.show)) for town in context.towns)


def _named(town: Library, show: tuple[str, ...]) -> set[str]:
    return {town.place.ask_at if offer == ASK_AT else offer for offer in show}
