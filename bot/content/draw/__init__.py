"""Pictures of the flows that a coordinator can open in a browser: one of each flow, and one of all together.

`boxes` says what is in them, `layout` where it goes and `svg` how it looks.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.content.draw.boxes import Box, flow_boxes, leads_to, step_boxes, ways_of
from bot.content.draw.layout import Arrow, Size, arrange, ways_back
from bot.content.draw.svg import BOX_WIDTH, HEADER, exit_height, height, picture, width
from bot.core.flow import Flow

LEGEND = (
    "Lees van links naar rechts. Streepjes: wil het niet zeggen. Groen: een ander gesprek. Geel: terug naar eerder."
)
OVERVIEW = "Alle gesprekken"
OVERVIEW_FILE = "_overzicht.svg"
"""Stands first in the folder, and no flow has this name."""
OVERVIEW_LEGEND = "Lees van links naar rechts. Klik op een gesprek voor de tekening ervan."


def draw(flow: Flow, titles: Mapping[str, str] | None = None) -> str:
    """Draw one flow as SVG. `titles` gives the names of other flows; without it they go by their ids."""
    ways = {name: [way.to for way in ways_of(step) if way.to in flow.steps] for name, step in flow.steps.items()}
    boxes = step_boxes(flow, titles or {}, ways_back(flow.start, ways))
    return _placed(f"{flow.title} ({flow.flow})", LEGEND, boxes)


def draw_overview(flows: Mapping[str, Flow], start: str = "start") -> str:
    """Draw which flow leads to which, from the flow in which a conversation starts."""
    ways = {name: leads_to(flow, flows) for name, flow in flows.items()}
    return _placed(OVERVIEW, OVERVIEW_LEGEND, flow_boxes(flows, start, ways_back(start, ways)))


def write_all(flows: Mapping[str, Flow], folder: Path) -> int:
    """Write a picture of every flow and of all together in `folder`, and give their number."""
    titles = {name: flow.title for name, flow in flows.items()}
    pictures = {f"{name}.svg": draw(flow, titles) for name, flow in flows.items()}
    pictures[OVERVIEW_FILE] = draw_overview(flows)
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture_text in pictures.items():
        (folder / name).write_text(picture_text, encoding="utf-8")
    return len(pictures)


def _placed(title: str, note: str, boxes: Sequence[Box]) -> str:
    sizes = {box.id: Size(width(box), height(box), HEADER / 2, BOX_WIDTH) for box in boxes}
    arrows = [
        Arrow(box.id, way.to, exit_height(box, way), way.light) for box in boxes for way in box.ways if not way.sign
    ]
    return picture(title, note, boxes, arrange(sizes, arrows))
