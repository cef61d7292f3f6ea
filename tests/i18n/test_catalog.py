"""The `.po` files: stable, level with the content, and never lost when the Dutch changes."""

from pathlib import Path

import pytest

from bot.i18n.catalog import CatalogError, dumps, entries, read, template, translations, updated
from bot.i18n.message import Message
from bot.translating import files
from tests.conftest import ROOT

HELLO = Message("start.hello", "Hoi. Fijn dat je er bent.", comments=("Translators: warm.",))
LEFT = Message("_words.plurals.left", "Nog {count} plek.", "Nog {count} plekken.")


def po(path: Path, text: str) -> Path:
    """A file with these messages."""
    path.write_text(text, encoding="utf-8")
    return path


def test_the_files_of_the_repository_are_level_with_the_content() -> None:
    """`make messages` would change nothing: whoever changes Dutch runs it, and translations stay where they are."""
    stale = [file for file, text in files(ROOT).items() if (ROOT / file).read_text(encoding="utf-8") != text]
    assert stale == []


def test_a_catalog_has_contexts_comments_and_nothing_that_changes_by_itself() -> None:
    """No date, no line number, no path."""
    text = dumps(template([HELLO, LEFT], "pl"), "pl")
    assert '#. Translators: warm.\nmsgctxt "start.hello"\nmsgid "Hoi. Fijn dat je er bent."\nmsgstr ""' in text
    assert text.count("msgstr[") == 3
    assert not any(word in text for word in ("Date", "#:", "2026"))


def test_reading_and_writing_changes_nothing(tmp_path: Path) -> None:
    """A second run of `make messages` is silent."""
    once = dumps(template([HELLO, LEFT], "tr"), "tr")
    again = dumps(updated(read(po(tmp_path / "x.po", once), "tr"), [HELLO, LEFT], "tr"), "tr")
    assert again == once


def test_a_translation_stays_and_a_changed_text_becomes_a_suggestion(tmp_path: Path) -> None:
    """What is fuzzy is kept for the translator and never said."""
    done = dumps(template([HELLO], "en"), "en").replace('msgstr ""\n\n', "").rstrip()
    done = done[: -len('msgstr ""')] + 'msgstr "Hi. Good to see you."\n'
    old = read(po(tmp_path / "x.po", done), "en")
    assert translations(updated(old, [HELLO, LEFT], "en")) == {HELLO.key: ("Hi. Good to see you.",)}
    changed = Message("start.hello", "Hoi! Fijn dat je er bent.")
    new = updated(old, [changed], "en")
    assert translations(new) == {}
    (entry,) = entries(new)
    assert (entry.forms, entry.fuzzy, entry.done) == (("Hi. Good to see you.",), True, False)


def test_a_text_that_moved_is_found_again_as_a_suggestion(tmp_path: Path) -> None:
    """Another step may need other words, so somebody looks at it."""
    done = 'msgid ""\nmsgstr ""\n\nmsgctxt "a.b"\nmsgid "Wie ben jij?"\nmsgstr "Who are you?"\n'
    new = updated(read(po(tmp_path / "x.po", done), "en"), [Message("a.c", "Wie ben jij?")], "en")
    assert [(entry.forms, entry.fuzzy) for entry in entries(new)] == [(("Who are you?",), True)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr b\n', 2),
        ('msgid "a"\nmsgstr "b\n', 2),
        ('msgid "a"\nmsgid "b"\n', 1),
        ("<<<<<<< HEAD\n", 1),
    ],
)
def test_a_broken_file_is_told_with_its_line(text: str, line: int, tmp_path: Path) -> None:
    """Babel itself would cut letters off a text without quotes, and say nothing."""
    with pytest.raises(CatalogError) as caught:
        read(po(tmp_path / "x.po", text), "en")
    assert caught.value.line == line


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    """Some editors still save so."""
    (tmp_path / "x.po").write_bytes('msgid "a"\nmsgstr "één"\n'.encode("latin-1"))
    with pytest.raises(CatalogError, match="UTF-8"):
        read(tmp_path / "x.po", "en")


def test_a_language_without_a_file_has_no_translations(tmp_path: Path) -> None:
    """It was only begun."""
    assert translations(read(tmp_path / "none.po", "xx")) == {}
