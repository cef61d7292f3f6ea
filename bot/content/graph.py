"""The flows as one graph: where a conversation can come in, and where each step leads.

Kept apart from `bot.core`, which only ever takes the one way that a person goes; checks look at all of them.
"""

from collections.abc import Iterable, Iterator

from bot.content.context import gotos
from bot.content.problems import Path
from bot.core.common import Common
from bot.core.flow import Step
from bot.core.library import Library

Place = tuple[str, str]
"""Flow and step."""


def entries(common: Common) -> Iterator[tuple[Path, str]]:
    """Every place in `_common.yaml` that leads into a flow: the path there, and the target."""
    for key in ("start", "after", "missed", "lost"):
        yield (key,), getattr(common, key)
    for name, command in common.commands.items():
        for key in ("call", "goto"):
            if target := getattr(command, key):
                yield ("commands", name, key), target
    for severity, target in common.alarms.items():
        yield ("alarms", severity), target
    for need, target in common.sides.items():
        yield ("sides", need), target


def exits(library: Library, place: Place) -> Iterator[tuple[Path, Place]]:
    """Where a step leads: the path of the key in the file, and the place. What leads nowhere is left out."""
    flow, name = place
    for where, goto in gotos(step_at(library, place)):
        if there := library.target(flow, goto):
            yield ("steps", name, *where), there


def reached(library: Library, starts: Iterable[Place]) -> set[Place]:
    """Every place that can be reached from `starts`, those included."""
    found = set(starts)
    todo = list(found)
    while todo:
        for _, there in exits(library, todo.pop()):
            if there not in found:
                found.add(there)
                todo.append(there)
    return found


def ways_in(library: Library) -> list[Place]:
    """The places where a conversation can come in."""
    places = (library.target("", target) for _, target in entries(library.common))
    return [place for place in places if place]


def step_at(library: Library, place: Place) -> Step:
    """The step at a place that exists."""
    flow, name = place
    return library.flows[flow].steps[name]
