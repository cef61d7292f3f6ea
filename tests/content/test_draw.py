"""Pictures of flows: whole, readable and the same every time."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot.content.decode import decode, write_out
from bot.content.draw import draw, draw_overview, write_all
from bot.content.draw.layout import Arrow, Size, arrange, ways_back
from bot.content.yamlio import parse
from bot.core.flow import Choice, Find, Flow, Nothing, Route, Step, Unsaid

SVG = "{http://www.w3.org/2000/svg}"

TEA = Flow(
    flow="tea",
    title="Thee & koffie",
    start="hello",
    steps={
        "hello": Step(say=("Hallo daar. " * 30,), goto="known"),
        "known": Step(route=(Route("cup", {"role": ("parent", "youth")}), Route("ask_role"))),
        "ask_role": Step(
            ask="Wie ben jij, als ik dat <mag> vragen?",
            save="role",
            choose=(
                Choice("parent", "Ouder"),
                Choice("youth", "Jongere", goto="cup"),
                Choice("other", "Een ander", goto="human"),
            ),
            unsaid=Unsaid("Dat weet ik niet", "cup"),
            goto="known",
        ),
        "cup": Step(find=Find("money", 2), none=Nothing("human.people"), goto="anything_else"),
        "side": Step(call="privacy", goto="bye"),
        "bye": Step(
            set={"need": "money"},
            forget=("age",),
            alarm="suicide",
            show=("helmond/a",),
            helplines="suicide",
            end="stop",
        ),
    },
)


ROOT = Path(__file__).parents[2]
NAMES = ["tea", *sorted(file.stem for file in (ROOT / "dialogues").glob("[!_]*.yaml"))]
"""A flow with one of everything, and the flows that come with the program."""


def flow_of(name: str) -> Flow:
    """The flow of that name."""
    if name == "tea":
        return TEA
    return decode(parse((ROOT / f"dialogues/{name}.yaml").read_bytes(), name), Flow, write_out)


def pictures() -> str:
    """All pictures in one text."""
    flows = {name: flow_of(name) for name in NAMES}
    return "".join([draw_overview(flows), *map(draw, flows.values())])


def read(picture: str) -> ET.Element:
    """The picture as XML; an error when it is none."""
    return ET.fromstring(picture)


def texts(picture: str) -> set[str]:
    """All that is written in the picture."""
    return {element.text or "" for element in read(picture).iter(f"{SVG}text")}


def rectangles(picture: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every box and every sign."""
    found = []
    for element in read(picture).iter(f"{SVG}rect"):
        if element.get("class") in ("box", "place"):
            x, y, width, height = (float(element.attrib[name]) for name in ("x", "y", "width", "height"))
            found.append((x, y, x + width, y + height))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_all_of_a_flow_is_in_its_picture(name: str) -> None:
    """Every step and the label of every choice are written in the picture, which is well-formed XML."""
    flow = flow_of(name)
    expected = set(flow.steps) | {choice.label for step in flow.steps.values() for choice in step.choose}
    assert expected <= texts(draw(flow))


@pytest.mark.parametrize("name", NAMES)
def test_no_box_is_on_another(name: str) -> None:
    """No two boxes or signs overlap, and all of them are inside the picture."""
    flow = flow_of(name)
    picture = draw(flow)
    boxes = rectangles(picture)
    assert len(boxes) >= len(flow.steps)
    overlaps = [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    assert overlaps == []
    width, height = (float(read(picture).attrib[name]) for name in ("width", "height"))
    assert min(min(box) for box in boxes) >= 0
    assert max(right for _, _, right, _ in boxes) <= width
    assert max(bottom for _, _, _, bottom in boxes) <= height


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_stands_alone(name: str) -> None:
    """A picture runs nothing and fetches nothing: its only links are to other pictures and to its own steps."""
    picture = draw(flow_of(name))
    assert "<script" not in picture
    assert "@import" not in picture
    links = {element.attrib["href"] for element in read(picture).iter(f"{SVG}a")}
    assert all(link.startswith("#") or link.endswith(".svg") for link in links)
    assert picture.count("http") == 1  # the name of the SVG format itself


@pytest.mark.parametrize(
    "words",
    [
        "Thee & koffie (tea)",
        "Wie ben jij, als ik dat <mag>",
        "bewaart het antwoord als role",
        "role: parent, youth",
        "anders",
        "zoekt plekken bij money (hoogstens 2)",
        "gevonden",
        "niets gevonden",
        "Dat weet ik niet",
        "eerst",
        "daarna",
        "alarm: suicide",
        "onthoudt need = money",
        "vergeet age",
        "toont: helmond/a",
        "toont hulplijnen bij suicide",
        "stopt het gesprek",
        "terug: known",
        "human: people",
    ],
)
def test_what_a_step_does_is_told_in_words(words: str) -> None:
    """Each thing that a step can do has its words in the picture."""
    assert words in texts(draw(TEA))


def test_would_rather_not_say_is_light() -> None:
    """Every question shows the way of who would rather not say, and only those ways are light."""
    step = replace(TEA.steps["ask_role"], unsaid=None)
    picture = draw(replace(TEA, steps={**TEA.steps, "ask_role": step}))
    light = [element.text for element in read(picture).iter(f"{SVG}text") if element.get("class") == "way light"]
    assert light == ["Wil ik niet zeggen"]


def test_other_flows_go_by_their_titles_when_these_are_known() -> None:
    """The sign of a way to another flow bears its title, and opens its picture."""
    picture = draw(TEA, {"human": "Ben je een mens?"})
    assert {"Ben je een mens?", "Ben je een mens?: people", "anything_else"} <= texts(picture)
    assert 'href="human.svg"' in picture


def test_overview() -> None:
    """The overview shows every flow by its title, and opens its picture."""
    picture = draw_overview({name: flow_of(name) for name in NAMES})
    links = {element.attrib["href"] for element in read(picture).iter(f"{SVG}a")}
    assert links == {f"{name}.svg" for name in NAMES}
    assert set(NAMES) <= texts(picture)


def test_all_pictures_in_a_folder(tmp_path: Path) -> None:
    """A folder gets a picture of each flow and the overview; a link to another flow finds its picture."""
    flows = {name: flow_of(name) for name in NAMES[1:]}
    folder = tmp_path / "new" / "pictures"
    assert write_all(flows, folder) == len(flows) + 1
    files = {file.name for file in folder.iterdir()}
    assert files == {"_overzicht.svg", *(f"{name}.svg" for name in flows)}
    for file in folder.iterdir():
        links = {element.attrib["href"] for element in read(file.read_text(encoding="utf-8")).iter(f"{SVG}a")}
        assert {link for link in links if not link.startswith("#")} <= files


def test_an_empty_overview_is_a_picture_too() -> None:
    """Without flows there is a title and nothing else."""
    assert rectangles(draw_overview({})) == []


def test_pictures_are_the_same_every_time() -> None:
    """Another run of Python, with other hash values, draws the very same picture."""
    program = "from tests.content.test_draw import pictures; print(pictures())"
    drawn = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(drawn) == 1


def test_arrows_only_go_to_the_right() -> None:
    """Every arrow starts at the right side of its box and ends at the left side of a box further to the right."""
    sizes = dict.fromkeys("abcd", Size(100, 40, 10, 80))
    arrows = [Arrow("a", "b", 20), Arrow("b", "c", 20), Arrow("a", "c", 30), Arrow("a", "d", 35)]
    layout = arrange(sizes, arrows)
    for arrow in arrows:
        points = layout.paths[arrow]
        assert points[0] == (layout.corners[arrow.start][0] + 80, layout.corners[arrow.start][1] + arrow.exit)
        assert points[-1] == (layout.corners[arrow.end][0], layout.corners[arrow.end][1] + 10)
        assert [x for x, _ in points] == sorted(x for x, _ in points)


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        pytest.param({"a": ["b"], "b": []}, set(), id="no circle"),
        pytest.param({"a": ["b"], "b": ["a"]}, {("b", "a")}, id="back to the start"),
        pytest.param({"a": ["a"]}, {("a", "a")}, id="to itself"),
        pytest.param(
            {"a": ["c", "b"], "b": ["c"], "c": ["b"]}, {("c", "b")}, id="up in the file, at the same distance"
        ),
        pytest.param({"a": [], "b": ["c"], "c": ["b"]}, {("c", "b")}, id="a circle that is not reached"),
    ],
)
def test_ways_back(ways: dict[str, list[str]], expected: set[tuple[str, str]]) -> None:
    """A way leads back when it closes a circle without going further from the start."""
    assert ways_back("a", ways) == expected
