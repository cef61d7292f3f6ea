"""Strict YAML: text stays text, and everything that YAML does silently is refused, at its line."""

import pytest

from bot.content.problems import ContentError, Problem
from bot.content.yamlio import MAX_BYTES, MAX_DEPTH, parse

NOT_READ = "anchors and aliases (& and *) are not read; write it out"


def refused(source: str | bytes) -> Problem:
    """The one problem of a file that is refused."""
    with pytest.raises(ContentError) as caught:
        parse(source if isinstance(source, bytes) else source.encode(), "a.yaml")
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    "scalar",
    ["0492", "no", "yes", "14:30", "10:30", "1.10", "null", "~", "+31201234567", "2026-11-23", "0x10", "1e3", "true"],
)
def test_a_scalar_stays_the_text_that_was_written(scalar: str) -> None:
    """YAML would make numbers, dates and booleans of these: 14:30 is 870 there, and 0492 another number."""
    assert parse(f"key: {scalar}".encode(), "a.yaml").tree == {"key": scalar}


def test_keys_stay_text_too() -> None:
    """The key `no` is not False."""
    assert parse(b"{no: 1, 12: 2}", "a.yaml").tree == {"no": "1", "12": "2"}


def test_an_empty_value_is_empty_text() -> None:
    """A key with nothing behind it is not None."""
    assert parse(b"key:", "a.yaml").tree == {"key": ""}


@pytest.mark.parametrize(
    ("source", "line", "column", "where", "text"),
    [
        ("a: 1\nb:\n  c: 2\n  c: 3", 4, 3, "b.c", "the key 'c' was used already on line 3"),
        ("a: &x 1", 1, 4, "a", NOT_READ),
        ("a: 1\n&x b: 2", 2, 1, "b", NOT_READ),
        ("a: [*x]", 1, 5, "a[0]", NOT_READ),
        ("*x : 1", 1, 1, "", "a key must be plain text"),
        ("a:\n  <<: {b: 1}", 2, 3, "a", "merges (<<) are not read; write it out"),
        ("a: !!python/name:os.system x", 1, 4, "a", "tags are not read: tag:yaml.org,2002:python/name:os.system"),
        ("a: !secret x", 1, 4, "a", "tags are not read: !secret"),
        ("a: 1\n---\nb: 2", 2, 1, "", "a second document ('---'); one file holds one"),
        ("? [a, b]\n: 1", 1, 3, "", "a key must be plain text"),
        ("", 1, 1, "", "the file is empty"),
        ("# only a comment\n", 1, 1, "", "the file is empty"),
    ],
)
def test_what_yaml_would_do_silently_is_refused(source: str, line: int, column: int, where: str, text: str) -> None:
    """Duplicate keys, anchors, aliases, merges, tags and second documents are told where they stand."""
    assert refused(source) == Problem("a.yaml", line, column, where, text)


@pytest.mark.parametrize("source", ["a: [1", "a: 1\n  b: 2", "a: 'x", "\ta: 1", "a: b: c", "- 1\na: 2"])
def test_what_is_no_yaml_is_told_with_its_line(source: str) -> None:
    """A mistake of syntax has a line and a reason, and no traceback."""
    problem = refused(source)
    assert problem.text.startswith("not valid YAML: ")
    assert problem.line >= 1


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f"])
def test_odd_characters_are_refused(character: str) -> None:
    """Control characters never get into a text that people read."""
    assert refused(f"a: x{character}y").text.startswith("not valid YAML: ")


def test_what_is_not_utf_8_is_refused_at_its_line() -> None:
    """A file saved in another encoding is told as such."""
    assert refused(b"a: 1\nb: th\xe9\n") == Problem("a.yaml", 2, 1, "", "not UTF-8 text")


def test_a_large_file_is_not_read() -> None:
    """A file of more than 1 MB is a mistake, or an attack."""
    source = b"a: " + b"x" * MAX_BYTES
    assert refused(source).text == f"file of {len(source)} bytes; at most {MAX_BYTES} are read"
    assert parse(source[:MAX_BYTES], "a.yaml").tree == {"a": "x" * (MAX_BYTES - 3)}


def test_deep_nesting_is_refused() -> None:
    """Twenty deep is more than any content needs; a thousand deep would end the program."""
    assert parse(("[" * MAX_DEPTH + "]" * MAX_DEPTH).encode(), "a.yaml").tree
    assert refused("[" * 30 + "]" * 30).text == f"nested more than {MAX_DEPTH} deep"
    assert refused("[" * 5000 + "]" * 5000).text == f"nested more than {MAX_DEPTH} deep"


def test_every_value_knows_its_place() -> None:
    """A value in a mapping stands at its key, a value in a list at itself."""
    document = parse(b"a:\n  - b: 1\n    c: 2\n", "a.yaml")
    assert document.places == {
        (): (1, 1),
        ("a",): (1, 1),
        ("a", 0): (2, 5),
        ("a", 0, "b"): (2, 5),
        ("a", 0, "c"): (3, 5),
    }


def test_a_problem_stands_at_the_nearest_place_that_is_there() -> None:
    """A key that is missing is told where it belongs."""
    document = parse(b"a:\n  b: 1\n", "a.yaml")
    assert str(document.problem(("a", "x", 0, "y"), "gone")) == "a.yaml:1:1 a.x[0].y: gone"
    assert str(document.problem((), "all of it")) == "a.yaml:1:1: all of it"
