"""The same words stand for two commands, for two needs or for two values of a slot: only one would be understood."""

from collections.abc import Iterator, Mapping

from bot.content.context import Context
from bot.content.problems import Path, Problem
from bot.understanding.normalise import fold
from bot.understanding.phrases import Phrases

Table = Mapping[str, tuple[str, ...]]


def check(context: Context) -> Iterator[Problem]:
    """Compare the words of every table as the reader does: case, accents and doubled letters do not count."""
    for language, phrases in context.sources.phrases.items():
        for path, table in _tables(phrases):
            meant: dict[str, str] = {}
            for key, words in table.items():
                for number, word in enumerate(words):
                    other = meant.setdefault(fold(word), key)
                    if other != key:
                        text = f"'{word}' stands for '{other}' too; only one of them is understood"
                        yield context.in_phrases(language, (*path, key, number), text)


def _tables(phrases: Phrases) -> Iterator[tuple[Path, Table]]:
    yield ("commands",), phrases.commands
    yield ("needs",), phrases.needs
    yield ("numbers",), phrases.numbers
    for slot, values in phrases.values.items():
        yield ("values", slot), values
