"""What is drawn of a flow: boxes with lines of text and ways out, before anything has a place.

Pure: flows in, boxes out. Words that the drawing adds itself are Dutch, like the content, because coordinators read it.
Ways that lead back and ways to another flow end in a sign beside the box. Why so: then every arrow goes to the right,
and none has to find its way around the whole picture.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from textwrap import shorten, wrap
from typing import Literal

from bot.core.flow import Flow, Step

UNSAID = "Wil ik niet zeggen"
ENDS = {"return": "gaat terug naar de open vraag", "stop": "stopt het gesprek", "erase": "wist alles en stopt"}

CHARACTERS = 37
BOLD_CHARACTERS = 33
SIGN_CHARACTERS = 40
"""So many fit on a line of a box, on one in bold, and on a sign."""
LINES = {"say": 2, "ask": 3, "does": 4}
"""At most so many lines of each text are shown; all that is said is in the tooltip."""

Style = Literal["say", "ask", "does"]
Sign = Literal["", "elsewhere", "back"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a box."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a box. Its label stands in the box; from there goes an arrow to `to`, or a sign stands beside it."""

    to: str
    label: str = ""
    light: bool = False
    """Drawn light and dashed: the way of who would rather not say."""
    hint: str = ""
    sign: Sign = ""
    sign_text: str = ""

    @property
    def link(self) -> str:
        """What opens on a click on the sign: the picture of another flow, or a box of this one."""
        return f"{self.to.partition('.')[0]}.svg" if self.sign == "elsewhere" else f"#{self.to}"

    @property
    def sign_label(self) -> str:
        """What fits on the sign."""
        return shorten(self.sign_text, SIGN_CHARACTERS, placeholder=" …")


@dataclass(frozen=True, slots=True)
class Box:
    """A step of a flow, or a flow in the overview."""

    id: str
    title: str
    lines: tuple[Line, ...] = ()
    ways: tuple[Way, ...] = ()
    start: bool = False
    link: str = ""
    """The picture that opens on a click."""
    hint: str = ""
    """Told when the mouse rests on the box."""

    @property
    def rows(self) -> int:
        """How many rows of text it has below its title."""
        return len(self.lines) + sum(bool(way.label) for way in self.ways)

    def row(self, way: Way) -> float:
        """The row in which `way` leaves; a way without label leaves from the middle."""
        labelled = [other for other in self.ways if other.label]
        return len(self.lines) + labelled.index(way) if way.label else (self.rows - 1) / 2


def step_boxes(flow: Flow, titles: Mapping[str, str], back: Collection[tuple[str, str]]) -> list[Box]:
    """A box for every step, in the order of the file. `back` holds the pairs of steps whose way leads back."""
    boxes = []
    for name, step in flow.steps.items():
        ways = tuple(_with_sign(way, name, flow, titles, back) for way in ways_of(step))
        hint = "\n".join([*step.say, step.ask]).strip()
        boxes.append(Box(name, name, tuple(_lines(step)), ways, start=name == flow.start, hint=hint))
    return boxes


def ways_of(step: Step) -> Iterator[Way]:
    """Every way out of a step, in the order in which they are tried or shown."""
    for choice in step.choose:
        sets = f"onthoudt {_pairs(choice.set)}" if choice.set else ""
        yield Way(choice.goto or step.goto, choice.label, hint="\n".join(filter(None, [choice.description, sets])))
    if step.ask:
        goto, label = (step.unsaid.goto, step.unsaid.label) if step.unsaid else ("", "")
        yield Way(goto or step.goto, label or UNSAID, light=True)
    for route in step.route:
        when = " en ".join(f"{slot}: {', '.join(values)}" for slot, values in route.when.items())
        yield Way(route.goto, shorten(when, CHARACTERS, placeholder=" …") if when else "anders", hint=when)
    if step.call:
        yield Way(step.call, "eerst")
    if step.goto and not step.ask:
        yield Way(step.goto, "daarna" if step.call else "gevonden" if step.none else "")
    if step.none:
        yield Way(step.none.goto, "niets gevonden", hint="\n".join(step.none.say))


def flow_boxes(flows: Mapping[str, Flow], start: str, back: Collection[tuple[str, str]]) -> list[Box]:
    """A box for every flow. Ways that would lead back to the left are told in words."""
    boxes = []
    for name, flow in flows.items():
        ways = leads_to(flow, flows)
        lines = _wrapped(flow.title, "ask")
        backward = [to for to in ways if (name, to) in back]
        if backward:
            lines += _wrapped(f"ook naar: {', '.join(backward)}", "does")
        forward = tuple(Way(to) for to in ways if to not in backward)
        boxes.append(Box(name, name, tuple(lines), forward, start=name == start, link=f"{name}.svg", hint=flow.title))
    return boxes


def leads_to(flow: Flow, flows: Collection[str]) -> list[str]:
    """The other flows to which a way of `flow` leads, in the order of its steps."""
    targets = (way.to for step in flow.steps.values() for way in ways_of(step))
    others = (to.partition(".")[0] for to in targets if to not in flow.steps)
    return [to for to in dict.fromkeys(others) if to in flows and to != flow.flow]


def _with_sign(way: Way, name: str, flow: Flow, titles: Mapping[str, str], back: Collection[tuple[str, str]]) -> Way:
    if way.to not in flow.steps:
        other, _, step = way.to.partition(".")
        text = titles.get(other, other) + (f": {step}" if step else "")
        return replace(way, sign="elsewhere", sign_text=text)
    if (name, way.to) in back:
        return replace(way, sign="back", sign_text=f"terug: {way.to}")
    return way


def _lines(step: Step) -> Iterator[Line]:
    for does in _before(step):
        yield from _wrapped(does, "does")
    for text in step.say:
        yield from _wrapped(text, "say")
    for does in _after(step):
        yield from _wrapped(does, "does")
    if step.ask:
        yield from _wrapped(step.ask, "ask")
    if step.save:
        yield from _wrapped(f"bewaart het antwoord als {step.save}", "does")
    if step.search:
        yield from _wrapped("zoekt op wat iemand typt", "does")
    if step.end:
        yield from _wrapped(ENDS[step.end], "does")


def _before(step: Step) -> Iterator[str]:
    if step.set:
        yield f"onthoudt {_pairs(step.set)}"
    if step.forget:
        yield f"vergeet {', '.join(step.forget)}"
    if step.alarm:
        yield f"alarm: {step.alarm}"


def _after(step: Step) -> Iterator[str]:
    if step.fact:
        yield f"vertelt achtergrond: {', '.join(step.fact)}"
    if step.show:
        yield f"toont: {', '.join(step.show)}"
    if step.helplines:
        yield "toont hulplijnen" + (f" bij {step.helplines}" if step.helplines != "any" else "")
    if step.find:
        yield f"zoekt plekken{f' bij {step.find.need}' if step.find.need else ''} (hoogstens {step.find.limit})"


def _pairs(values: Mapping[str, str]) -> str:
    return ", ".join(f"{slot} = {value}" for slot, value in values.items())


def _wrapped(text: str, style: Style) -> list[Line]:
    characters = BOLD_CHARACTERS if style == "ask" else CHARACTERS
    return [Line(line, style) for line in wrap(text, characters, max_lines=LINES[style], placeholder=" …")]
