"""JSON Schemas of the content files, so that an editor completes and underlines while somebody types.

Made from the dataclasses that the loader types with, and then fitted to what an author may write: one text where a list
may stand, a number where text is meant (the loader reads all scalars as text), and the words of the vocabulary. An
editor uses one when a file starts with `# yaml-language-server: $schema=flow.schema.json`.

It cannot tell what only `bot check` knows, such as whether a step exists. Where the loader is the more patient one
(`limit: '3'` in quotes, `search: yes`, a key without a value), an editor underlines what is better written otherwise.
"""

import ast
import inspect
import json
import textwrap
from typing import Any

from bot.content.decode import adapter
from bot.core.flow import Choice, Find, Flow, Nothing, Route, Step, Unsaid
from bot.core.helplines import ANY, RAISED
from bot.core.offer import Audience, Location, Offer, OpeningHours, Phone, Source
from bot.core.vocabulary import ALARMS, HEARD, OFFER_NEEDS, PHASES, ROLES, SLOT_VALUES, SLOTS, UNSAID

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: dict[str, type] = {"flow": Flow, "offer": Offer}
PARTS = (Flow, Step, Choice, Unsaid, Find, Nothing, Route, Offer, Audience, Location, OpeningHours, Phone, Source)

TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""Whatever a YAML reader takes a scalar for, the loader takes it for text."""
NOT_ASKED = "none"


def one_of(*words: str) -> Schema:
    """One word of a closed list."""
    return {"enum": list(words)}


def many(item: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": item}


def one_or_many(item: Schema) -> Schema:
    """A list, or one item without the list around it."""
    return {"anyOf": [item, many(item)]}


def table(properties: dict[str, Schema]) -> Schema:
    """A table with these keys and no others."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


def by_slot(*extra: str) -> dict[str, Schema]:
    """Slot -> its values; those of open slots are free."""
    return {slot: one_of(*SLOT_VALUES[slot], *extra) if slot in SLOT_VALUES else TEXT for slot in SLOTS}


def looked_at() -> dict[str, Schema]:
    """What a route looks at -> one value or a list: of the slots, and of the last alarm."""
    values = by_slot(UNSAID, NOT_ASKED) | {key: one_of(*heard, UNSAID, NOT_ASKED) for key, heard in HEARD.items()}
    return {key: one_or_many(value) for key, value in values.items()}


WRITTEN: dict[tuple[str, str], Schema] = {
    ("Step", "set"): table(by_slot(UNSAID)),
    ("Step", "forget"): one_or_many(one_of(*SLOTS)),
    ("Step", "alarm"): one_of(*ALARMS),
    ("Step", "say"): one_or_many(TEXT),
    ("Step", "fact"): one_or_many(TEXT),
    ("Step", "show"): one_or_many(TEXT),
    ("Step", "helplines"): one_of(ANY, RAISED, *ALARMS),
    ("Step", "save"): one_of(*SLOTS),
    ("Choice", "set"): table(by_slot(UNSAID)),
    ("Find", "need"): one_of(*OFFER_NEEDS),
    ("Nothing", "say"): one_or_many(TEXT),
    ("Route", "when"): table(looked_at()),
    ("Audience", "roles"): many(one_of(*ROLES)),
    ("Offer", "needs"): many(one_of(*OFFER_NEEDS)),
    ("Offer", "also_needs"): many(one_of(*OFFER_NEEDS)),
    ("Offer", "phase"): many(one_of(*PHASES)),
    ("Offer", "alarms"): many(one_of(*ALARMS)),
    ("Offer", "also_alarms"): many(one_of(*ALARMS)),
}
"""Class and field -> how an author writes it, where that differs from what it becomes."""


def schema(what: str) -> str:
    """The JSON Schema (draft 2020-12) of a `flow` or an `offer` file, as text."""
    made = adapter(SHAPES[what]).json_schema()
    parts: dict[str, Schema] = {SHAPES[what].__name__: made, **made.get("$defs", {})}
    classes = {shape.__name__: shape for shape in PARTS}
    for name, part in parts.items():
        _fit(part, classes[name])
    if "Step" in parts:
        parts["Step"]["allOf"] = [_saved(slot, values) for slot, values in SLOT_VALUES.items()]
    return json.dumps({"$schema": DIALECT, **made}, indent=2, ensure_ascii=False)


def _fit(part: Schema, shape: type) -> None:
    """Fit the schema of one dataclass to what is written for it in YAML."""
    told = _docstrings(shape)
    part.pop("title", None)
    part["description"] = (inspect.getdoc(shape) or "").partition("\n")[0]
    for field, made in part.get("properties", {}).items():
        fitted = dict(WRITTEN.get((shape.__name__, field)) or _scalars(made))
        if field in told:
            fitted["description"] = told[field]
        part["properties"][field] = fitted


def _scalars(made: Schema) -> Schema:
    """What pydantic says of a field, without its titles and defaults, and with text as authors may write it."""
    if "anyOf" in made:  # `X | None`: a key that is there has a value
        (made,) = (option for option in made["anyOf"] if option.get("type") != "null")
    kept = {key: value for key, value in made.items() if key not in ("title", "default")}
    if kept.get("type") == "string" and not {"enum", "const"} & kept.keys():
        return {**kept, **TEXT}
    for key in ("items", "additionalProperties"):
        if isinstance(kept.get(key), dict):
            kept[key] = _scalars(kept[key])
    return kept


def _saved(slot: str, values: tuple[str, ...]) -> Schema:
    """In a question with `save`, the ids of the choices are values of that slot."""
    choice = {"properties": {"id": one_of(*values)}}
    return {
        "if": {"properties": {"save": {"const": slot}}, "required": ["save"]},
        "then": {"properties": {"choose": {"items": choice}}},
    }


def _docstrings(shape: type) -> dict[str, str]:
    """Field -> the docstring under it."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(shape))).body
    assert isinstance(body, ast.ClassDef)
    told = {}
    for field, below in zip(body.body, body.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                told[name] = " ".join(text.split())
    return told
