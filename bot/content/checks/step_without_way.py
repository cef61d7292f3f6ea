"""A step that does not have exactly one way on, or has keys that do nothing without another key.

The ways on are `ask`, `call`, `route`, `goto` and `end`. `ask`, `call`, `find` and `none` also need the step's own
`goto`: there the conversation goes on afterwards.
"""

from collections.abc import Callable, Iterator

from bot.content.context import Context
from bot.content.problems import Path, Problem
from bot.core.flow import Step

WAYS = ("ask", "call", "route", "end")
"""The ways on besides a `goto` alone."""
NEED_GOTO = ("ask", "call", "find", "none")

RULES: tuple[tuple[Path, Callable[[Step], bool], str], ...] = (
    (("find",), lambda step: bool(step.find) and bool(_ways(step)), "after `find` only `goto` can follow"),
    (("none",), lambda step: bool(step.none) and not (step.find or step.show), "`none` needs `find` or `show`"),
    (
        ("none",),
        lambda step: bool(step.none) and not step.find and bool(_ways(step)),
        "after `none` only `goto` can follow",
    ),
    (("save",), lambda step: bool(step.save) and not step.ask, "`save` needs `ask`"),
    (("choose",), lambda step: bool(step.choose) and not step.ask, "`choose` needs `ask`"),
    (("search",), lambda step: step.search and not step.ask, "`search` needs `ask`"),
    (("unsaid",), lambda step: bool(step.unsaid) and not step.ask, "`unsaid` needs `ask`"),
    (
        ("route",),
        lambda step: bool(step.route) and bool(step.route[-1].when),
        "the last route has no `when`: it is for everything else",
    ),
    (
        ("route",),
        lambda step: any(not route.when for route in step.route[:-1]),
        "only the last route has no `when`; what follows it is never taken",
    ),
)
"""Where it stands, when it is wrong, and why."""


def check(context: Context) -> Iterator[Problem]:
    """Look at the keys of every step."""
    for flow, _, step, path in context.steps():
        for where, text in _wrong(step):
            yield context.in_flow(flow.flow, (*path, *where), text)


def _wrong(step: Step) -> Iterator[tuple[Path, str]]:
    ways = _ways(step)
    if not ways and not step.goto:
        yield (), "the step leads nowhere: give it one of ask, call, route, goto and end"
    elif len(ways) > 1:
        yield (), f"the step has more than one way on: {', '.join(ways)}"
    elif step.goto and ways and ways[0] not in NEED_GOTO:
        yield ("goto",), f"`goto` is never taken beside `{ways[0]}`"
    for key in NEED_GOTO:
        if getattr(step, key) and not step.goto:
            yield (key,), f"`{key}` needs a `goto` of the step, for afterwards"
            break
    for where, holds, text in RULES:
        if holds(step):
            yield where, text


def _ways(step: Step) -> list[str]:
    return [way for way in WAYS if getattr(step, way)]
