"""From a tree of text to the frozen dataclasses of `bot.core`, with every mistake at its line.

pydantic does the typing (its `TypeAdapter` works on standard-library dataclasses, so the core needs no import); this
module turns its errors into problems that a content author understands. It checks shapes only: whether a step that
is named exists is for `checks`.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from bot.content.problems import ContentError, Path, Problem, did_you_mean
from bot.content.yamlio import Document

T = TypeVar("T")


@cache
def adapter(shape: Any) -> TypeAdapter[Any]:
    """The pydantic adapter of a dataclass; made once, because making one takes milliseconds."""
    return TypeAdapter(shape)


def decode(document: Document, shape: type[T], prepare: Callable[[Any], Any] | None = None) -> T:
    """Type one document as `shape`. `prepare` may first write short notations out in full.

    Raises:
        ContentError: with all problems of shape in the document.
    """
    if not isinstance(document.tree, dict):
        raise ContentError([document.problem((), "expected keys and values (`key: value`)")])
    tree = prepare(document.tree) if prepare else document.tree
    try:
        typed: T = adapter(cast(Any, shape)).validate_python(tree)
    except ValidationError as error:
        raise ContentError(_problems(document, shape, error)) from None
    return typed


def _problems(document: Document, shape: type[Any], error: ValidationError) -> Iterable[Problem]:
    for detail in error.errors(include_url=False):
        path = tuple(part for part in detail["loc"] if part != "[key]")
        known = _known_keys(shape, path)
        yield document.problem(path, _text(detail, path, known))


def _text(detail: Any, path: Path, known: tuple[str, ...]) -> str:
    kind, context, value = detail["type"], detail.get("ctx", {}), detail.get("input")
    name = str(path[-1]) if path else ""
    match kind:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return f"unknown key '{name}'{did_you_mean(name, known)}; known: {', '.join(known)}"
        case "missing" | "missing_argument":
            return f"the key '{name}' is missing"
        case "literal_error":
            allowed = context["expected"].replace(" or ", ", ").replace("'", "")
            return f"'{value}' is not one of {allowed}{did_you_mean(str(value), allowed.split(', '))}"
        case "int_parsing" | "int_type":
            return f"not a whole number: '{value}'"
        case "bool_parsing" | "bool_type":
            return f"neither true nor false: '{value}'"
        case "string_type":
            return "expected text"
        case "tuple_type" | "list_type":
            return "expected a list (`- item` on each line)"
        case "mapping_type" | "dict_type" | "dataclass_type":
            return "expected keys and values (`key: value`)"
    return str(detail["msg"])


def _known_keys(shape: Any, path: Path) -> tuple[str, ...]:
    """The keys that are allowed where the last part of `path` stands."""
    here = shape
    for part in path[:-1]:
        here = _inside(here, part)
    return tuple(field.name for field in fields(here)) if is_dataclass(here) else ()


def _inside(shape: Any, part: str | int) -> Any:
    if is_dataclass(shape):
        shape = get_type_hints(shape).get(str(part))
        return _plain(shape)
    arguments = [argument for argument in get_args(shape) if argument is not Ellipsis]
    return _plain(arguments[-1]) if arguments else None


def _plain(shape: Any) -> Any:
    """`Find | None` -> `Find`."""
    options = [option for option in get_args(shape) if option is not type(None)]
    return options[0] if len(options) == 1 and type(None) in get_args(shape) else shape


def write_out(tree: dict[str, Any]) -> dict[str, Any]:
    """Write the short notations of a flow out in full: one text where a list may stand."""
    steps = tree.get("steps")
    if not isinstance(steps, dict):
        return tree
    return {**tree, "steps": {name: _step(step) for name, step in steps.items()}}


def _step(step: Any) -> Any:
    if not isinstance(step, dict):
        return step
    step = _listed(step, ("say", "fact", "show", "forget"))
    if isinstance(step.get("none"), dict):
        step["none"] = _listed(step["none"], ("say",))
    if isinstance(step.get("route"), list):
        step["route"] = [_route(route) for route in step["route"]]
    return step


def _route(route: Any) -> Any:
    if isinstance(route, dict) and isinstance(route.get("when"), dict):
        return {**route, "when": _listed(route["when"], tuple(route["when"]))}
    return route


def _listed(tree: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: [value] if key in keys and isinstance(value, str) else value for key, value in tree.items()}
