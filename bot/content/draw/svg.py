"""From placed boxes to an SVG picture that stands alone: no scripts, and no fonts or pictures from elsewhere."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from bot.content.draw.boxes import Box, Way
from bot.content.draw.layout import Layout, Point

BOX_WIDTH = 270
HEADER = 24
ROW = 18
PADDING = 6
INSET = 10
"""How far text stands from the side of its box."""
SIGN_GAP = 16
SIGN_WIDTH = 264
SIGN_HEIGHT = 16
MARGIN = 24
TITLE = 58
"""Height above the boxes, for the title and the legend."""
STYLE = """
text { font: 12px Verdana, "DejaVu Sans", sans-serif; fill: #1f2933; }
text.title { font-size: 18px; font-weight: bold; }
text.note { fill: #52606d; }
rect.box { fill: #ffffff; stroke: #7b8794; }
rect.head { fill: #e4ecf3; stroke: #7b8794; }
.start rect.box, .start rect.head { stroke: #1a6fb0; stroke-width: 2; }
.start rect.head { fill: #bcdcf5; }
text.name, text.ask { font-weight: bold; }
text.does { fill: #8a4b08; font-style: italic; }
text.way { text-anchor: end; fill: #0b5394; }
text.way.light { fill: #66788a; }
.elsewhere rect { fill: #e7f3e4; stroke: #5f8f55; }
.back rect { fill: #fbf1d3; stroke: #b08d3c; }
.sign text { font-size: 11px; }
.arrow { fill: none; stroke-width: 1.3; }
.arrow.light { stroke-dasharray: 5 4; opacity: 0.6; }
.arrow:hover { stroke-width: 4; opacity: 1; }
a:hover rect { stroke-width: 2.5; }
"""
COLOURS = ("#2f5d8a", "#9a4f12", "#3d7a3d", "#7a3d86", "#8a1f3c", "#1d7a80")
"""Arrows to the same box have the same colour, so that one can be followed among others."""


def width(box: Box) -> float:
    """Of a box with its signs."""
    return BOX_WIDTH + (SIGN_GAP + SIGN_WIDTH if any(way.sign for way in box.ways) else 0)


def height(box: Box) -> float:
    """Of a box with its signs."""
    return HEADER + (box.rows * ROW + PADDING if box.rows else 0)


def exit_height(box: Box, way: Way) -> float:
    """How far below the top of the box a way leaves it."""
    return HEADER + (box.row(way) + 0.5) * ROW + PADDING / 2 if box.rows else HEADER / 2


def picture(title: str, note: str, boxes: Sequence[Box], layout: Layout) -> str:
    """The whole picture, as text."""
    wide, high = _number(layout.width + 2 * MARGIN), _number(layout.height + 2 * MARGIN + TITLE)
    root = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", width=wide, height=high, viewBox=f"0 0 {wide} {high}")
    ET.SubElement(root, "title").text = title
    ET.SubElement(root, "style").text = STYLE
    _arrowheads(root)
    ET.SubElement(root, "rect", width="100%", height="100%", fill="#fbfcfd")
    _text(root, MARGIN, MARGIN + 10, title, "title")
    _text(root, MARGIN, MARGIN + 34, note, "note")
    inside = ET.SubElement(root, "g", transform=f"translate({MARGIN},{MARGIN + TITLE})")
    colour = {box.id: number % len(COLOURS) for number, box in enumerate(boxes)}
    for arrow, points in sorted(layout.paths.items(), key=lambda item: not item[0].light):
        line = _line(inside, points, colour[arrow.end], light=arrow.light)
        ET.SubElement(line, "title").text = f"{arrow.start} > {arrow.end}"
    for box in boxes:
        _box(inside, box, *layout.corners[box.id])
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _arrowheads(root: ET.Element) -> None:
    size = {"viewBox": "0 0 8 8", "refX": "7", "refY": "4", "markerWidth": "7", "markerHeight": "7", "orient": "auto"}
    definitions = ET.SubElement(root, "defs")
    for number, colour in enumerate(COLOURS):
        tip = ET.SubElement(definitions, "marker", {"id": f"tip{number}", **size})
        ET.SubElement(tip, "path", d="M0,0 L8,4 L0,8 z", fill=colour)


def _box(parent: ET.Element, box: Box, x: float, y: float) -> None:
    whole = ET.SubElement(parent, "g", {"class": "start" if box.start else "step", "id": box.id})
    group = ET.SubElement(whole, "a", href=box.link) if box.link else whole
    if box.hint:
        ET.SubElement(group, "title").text = box.hint
    _rectangle(group, "box", x, y, BOX_WIDTH, height(box))
    _rectangle(group, "head", x, y, BOX_WIDTH, HEADER)
    _text(group, x + INSET, y + 16, box.title, "name")
    for number, line in enumerate(box.lines):
        _text(group, x + INSET, y + HEADER + (number + 1) * ROW - 2, line.text, line.style)
    for way in box.ways:
        _way(whole, way, x + BOX_WIDTH, y + exit_height(box, way))


def _way(parent: ET.Element, way: Way, x: float, y: float) -> None:
    """The label of a way in the box that ends at `x`, and the sign beside it."""
    if way.label:
        label = _text(parent, x - INSET, y + 4, way.label, "way light" if way.light else "way")
        if way.hint:
            ET.SubElement(label, "title").text = way.hint
    if way.sign:
        _line(parent, [(x, y), (x + SIGN_GAP, y)], 0, light=way.light)
        link = ET.SubElement(parent, "a", {"href": way.link, "class": f"sign {way.sign}"})
        ET.SubElement(link, "title").text = way.sign_text
        _rectangle(link, "place", x + SIGN_GAP, y - SIGN_HEIGHT / 2, SIGN_WIDTH, SIGN_HEIGHT, SIGN_HEIGHT / 2)
        _text(link, x + SIGN_GAP + INSET, y + 4, way.sign_label, "to")


def _line(parent: ET.Element, points: Sequence[Point], colour: int, *, light: bool) -> ET.Element:
    """An arrow: straight through the columns, bent in the gaps between them."""
    (x, y), *rest = points
    path = [f"M{_number(x)},{_number(y)}"]
    for next_x, next_y in rest:
        if next_y == y:
            path.append(f"H{_number(next_x)}")
        else:
            middle = _number((x + next_x) / 2)
            path.append(f"C{middle},{_number(y)} {middle},{_number(next_y)} {_number(next_x)},{_number(next_y)}")
        x, y = next_x, next_y
    kind = "arrow light" if light else "arrow"
    look = {"class": kind, "stroke": COLOURS[colour], "marker-end": f"url(#tip{colour})"}
    return ET.SubElement(parent, "path", {"d": " ".join(path), **look})


def _rectangle(parent: ET.Element, kind: str, x: float, y: float, wide: float, high: float, round_: float = 3) -> None:
    sizes = {"x": x, "y": y, "width": wide, "height": high, "rx": round_}
    ET.SubElement(parent, "rect", {"class": kind, **{name: _number(value) for name, value in sizes.items()}})


def _text(parent: ET.Element, x: float, y: float, text: str, kind: str) -> ET.Element:
    element = ET.SubElement(parent, "text", {"x": _number(x), "y": _number(y), "class": kind})
    element.text = text
    return element


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
