"""Where boxes go: columns from left to right, every arrow to the right, no box on another.

The method of Sugiyama in its four steps: ways back are left out; a box goes one column further than the boxes that
lead to it; the order in the columns is changed until few arrows cross; and everything moves as near as it can to what
it is tied to. Arrows to the same box share a lane where they pass a column. This draws nothing and knows no flows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Point = tuple[float, float]
Node = str | tuple[str, int]
"""A box by its id, or the lane of the arrows to a box through a column."""

COLUMN_GAP = 84
ROW_GAP = 18
LANE = 6
"""Height of the lane that arrows need where they pass between the boxes of a column."""
ROUNDS = 24


@dataclass(frozen=True, slots=True)
class Size:
    """Of a box. Arrows come in at `entry` below its top, and go out at `out` from its left side."""

    width: float
    height: float
    entry: float
    out: float


LANE_SIZE = Size(0, LANE, LANE / 2, 0)


@dataclass(frozen=True, slots=True)
class Arrow:
    """Leaves box `start` at `exit` below its top, for box `end`."""

    start: str
    end: str
    exit: float
    light: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The top left corner of each box, and the points of each arrow: level from left to right of a column."""

    corners: Mapping[str, Point]
    paths: Mapping[Arrow, Sequence[Point]]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Tie:
    """A piece of an arrow, from one column to the next."""

    start: Node
    end: Node
    exit: float
    column: int
    """In which it starts."""


def ways_back(start: str, ways: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    """The ways to where one came from: without these, nothing goes round.

    Of the ways in a circle, those lead back that do not go further from the start; at the same distance, those that go
    up in the file.
    """
    distance = {start: 0}
    todo = [start]
    for name in todo:
        for to in ways.get(name, ()):
            if to not in distance:
                distance[to] = distance[name] + 1
                todo.append(to)
    order = {name: (distance.get(name, 0), place) for place, name in enumerate(ways)}
    reached = {name: _reached(name, ways) for name in ways}
    return {(name, to) for name in ways for to in ways[name] if name in reached[to] and order[to] <= order[name]}


def _reached(start: str, ways: Mapping[str, Sequence[str]]) -> set[str]:
    found = {start}
    todo = [start]
    for name in todo:
        new = set(ways[name]) - found
        found |= new
        todo += sorted(new)
    return found


def arrange(sizes: Mapping[str, Size], arrows: Sequence[Arrow]) -> Layout:
    """Give every box a place. The arrows may not go round (see `ways_back`)."""
    ranks = dict.fromkeys(sizes, 0)
    for _ in sizes:
        for arrow in arrows:
            ranks[arrow.end] = max(ranks[arrow.end], ranks[arrow.start] + 1)
    columns, ties, all_sizes = _with_lanes(sizes, arrows, ranks)
    tops = _order(columns, ties, all_sizes)
    return _layout(columns, all_sizes, arrows, ranks, tops)


def _with_lanes(
    sizes: Mapping[str, Size], arrows: Sequence[Arrow], ranks: Mapping[str, int]
) -> tuple[list[list[Node]], list[_Tie], dict[Node, Size]]:
    all_sizes: dict[Node, Size] = {}
    all_sizes.update((name, size) for name, size in sizes.items())
    columns: list[list[Node]] = [[] for _ in range(max(ranks.values(), default=-1) + 1)]
    for name, rank in ranks.items():
        columns[rank].append(name)
    ties: dict[_Tie, None] = {}
    for arrow in arrows:
        here: Node = arrow.start
        exit_ = arrow.exit
        for rank in range(ranks[arrow.start] + 1, ranks[arrow.end]):
            lane = (arrow.end, rank)
            if lane not in all_sizes:
                all_sizes[lane] = LANE_SIZE
                columns[rank].append(lane)
            ties[_Tie(here, lane, exit_, rank - 1)] = None
            here, exit_ = lane, LANE_SIZE.entry
        ties[_Tie(here, arrow.end, exit_, ranks[arrow.end] - 1)] = None
    return columns, list(ties), all_sizes


def _order(columns: list[list[Node]], ties: Sequence[_Tie], sizes: Mapping[Node, Size]) -> dict[Node, float]:
    """Sort the columns, and give the tops of what is in them: of all orders tried, the one with fewest crossings."""
    lonely = set(sizes) - {node for tie in ties for node in (tie.start, tie.end)}
    tops: dict[Node, float] = {}
    for column in columns:
        tops |= _stack(column, dict.fromkeys(column, 0.0), sizes)
    best, fewest = dict(tops), _crossings(ties, tops)
    for number in range(ROUNDS):
        to_the_right = number % 2 == 0
        for column in columns if to_the_right else reversed(columns):
            wanted = {node: _wanted(node, ties, tops, sizes, to_the_right) for node in column}
            lowest = max(wanted[node] for node in column)
            wanted |= {node: lowest for node in column if node in lonely}
            column.sort(key=lambda node: wanted[node])
            tops |= _stack(column, wanted, sizes)
        crossings = _crossings(ties, tops)
        if crossings <= fewest:
            best, fewest = dict(tops), crossings
    return best


def _wanted(
    node: Node, ties: Sequence[_Tie], tops: Mapping[Node, float], sizes: Mapping[Node, Size], before: bool
) -> float:
    """Where the top would be, if only the ties to the column before (or else after) it counted."""
    if before:
        wishes = [tops[tie.start] + tie.exit - sizes[node].entry for tie in ties if tie.end == node]
    else:
        wishes = [tops[tie.end] + sizes[tie.end].entry - tie.exit for tie in ties if tie.start == node]
    return sum(wishes) / len(wishes) if wishes else tops[node]


def _crossings(ties: Sequence[_Tie], tops: Mapping[Node, float]) -> int:
    """How many pairs of ties cross; those that end in the same place run together, which is no crossing."""
    lines = [(tie.column, tops[tie.start] + tie.exit, tops[tie.end]) for tie in ties]
    return sum(
        one[0] == other[0] and (one[1] - other[1]) * (one[2] - other[2]) < 0 for one, other in combinations(lines, 2)
    )


def _stack(column: Sequence[Node], wanted: Mapping[Node, float], sizes: Mapping[Node, Size]) -> dict[Node, float]:
    """Tops in the order of `column`, none on another, together as near as can be to where they are wanted."""
    blocks: list[tuple[float, list[Node], float]] = []
    for node in column:
        top, nodes, height = wanted[node], [node], sizes[node].height + ROW_GAP
        while blocks and blocks[-1][0] + blocks[-1][2] > top:
            upper_top, upper, upper_height = blocks.pop()
            top = (upper_top * len(upper) + (top - upper_height) * len(nodes)) / (len(upper) + len(nodes))
            nodes, height = upper + nodes, upper_height + height
        blocks.append((top, nodes, height))
    tops: dict[Node, float] = {}
    for top, nodes, _ in blocks:
        for node in nodes:
            tops[node] = top
            top += sizes[node].height + ROW_GAP
    return tops


def _layout(
    columns: Sequence[Sequence[Node]],
    sizes: Mapping[Node, Size],
    arrows: Sequence[Arrow],
    ranks: Mapping[str, int],
    tops: Mapping[Node, float],
) -> Layout:
    highest = min(tops.values(), default=0)
    y = {node: top - highest for node, top in tops.items()}
    lefts, rights = [], []
    x = 0.0
    for column in columns:
        lefts.append(x)
        rights.append(x + max(sizes[node].width for node in column))
        x = rights[-1] + COLUMN_GAP
    paths = {}
    for arrow in arrows:
        first, last = ranks[arrow.start], ranks[arrow.end]
        level = y[arrow.start] + arrow.exit
        points = [(lefts[first] + sizes[arrow.start].out, level), (rights[first], level)]
        for rank in range(first + 1, last):
            level = y[arrow.end, rank] + LANE_SIZE.entry
            points += [(lefts[rank], level), (rights[rank], level)]
        paths[arrow] = [*points, (lefts[last], y[arrow.end] + sizes[arrow.end].entry)]
    corners = {name: (lefts[rank], y[name]) for name, rank in ranks.items()}
    bottom = max((y[node] + size.height for node, size in sizes.items()), default=0)
    return Layout(corners, paths, max(rights, default=0), bottom)
