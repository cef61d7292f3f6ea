"""A language from its first day to a conversation in it, and one that is 40% longer than Dutch: what still fits."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.app import build
from bot.channels.base import Bubble
from bot.channels.driver import Driver
from bot.channels.render import render
from bot.cli import main
from bot.content.check import check
from bot.content.load import default_root
from bot.core.inputs import Started, Typed
from bot.core.limits import WHATSAPP
from bot.i18n.catalog import FILE, dumps, read, updated
from bot.i18n.message import Message
from bot.i18n.speech import LocaleSpeech
from bot.translating import whole_content
from tests.content_under_test import app
from tests.pseudo import pseudo
from tests.test_conversations import cases
from tests.test_speaking import played, shown_in

WITHOUT = shutil.ignore_patterns("examples", "likeness.bin")
"""What was learnt is large, and no part of a translation."""
LONGER = 0.4
BEGUN = "qq:\n  name: Qoqo\n  direction: ltr\n  status: begun"


@cache
def messages() -> tuple[Message, ...]:
    """What there is to translate."""
    return whole_content(default_root()).messages


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the real content."""
    for name in ("dialogues", "knowledge", "locales"):
        shutil.copytree(default_root() / name, tmp_path / name, ignore=WITHOUT)
    return tmp_path


def run(*words: str) -> str:
    """What a command prints."""
    result = CliRunner().invoke(main, ["language", *words])
    assert result.exit_code in (0, 2), result.output
    return result.output


def fill(content: Path, code: str) -> None:
    """Translate everything into the made-up language."""
    path = content / FILE.format(code)
    catalog = updated(read(path, code), messages(), code)
    for message in catalog:
        if isinstance(message.id, str) and message.id:
            message.string = pseudo(message.id)
        elif message.id:
            message.string = tuple(pseudo(form) for form in message.id)
    path.write_text(dumps(catalog, code), encoding="utf-8")


@pytest.mark.slow
def test_a_language_is_begun_translated_and_spoken(content: Path) -> None:
    """`language add`, then a translator's work, then its status: no line of code."""
    assert "written: locales/qq/LC_MESSAGES/messages.po" in run("add", "--content", str(content), "qq", "Qoqo")
    assert check(content) == ()
    assert "is not spoken yet" in CliRunner().invoke(main, ["chat", "--content", str(content), "--lang", "qq"]).output
    fill(content, "qq")
    listed = content / "locales" / "languages.yaml"
    listed.write_text(
        listed.read_text(encoding="utf-8").replace(BEGUN, BEGUN.replace("begun", "complete")), encoding="utf-8"
    )
    phrases = content / "locales" / "qq" / "phrases.yaml"
    words = "commands:\n  back: [terug]\n  erase: [wis]\n  idea: [idee]\n"
    phrases.write_text(phrases.read_text(encoding="utf-8").replace("commands:\n", words), encoding="utf-8")
    assert check(content) == ()
    made = build(content, language="nl")
    driver = Driver(made.parts)
    driver.take(Started())
    _, screen = driver.take(Typed(), text="qoqo")
    assert pseudo("Wie ben jij?") in [block.text for block in screen.blocks if isinstance(block, Bubble)]
    _, screen = driver.take(Typed(), text=pseudo("Ouder"))
    assert screen.at == "parent.phase"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nl", "Nederlands"), "'nl' is there already"),
        (("n1", "X"), "a code of two or three letters"),
        (("qq", " "), "a name"),
    ],
)
def test_a_language_that_cannot_be_begun_is_one_clear_line(words: tuple[str, str], told: str, content: Path) -> None:
    """And nothing is written."""
    before = (content / "locales" / "languages.yaml").read_bytes()
    assert told in run("add", "--content", str(content), *words)
    assert (content / "locales" / "languages.yaml").read_bytes() == before


def test_a_name_in_letters_from_right_to_left_gives_the_direction(content: Path) -> None:
    """Nobody has to know what rtl means."""
    run("add", "--content", str(content), "ur", "اردو")
    assert "direction: rtl" in (content / "locales" / "languages.yaml").read_text(encoding="utf-8").split("ur:\n")[1]


@cache
def longer() -> LocaleSpeech:
    """The pseudo-locale en_XA: every text marked, and 40% longer than the Dutch."""
    forms = {
        one.key: tuple(pseudo(text, LONGER) for text in filter(None, (one.text, one.plural))) for one in messages()
    }
    return LocaleSpeech("en", translations=forms)


@cache
def shown() -> frozenset[tuple[str, str]]:
    """Context and text of all that the cases show in the pseudo-locale."""
    return frozenset(_shown())


def _shown() -> Iterator[tuple[str, str]]:
    for name, case in cases().items():
        library, now = shown_in(case)
        for turn in played(name, ""):
            screen = render(turn.events, library, longer(), now)
            for block in screen.blocks:
                if isinstance(block, Bubble):
                    yield block.context, block.text
                else:
                    yield from ((f"{block.offer} {line.about}", line.text) for line in block.lines)


def test_whatever_is_shown_can_be_translated() -> None:
    """A sentence that stands in the code, or is put together from halves, would have no mark at its end."""
    own = app().library.languages  # a language is offered in itself
    assert {(where, text) for where, text in shown() if "·" not in text and where not in own} == set()


def test_a_language_that_is_longer_than_dutch_still_fits() -> None:
    """40% more than the Dutch fits one message of WhatsApp, wherever the assistant speaks."""
    assert {where for where, text in shown() if len(text) > WHATSAPP.text} == set()
