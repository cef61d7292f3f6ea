"""Words that work everywhere are heard, and others are not taken for them."""

import pytest

from bot.understanding.commands import command_table
from tests.understanding.toy_phrases import PHRASES, spell

TABLE = command_table(PHRASES.commands, spell())
SPELL = spell()


@pytest.mark.parametrize(
    ("typed", "command"),
    [("HELP!!", "help"), ("/wis", "erase"), ("Terug.", "back"), ("stop", "stop"), ("step", ""), ("wie", ""), ("", "")],
)
def test_exact(typed: str, command: str) -> None:
    """A command typed to the letter is that command."""
    assert TABLE.exact(SPELL.fold(typed)) == command


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("verwijdr alles", "erase"),
        ("vorige vrag graag", "back"),
        ("tot zins", "stop"),
        ("hoi ik wil dood", "help"),
        ("hij slaat me, wat moet ik doen", "help"),
        ("ik wil doodgraag een ijsje", ""),
        ("stap", ""),
        ("hlp", ""),
        ("ik wil dat de ruzie stopt, dus stop", ""),
        ("wat verwijder je als ik alles verwijder", ""),
    ],
)
def test_close(typed: str, command: str) -> None:
    """Longer commands may have a slip, and those of three words are heard inside a sentence."""
    assert TABLE.close(SPELL.message(typed)) == command


def test_a_danger_sentence_is_heard_anywhere_in_a_very_long_message() -> None:
    """What stands in the middle of sixty thousand letters is not skipped."""
    filler = "en toen en toen " * 2000
    assert TABLE.close(SPELL.message(f"{filler} hij slaat me {filler}")) == "help"
