"""Words that answer the slot of the open question: 'veertien' where an age is asked, 'ik ben moeder' where a role is.

Only read where that slot is asked: elsewhere '14' is no age. Inside a longer message an answer needs three words, or
one of the words that come before an answer ('ik ben 14 en ..'): 'mijn vader schreeuwt' is not said by a father.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.understanding.commands import LONGEST_FUZZY, WORDS_INSIDE
from bot.understanding.message import Message, Speller
from bot.understanding.phrases import Phrases
from bot.understanding.question import Question

SHORTEST_FUZZY = 8
"""Letters under which value words must be typed without slips."""
CLOSE = 82.0
"""Likeness (0 to 100) from which a whole message counts as value words with slips."""
AHEAD = 4.0
"""How much likelier they must be than words for another value."""
MOST = 5
LEAST_WORDS = 3
"""Words in a message that may tell more than was asked."""


@dataclass(frozen=True, slots=True)
class ValueTable:
    """Slot -> folded words -> value."""

    slots: Mapping[str, Mapping[str, str]]
    before: frozenset[str]
    first: frozenset[str]
    """The first word of each value word, so that most words need not be looked at."""
    longest: int
    """Words in the longest entry, or in the longest words before one."""

    def exact(self, text: str, question: Question) -> str:
        """The choice that these words stand for, or nothing."""
        return _offered(self.slots.get(question.save, {}).get(text, ""), question)

    def alike(self, message: Message, question: Question) -> str:
        """The choice that sentence-like value words stand for when they were typed with slips or a word more."""
        table = self.slots.get(question.save, {})
        if not table or not SHORTEST_FUZZY <= len(message.core) <= LONGEST_FUZZY:
            return ""
        likely = [said for said in table if len(said) >= SHORTEST_FUZZY and _digits(said) == _digits(message.core)]
        near = process.extract(message.text, likely, scorer=fuzz.ratio, limit=MOST, score_cutoff=CLOSE)
        best = {table[said] for said, score, _ in near if score > near[0][1] - AHEAD}
        return _offered(best.pop(), question) if len(best) == 1 else ""

    def told(self, message: Message) -> tuple[tuple[str, str], ...]:
        """Every slot of which a longer message names one value, whatever was asked."""
        if message.text.count(" ") < LEAST_WORDS - 1:
            return ()
        named = ((slot, self._named(table, message)) for slot, table in self.slots.items())
        return tuple((slot, value) for slot, value in named if value)

    def within(self, message: Message, question: Question) -> str:
        """The one choice that a longer message names, or nothing when it names two."""
        table = self.slots.get(question.save)
        return _offered(self._named(table, message), question) if table else ""

    def _named(self, table: Mapping[str, str], message: Message) -> str:
        words = message.short.split()
        found: set[str] = set()
        start = after = 0
        while start < len(words):
            count = self._said(table, words[after:start], words[start : start + self.longest])
            if count:
                found.add(table[" ".join(words[start : start + count])])
                after = start + count
            start += count or 1
        return found.pop() if len(found) == 1 else ""

    def _said(self, table: Mapping[str, str], before: list[str], words: list[str]) -> int:
        """How many of the words, from the first, are value words here; `before` is what leads up to them."""
        if words[0] not in self.first:
            return 0
        introduced = any(
            " ".join(before[-count:]) in self.before for count in range(1, min(self.longest, len(before)) + 1)
        )
        least = 1 if introduced else WORDS_INSIDE
        return next((count for count in range(len(words), least - 1, -1) if " ".join(words[:count]) in table), 0)


def _digits(text: str) -> list[str]:
    return [word for word in text.split() if word.isdecimal()]


def _offered(value: str, question: Question) -> str:
    return value if any(value == choice for choice, _ in question.choices) else ""


def value_table(phrases: Phrases, speller: Speller) -> ValueTable:
    """Fold the value words of one language; a word that stands for two values of a slot stands for neither."""
    slots = {slot: _unambiguous(values, speller) for slot, values in phrases.values.items()}
    before = frozenset(speller.fold_all(phrases.before))
    said = (*before, *(words for table in slots.values() for words in table))
    first = frozenset(words.split()[0] for table in slots.values() for words in table if words)
    return ValueTable(slots, before, first, max((words.count(" ") + 1 for words in said), default=0))


def _unambiguous(values: Mapping[str, tuple[str, ...]], speller: Speller) -> dict[str, str]:
    table: dict[str, str] = {}
    shared: set[str] = set()
    for value, ways in values.items():
        for said in speller.fold_all(ways):
            if table.setdefault(said, value) != value:
                shared.add(said)
    return {said: value for said, value in table.items() if said not in shared}
