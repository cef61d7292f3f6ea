"""The JSON Schemas refuse what the loader and its vocabulary refuse, and nothing else.

An editor reads YAML with the core schema of YAML 1.2, which makes numbers of numbers; the loader keeps everything text.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.content.check import context_of
from bot.content.checks import (
    unknown_alarm,
    unknown_choice,
    unknown_need,
    unknown_phase,
    unknown_role,
    unknown_slot,
)
from bot.content.load import default_root, read
from bot.content.schema import PARTS, WRITTEN, schema

BASE = Path(__file__).parent / "base"
REAL = default_root()
WORDS = "dialogues/_words.yaml"
VOCABULARY = (unknown_slot, unknown_choice, unknown_need, unknown_alarm, unknown_role, unknown_phase)
VALIDATORS = {what: Draft202012Validator(json.loads(schema(what))) for what in ("flow", "offer")}
FILES = {
    "flow": sorted(path for path in REAL.glob("dialogues/**/*.yaml") if not path.name.startswith("_")),
    "offer": sorted(path for path in REAL.glob("knowledge/*/*.yaml") if not path.name.startswith("_")),
}
TARGET = {"flow": "dialogues/start.yaml", "offer": "knowledge/town/desk.yaml"}


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core schema, as editors read it."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # this is how PyYAML keeps them


for tag, pattern, first in (
    ("null", r"|~|null|Null|NULL", ["", "~", "n", "N"]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first)


def by_schema(what: str, source: str) -> list[str]:
    """What an editor would underline."""
    tree = yaml.load(source, Loader=CoreLoader)
    return [error.message for error in VALIDATORS[what].iter_errors(tree)]


def by_loader(what: str, source: str, folder: Path) -> list[str]:
    """What the loader and the checks of the vocabulary tell."""
    content = folder / "content"
    shutil.copytree(BASE, content)
    shutil.copy(REAL / WORDS, content / WORDS)
    (content / TARGET[what]).write_text(source, encoding="utf-8")
    sources = read(content)
    context = context_of(sources)
    assert context
    told = [*sources.problems, *(problem for one in VOCABULARY for problem in one.check(context))]
    return [str(problem) for problem in told]


@pytest.mark.parametrize("what", ["flow", "offer"])
def test_a_schema_is_a_schema(what: str) -> None:
    """The text is JSON Schema of draft 2020-12, without an address of its own."""
    made = json.loads(schema(what))
    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in made


@pytest.mark.parametrize(
    ("what", "path"),
    [(what, path) for what, paths in FILES.items() for path in paths],
    ids=lambda part: str(part)[-40:],
)
def test_every_real_file_is_right_by_the_schema(what: str, path: Path) -> None:
    """An editor underlines nothing in content that is right."""
    assert by_schema(what, path.read_text(encoding="utf-8")) == []


SAID = "say: Hoi. Ik zoek met je mee in {place}. Typ {safe_word} voor hulplijnen."
RIGHT = {
    "flow": [
        (SAID, "say: [Hoi., Dag.]\n    fact: nederland/x"),
        ("goto: who\n", "forget: need\n    goto: who\n"),
        ("goto: who\n", "forget: [need, age]\n    goto: who\n"),
        ("goto: who\n", "set: {role: parent, need: unsaid, area: noord}\n    goto: who\n"),
        ("goto: who\n", "route: [{when: {role: parent, age: [none, unsaid]}, goto: who}, {goto: who}]\n"),
        ("goto: who\n", "route: [{when: {alarm: suicide, about: [other]}, goto: who}, {goto: who}]\n"),
        ("goto: who\n", "helplines: raised\n    calm: true\n    goto: who\n"),
        ("goto: who\n", "helplines: any\n    alarm: suicide\n    goto: who\n"),
        ("{limit: 3}", "{need: money, limit: 12}"),
        ("label: Ouder,", "label: 12,"),
        ("    save: role\n", "    save: role\n    search: true\n"),
        ("    save: role\n", "    save: role\n    unsaid: {label: Nee}\n"),
        ("goto: who\n", "end: stop\n"),
    ],
    "offer": [
        ("name: Het loket", "name: 112"),
        ("kind: access", "kind: walk-in"),
        ("publish: 'yes'", "publish: yes"),
        ("url:", "minimum_age: 12\nfree: no\nboth_parents_needed: true\nurl:"),
        ("url:", "phase: [expecting]\nalarms: [neglect]\nurl:"),
        ("url:", "phones: [{number: 112, confidence: web}]\nlocations: [{address: hier}]\nurl:"),
    ],
}
WRONG = {
    "flow": [
        ("title: Welkom\n", ""),
        ("title: Welkom\n", "title: Welkom\ntitel: Welkom\n"),
        ("title: Welkom\n", "title: [Welkom]\n"),
        (SAID, "say: {a: b}"),
        (SAID, "saay: Hoi."),
        ("goto: who\n", "goto: [who]\n"),
        ("goto: who\n", "end: stops\n"),
        ("goto: who\n", "forget: needs\n    goto: who\n"),
        ("goto: who\n", "forget: [need, stage]\n    goto: who\n"),
        ("goto: who\n", "set: {rol: parent}\n    goto: who\n"),
        ("goto: who\n", "set: {role: none}\n    goto: who\n"),
        ("goto: who\n", "set: role\n    goto: who\n"),
        ("goto: who\n", "alarm: fire\n    goto: who\n"),
        ("goto: who\n", "helplines: all\n    goto: who\n"),
        ("goto: who\n", "route: [{when: {alarm: fire}, goto: who}]\n"),
        ("goto: who\n", "route: [{when: {about: him}, goto: who}]\n"),
        ("goto: who\n", "set: {alarm: suicide}\n    goto: who\n"),
        ("goto: who\n", "route: {goto: who}\n"),
        ("goto: who\n", "route: [{when: {role: parent}}]\n"),
        ("goto: who\n", "route: [{when: {role: perent}, goto: who}]\n"),
        ("goto: who\n", "route: [{when: {role: [parent, perent]}, goto: who}]\n"),
        ("goto: who\n", "route: [{when: {rol: [parent]}, goto: who}]\n"),
        ("{limit: 3}", "{limit: three}"),
        ("{limit: 3}", "{limits: 3}"),
        ("{limit: 3}", "{need: thanks}"),
        ("{limit: 3}", "money"),
        ("label: Ouder, ", ""),
        ("id: parent", "id: perent"),
        ("save: role", "save: rol"),
        ("    save: role\n", "    save: role\n    search: maybe\n"),
        ("    save: role\n", "    save: role\n    unsaid: {labl: Nee}\n"),
        (", goto: anything_else}", "}"),
    ],
    "offer": [
        ("organization: Voorbeeldstad\n", ""),
        ("organization: Voorbeeldstad\n", "organisation: Voorbeeldstad\n"),
        ("kind: access", "kind: accs"),
        ("publish: 'yes'", "publish: maybe"),
        ("confidence: document", "confidence: sure"),
        ("roles: [parent,", "roles: [perent,"),
        ("{roles: ", "{rolls: "),
        ("  - money\n", "  - monney\n"),
        ("needs:\n", "needs:\n  - thanks\n"),
        ("url:", "phase: [apart]\nurl:"),
        ("url:", "alarms: [fire]\nurl:"),
        ("url:", "also_alarms: [fire]\nurl:"),
        ("url:", "minimum_age: twelve\nurl:"),
        ("url:", "both_parents_needed: maybe\nurl:"),
        ("url:", "free: maybe\nurl:"),
        ("url:", "phones: [{nummer: 112}]\nurl:"),
        ("url:", "phones: 112\nurl:"),
        ("url:", "opening_hours: {rule: 24/7}\nurl:"),
        ("url:", "status: gone\nurl:"),
        ("year: 2020", "year: long ago"),
    ],
}


def changed(what: str, old: str, new: str) -> str:
    """A file of the base, changed in one place."""
    source = (BASE / TARGET[what]).read_text(encoding="utf-8")
    assert old in source
    return source.replace(old, new, 1)


@pytest.mark.parametrize(("what", "old", "new"), [(what, *pair) for what, pairs in RIGHT.items() for pair in pairs])
def test_what_the_loader_takes_the_schema_takes(what: str, old: str, new: str, tmp_path: Path) -> None:
    """Short notations and optional keys are right for both."""
    source = changed(what, old, new)
    assert by_loader(what, source, tmp_path) == []
    assert by_schema(what, source) == []


@pytest.mark.parametrize(("what", "old", "new"), [(what, *pair) for what, pairs in WRONG.items() for pair in pairs])
def test_what_the_loader_refuses_the_schema_refuses(what: str, old: str, new: str, tmp_path: Path) -> None:
    """Unknown keys and words, missing keys and wrong types are wrong for both."""
    source = changed(what, old, new)
    assert by_loader(what, source, tmp_path) != []
    assert by_schema(what, source) != []


def test_what_is_written_otherwise_is_a_field_that_exists() -> None:
    """A field that was renamed does not leave its notation behind."""
    fields = {(part.__name__, name) for part in PARTS for name in part.__dataclass_fields__}
    assert set(WRITTEN) - fields == set()


def test_fields_are_explained_where_they_are_typed() -> None:
    """An editor shows the docstring of a field."""
    step = json.loads(schema("flow"))["$defs"]["Step"]["properties"]
    assert step["call"]["description"].startswith("A flow to go through")
