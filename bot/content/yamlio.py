"""Strict YAML: every scalar stays text, every value knows its line.

Why so: YAML guesses types (`0492` becomes 322, `no` becomes False, `10:30` becomes 630) and lets a duplicate key win
silently; with phone numbers and opening hours that is dangerous. So this reads parser events of PyYAML (its C parser
where there is one) into plain str, list and dict. It refuses duplicate keys, anchors, aliases, merges, tags, more than
one document, files over 1 MB and nesting over 20 deep. It gives no types: that is `decode`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.content.problems import ContentError, Path, Problem, spell

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20

Tree = str | list[Any] | dict[str, Any]
Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser is ten times as fast and not always built


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its tree of text, and where each value stands."""

    file: str
    tree: Tree
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Path -> line and column, from 1. For a value in a mapping: of its key."""

    def problem(self, path: Path, text: str) -> Problem:
        """Make a problem at `path`, or at the nearest place above it that is in the file."""
        near = path
        while near and near not in self.places:
            near = near[:-1]
        line, column = self.places.get(near, (1, 1))
        return Problem(self.file, line, column, spell(path), text)


def parse(source: bytes, file: str) -> Document:
    """Read one YAML document.

    Raises:
        ContentError: with one problem, at the first place where the file is not strict YAML.
    """
    if len(source) > MAX_BYTES:
        raise ContentError([Problem(file, 1, 1, "", f"file of {len(source)} bytes; at most {MAX_BYTES} are read")])
    document = Document(file, "")
    try:
        text = source.decode("utf-8")
        events = yaml.parse(text, Loader=Loader)
        tree = _root(events, document)
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise ContentError([Problem(file, line, 1, "", "not UTF-8 text")]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = f"not valid YAML: {error.problem or error.context}"
        raise ContentError([Problem(file, line, column, "", reason)]) from None
    except yaml.YAMLError as error:  # the reader: a character that YAML does not allow
        raise ContentError([Problem(file, 1, 1, "", f"not valid YAML: {str(error).splitlines()[0]}")]) from None
    return Document(file, tree, document.places)


def _root(events: Iterator[Any], document: Document) -> Tree:
    tree: Tree = ""
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refuse(document, event, (), "a second document ('---'); one file holds one")
        elif not isinstance(event, yaml.StreamStartEvent | yaml.DocumentEndEvent | yaml.StreamEndEvent):
            tree = _value(event, events, document, ())
    if not documents:
        raise ContentError([Problem(document.file, 1, 1, "", "the file is empty")])
    return tree


def _value(event: Any, events: Iterator[Any], document: Document, path: Path) -> Tree:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _refuse(document, event, path, "anchors and aliases (& and *) are not read; write it out")
    if getattr(event, "tag", None):
        raise _refuse(document, event, path, f"tags are not read: {event.tag}")
    if len(path) > MAX_DEPTH:
        raise _refuse(document, event, path, f"nested more than {MAX_DEPTH} deep")
    document.places.setdefault(path, _place(event))
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_value(event, events, document, (*path, len(items))))
        return items
    return _mapping(events, document, path)


def _mapping(events: Iterator[Any], document: Document, path: Path) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise _refuse(document, event, path, "a key must be plain text")
        key = str(event.value)
        here = (*path, key)
        if key in pairs:
            first = document.places[here][0]
            raise _refuse(document, event, here, f"the key '{key}' was used already on line {first}")
        if key == "<<":
            raise _refuse(document, event, path, "merges (<<) are not read; write it out")
        if event.anchor:
            raise _refuse(document, event, here, "anchors and aliases (& and *) are not read; write it out")
        document.places[here] = _place(event)
        pairs[key] = _value(next(events), events, document, here)
    return pairs


def _refuse(document: Document, event: Any, path: Path, text: str) -> ContentError:
    line, column = _place(event)
    return ContentError([Problem(document.file, line, column, spell(path), text)])


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
