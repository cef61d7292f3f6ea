"""`_words.yaml` lacks a word that the assistant needs, or has one that it never uses."""

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from bot.content.context import Context
from bot.content.problems import Path, Problem, no_such
from bot.core.common import CARD_WORDS, FRESHNESS, MENU_COMMANDS, MESSAGES, MESSENGER, PLURALS, PROFILE, REASONS
from bot.core.offer import Kind
from bot.core.vocabulary import SLOT_VALUES, SLOTS, UNSAID

TABLES: dict[str, tuple[str, ...]] = {
    "messages": MESSAGES,
    "messenger": MESSENGER,
    "profile": PROFILE,
    "commands": MENU_COMMANDS,
    "plurals": PLURALS,
    "card": CARD_WORDS,
    "freshness": FRESHNESS,
    "reasons": REASONS,
    "kinds": get_args(Kind),
    "slots": SLOTS,
    "values": SLOTS,
}
OPEN_VALUES = (UNSAID, "any")
"""Values with a name of their own of the slots whose values are not fixed (`area`, `offer_language`)."""


def check(context: Context) -> Iterator[Problem]:
    """Compare every table with the ids that the code uses."""
    words = context.library.words
    for table, ids in TABLES.items():
        yield from _differences(context, (table,), getattr(words, table), ids)
    for slot in SLOTS:
        ids = (*SLOT_VALUES[slot], UNSAID) if slot in SLOT_VALUES else OPEN_VALUES
        if slot in words.values:
            yield from _differences(context, ("values", slot), words.values[slot], ids)


def _differences(context: Context, path: Path, found: Mapping[str, object], ids: Iterable[str]) -> Iterator[Problem]:
    known = tuple(ids)
    for key in found:
        if key not in known:
            yield context.in_words((*path, key), no_such("word", key, [word for word in known if word not in found]))
    for key in known:
        if key not in found:
            yield context.in_words(path, f"the word '{key}' is missing")
