"""Where one conversation is: all that is kept of it between two turns, as JSON with a version.

Only categories, positions and alarm labels; never anything that a person typed. Empty fields are left out of the
JSON, so a conversation of eight turns takes a few hundred bytes.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

VERSION = 1
MAX_TRAIL = 30
"""Answered questions that `back` can undo. Beyond that it leads to the start: state stays about 1 KB."""

ENGINE = "_"
"""The flow name of questions that the engine itself asks."""


class StateError(ValueError):
    """The stored state cannot be read: the conversation has to start anew."""


@dataclass(slots=True)
class State:
    """One conversation. The engine works on a copy and hands that back."""

    flow: str = ""
    step: str = ""
    """The open question; empty before the first turn and after the end."""
    slots: dict[str, str] = field(default_factory=dict)
    stack: list[list[str]] = field(default_factory=list)
    """Where to go on after a called flow: [flow, step] to enter, or [flow, step, "ask"] to only ask again."""
    trail: list[list[Any]] = field(default_factory=list)
    """Answered questions, oldest first: [flow, step, slots before where they changed, stack before]."""
    alarms: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    """The last alarm: [label, severity, `self` or `other`]."""
    more: list[Any] = field(default_factory=list)
    """A find that has more to show: [flow, step, how many were shown]."""
    shown: list[str] = field(default_factory=list)
    """The offers that were shown last, for questions about them."""
    meanings: list[str] = field(default_factory=list)
    """Needs that were offered as a guess when the last message was not understood."""
    echo: list[str] = field(default_factory=list)
    """Classes of words of the last message, for one turn (`Reading.echo`)."""
    misses: int = 0
    """Messages in a row that were not understood."""
    language: str = ""
    """The language that the person chose; empty when they did not."""
    offered: list[str] = field(default_factory=list)
    """Languages that were offered because the person typed in them."""

    @property
    def ended(self) -> bool:
        """True when there is no open question: the next input starts a conversation."""
        return not self.step


FIELDS = (
    "flow", "step", "slots", "stack", "trail", "alarms", "raised", "more", "shown", "meanings", "echo", "misses",
    "language", "offered",
)  # fmt: skip

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: dict[int, Upgrade] = {}
"""Version -> function that makes the next version of it. None yet: version 1 is the first."""

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def dumps(state: State) -> str:
    """State as compact JSON."""
    tree: dict[str, Any] = {"v": VERSION}
    for name in FIELDS:
        value = getattr(state, name)
        if value:
            tree[name] = value
    return _encode(tree)


def loads(text: str, upgrades: dict[int, Upgrade] = UPGRADES, version: int = VERSION) -> State:
    """Read what `dumps` wrote, also what an older version wrote.

    Raises:
        StateError: when it is no state, or of a version that is newer or has no upgrade.
    """
    try:
        tree = json.loads(text)
        found = tree.pop("v")
        while found != version:
            tree = upgrades[found](tree)
            found += 1
        return State(**tree)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StateError(f"not a state of version {version} or older: {type(error).__name__}") from None


def copy(state: State) -> State:
    """A copy that can be changed without changing `state`."""
    return State(
        state.flow,
        state.step,
        dict(state.slots),
        list(state.stack),
        list(state.trail),
        list(state.alarms),
        list(state.raised),
        list(state.more),
        list(state.shown),
        list(state.meanings),
        list(state.echo),
        state.misses,
        state.language,
        list(state.offered),
    )
