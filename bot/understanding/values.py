"""Words that answer the slot of the open question: 'veertien' where an age is asked, 'ik ben moeder' where a role is.

Only read where that slot is asked: elsewhere '14' is no age. Inside a longer message an answer needs three words, or
one of the words that come before an answer ('ik ben 14 en ..'): 'mijn vader schreeuwt' is not said by a father.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.understanding.commands import WORDS_INSIDE
from bot.understanding.message import Message, Speller
from bot.understanding.phrases import Phrases
from bot.understanding.question import Question


@dataclass(frozen=True, slots=True)
class ValueTable:
    """Slot -> folded words -> value."""

    slots: Mapping[str, Mapping[str, str]]
    before: frozenset[str]
    longest: int
    """Words in the longest entry, or in the longest words before one."""

    def exact(self, text: str, question: Question) -> str:
        """The choice that these words stand for, or nothing."""
        return _offered(self.slots.get(question.save, {}).get(text, ""), question)

    def within(self, message: Message, question: Question) -> str:
        """The one choice that a longer message names, or nothing when it names two."""
        table = self.slots.get(question.save)
        if not table:
            return ""
        words = message.short.split()
        found = {
            table[said]
            for start in range(len(words))
            for count in range(1, min(self.longest, len(words) - start) + 1)
            for said in (" ".join(words[start : start + count]),)
            if said in table and (count >= WORDS_INSIDE or self._introduced(words[:start]))
        }
        return _offered(found.pop(), question) if len(found) == 1 else ""

    def _introduced(self, words: list[str]) -> bool:
        return any(" ".join(words[-count:]) in self.before for count in range(1, min(self.longest, len(words)) + 1))


def _offered(value: str, question: Question) -> str:
    return value if any(value == choice for choice, _ in question.choices) else ""


def value_table(phrases: Phrases, speller: Speller) -> ValueTable:
    """Fold the value words of one language; a word that stands for two values of a slot stands for neither."""
    slots = {slot: _unambiguous(values, speller) for slot, values in phrases.values.items()}
    before = frozenset(speller.fold_all(phrases.before))
    said = (*before, *(words for table in slots.values() for words in table))
    return ValueTable(slots, before, max((words.count(" ") + 1 for words in said), default=0))


def _unambiguous(values: Mapping[str, tuple[str, ...]], speller: Speller) -> dict[str, str]:
    table: dict[str, str] = {}
    shared: set[str] = set()
    for value, ways in values.items():
        for said in speller.fold_all(ways):
            if table.setdefault(said, value) != value:
                shared.add(said)
    return {said: value for said, value in table.items() if said not in shared}
