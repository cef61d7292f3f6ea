"""Words that people type stand under an id that the assistant does not know."""

from collections.abc import Iterable, Iterator, Mapping

from bot.content.context import Context
from bot.content.problems import Path, Problem, no_such
from bot.core.common import ABOUT_OFFERS, COMMANDS
from bot.core.vocabulary import NEEDS, SLOT_VALUES, SLOTS
from bot.understanding.phrases import Phrases

LAST = "last"


def check(context: Context) -> Iterator[Problem]:
    """Look at the ids in the phrases of every language."""
    for language, phrases in context.sources.phrases.items():
        languages = context.sources.languages
        if languages and language not in languages:
            yield context.in_phrases(language, ("language",), no_such("language", language, languages))
        for path, text in _wrong(language, phrases):
            yield context.in_phrases(language, path, text)


def _wrong(language: str, phrases: Phrases) -> Iterator[tuple[Path, str]]:
    if phrases.language != language:
        yield ("language",), f"'{phrases.language}' in the folder of '{language}'"
    yield from _unknown("command", ("commands",), phrases.commands, COMMANDS)
    yield from _unknown("question about offers", ("about",), phrases.about, ABOUT_OFFERS)
    yield from _unknown("need", ("needs",), phrases.needs, NEEDS)
    yield from _unknown("slot", ("values",), phrases.values, SLOTS)
    for slot, values in phrases.values.items():
        if slot in SLOT_VALUES:
            yield from _unknown(slot, ("values", slot), values, SLOT_VALUES[slot])
    for number in phrases.numbers:
        if number != LAST and not (number.isdecimal() and int(number) > 0):
            yield ("numbers", number), f"'{number}' is neither a place in a list (1, 2, ..) nor '{LAST}'"


def _unknown(what: str, path: Path, found: Mapping[str, object], known: Iterable[str]) -> Iterator[tuple[Path, str]]:
    for key in found:
        if key not in known:
            yield (*path, key), no_such(what, key, known)
