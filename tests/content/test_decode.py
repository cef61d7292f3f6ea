"""Typing: from a tree of text to dataclasses, with every mistake of shape at its line and in plain words."""

import pytest

from bot.content.decode import decode, write_out
from bot.content.problems import ContentError
from bot.content.yamlio import parse
from bot.core.common import Common
from bot.core.flow import Find, Flow, Nothing
from bot.core.offer import Offer

FLOW = """\
flow: a
title: A
start: one
steps:
  one:
    say: Hoi.
    goto: one
"""
OFFER = """\
id: town/desk
name: '112'
organization: x
kind: line
description: x
publish: 'yes'
audience: {roles: [parent]}
confidence: web
status_note: x
"""


def problems(source: str, shape: type) -> list[str]:
    """The problems of a file of a shape."""
    with pytest.raises(ContentError) as caught:
        decode(parse(source.encode(), "a.yaml"), shape, write_out if shape is Flow else None)
    return [str(problem) for problem in caught.value.problems]


def test_a_flow_becomes_a_flow() -> None:
    """Numbers and switches are typed; one text may stand where a list can."""
    source = FLOW + "    show: a/b\n    find: {limit: 2}\n    none: {say: Niets., goto: one}\n    search: true\n"
    step = decode(parse(source.encode(), "a.yaml"), Flow, write_out).steps["one"]
    assert (step.say, step.show) == (("Hoi.",), ("a/b",))
    assert (step.find, step.none, step.search) == (Find(limit=2), Nothing("one", ("Niets.",)), True)


def test_one_value_may_stand_for_a_list_in_a_route() -> None:
    """`when: {role: parent}` is `when: {role: [parent]}`."""
    source = FLOW + "    route: [{when: {role: parent, age: [none]}, goto: one}]\n"
    (route,) = decode(parse(source.encode(), "a.yaml"), Flow, write_out).steps["one"].route
    assert route.when == {"role": ("parent",), "age": ("none",)}


def test_text_that_looks_like_a_number_stays_text() -> None:
    """The name 112 is a name."""
    assert decode(parse(OFFER.encode(), "a.yaml"), Offer).name == "112"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("    gotoo: one", "a.yaml:8:5 steps.one.gotoo: unknown key 'gotoo' (did you mean 'goto'?); known: "),
        ("    find: {need: x, limit: three}", "a.yaml:8:21 steps.one.find.limit: not a whole number: 'three'"),
        ("    search: maybe", "a.yaml:8:5 steps.one.search: neither true nor false: 'maybe'"),
        ("    end: stops", "a.yaml:8:5 steps.one.end: 'stops' is not one of return, stop, erase"
         " (did you mean 'stop'?)"),
        ("    choose: [{id: x}]", "a.yaml:8:14 steps.one.choose[0].label: the key 'label' is missing"),
        ("    choose: [{id: x, label: y, gto: z}]", "a.yaml:8:32 steps.one.choose[0].gto: unknown key 'gto'"
         " (did you mean 'goto'?); known: id, label, description, set, goto"),
        ("    choose: {id: x}", "a.yaml:8:5 steps.one.choose: expected a list (`- item` on each line)"),
        ("    ask: [x]", "a.yaml:8:5 steps.one.ask: expected text"),
        ("    set: x", "a.yaml:8:5 steps.one.set: expected keys and values (`key: value`)"),
        ("    find: x", "a.yaml:8:5 steps.one.find: expected keys and values (`key: value`)"),
    ],
)  # fmt: skip
def test_a_mistake_of_shape_is_told_in_plain_words(line: str, told: str) -> None:
    """Where it stands, what is wrong, and the nearest right word."""
    (problem,) = problems(FLOW + line + "\n", Flow)
    assert problem.startswith(told)


def test_every_mistake_of_a_file_is_told() -> None:
    """All problems of shape come in one run, sorted by line."""
    source = FLOW.replace("title: A\n", "") + "    gotoo: one\n    end: never\n"
    assert [problem.split(": ")[0] for problem in problems(source, Flow)] == [
        "a.yaml:1:1 title",
        "a.yaml:7:5 steps.one.gotoo",
        "a.yaml:8:5 steps.one.end",
    ]


def test_a_missing_key_of_an_offer_is_told() -> None:
    """An offer without what a card needs is refused."""
    assert problems(OFFER.replace("confidence: web\n", ""), Offer) == [
        "a.yaml:1:1 confidence: the key 'confidence' is missing"
    ]


def test_a_value_outside_a_closed_list_is_told_with_the_list() -> None:
    """A kind that is not there names those that are."""
    (problem,) = problems(OFFER.replace("kind: line", "kind: lin"), Offer)
    assert problem.startswith("a.yaml:4:1 kind: 'lin' is not one of information, website, line, ")
    assert problem.endswith("(did you mean 'line'?)")


def test_a_file_that_is_a_list_is_refused() -> None:
    """A file is keys and values."""
    assert problems("- a\n- b\n", Flow) == ["a.yaml:1:1: expected keys and values (`key: value`)"]
    assert problems("just text", Flow) == ["a.yaml:1:1: expected keys and values (`key: value`)"]


def test_keys_of_a_table_are_free() -> None:
    """A table such as `sides` has no fixed keys, so that its keys are for the checks."""
    source = "start: a\nafter: a\nmissed: a\nlost: a\npack: p\ncommands: {x: {act: back}}\nalarms: {}\nsides: {y: z}\n"
    assert decode(parse(source.encode(), "a.yaml"), Common).sides == {"y": "z"}


def test_steps_that_are_no_table_do_not_stop_the_reading() -> None:
    """Writing short notations out leaves what it does not know for the typing to tell."""
    assert problems("flow: a\ntitle: A\nstart: one\nsteps: x\n", Flow) == [
        "a.yaml:4:1 steps: expected keys and values (`key: value`)"
    ]
    (problem,) = problems("flow: a\ntitle: A\nstart: one\nsteps: {one: x}\n", Flow)
    assert problem == "a.yaml:4:9 steps.one: expected keys and values (`key: value`)"
