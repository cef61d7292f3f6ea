"""Typed words or a number -> one choice of the open question, or nothing when it could be two of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.core.vocabulary import UNSAID
from bot.understanding.message import Message, Speller
from bot.understanding.phrases import Phrases
from bot.understanding.question import Question

CLOSE = 80.0
"""Likeness (0 to 100) from which a message counts as a label with slips in it."""
AHEAD = 6.0
"""How much likelier the best label must be than the next one."""
SHORTEST_FUZZY = 4
"""Letters under which a label must be typed without slips."""
SHORTEST_INSIDE = 6
"""Letters that a label needs to be heard inside a longer message."""
SHARE_INSIDE = 0.4
"""Share of that message that it must be: a label that is one word of a long story is no answer."""
LONGEST_LABEL = 100
"""Letters from which nothing is a label any more."""
MOST_DIGITS = 2
LAST = "last"


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """The words for numbers and for 'I would rather not say'; the labels come with each question."""

    numbers: Mapping[str, str]
    unsaid: frozenset[str]
    speller: Speller

    def label(self, text: str, question: Question) -> str:
        """The choice whose label this is to the letter, or nothing."""
        return _only(choice for choice, label in self._labels(question) if text == label)

    def exact(self, text: str, question: Question) -> str:
        """The choice that is named by its number, its label or its id, or by words for 'I would rather not say'."""
        return (
            self._numbered(text, question)
            or self.label(text, question)
            or _only(choice for choice, _ in question.choices if text == self.speller.fold(choice))
            or _only(choice for choice, _ in question.choices if choice == UNSAID and text in self.unsaid)
        )

    def alike(self, message: Message, question: Question) -> str:
        """The choice whose label was typed with slips."""
        labels = self._labels(question)
        return _alike(message.text, labels) or _alike(message.core, labels)

    def partly(self, message: Message, question: Question) -> str:
        """The choice whose label was typed in part, or inside a message that is not much longer."""
        if tuple(message.core.split()) in self.speller.around:
            return ""
        labels = self._labels(question)
        return _in_part(message.core, labels) or _inside(message, labels)

    def _numbered(self, text: str, question: Question) -> str:
        number = self.numbers.get(text, text)
        if number == LAST and question.choices:
            return question.choices[-1][0]
        if number.isdecimal() and len(number) <= MOST_DIGITS and 1 <= int(number) <= len(question.choices):
            return question.choices[int(number) - 1][0]
        return ""

    def _labels(self, question: Question) -> list[tuple[str, str]]:
        return [(choice, self.speller.fold(label)) for choice, label in question.choices]


def _only(found: Iterable[str]) -> str:
    choices = tuple(found)
    return choices[0] if len(choices) == 1 else ""


def _alike(text: str, labels: list[tuple[str, str]]) -> str:
    """The one label that this is with slips; a digit is never a slip."""
    if not SHORTEST_FUZZY <= len(text) <= LONGEST_LABEL:
        return ""
    digits = _digits(text)
    likely = [(choice, label) for choice, label in labels if digits == _digits(label)]
    found = process.extract(
        text, [label for _, label in likely], scorer=fuzz.ratio, limit=2, score_cutoff=CLOSE - AHEAD
    )
    if not found or found[0][1] < CLOSE or (len(found) == 2 and found[0][1] - found[1][1] < AHEAD):
        return ""
    return likely[found[0][2]][0]


def _digits(text: str) -> list[str]:
    return [word for word in text.split() if word.isdecimal()]


def _in_part(text: str, labels: list[tuple[str, str]]) -> str:
    """The one label that has all these words: 'kosten' for 'Kosten voor kinderen'."""
    words = frozenset(text.split())
    return _only(choice for choice, label in labels if words <= frozenset(label.split()))


def _inside(message: Message, labels: list[tuple[str, str]]) -> str:
    """The one label that stands in a message not much longer; a label within another found label does not count."""
    found = [(choice, label) for choice, label in labels if len(label) >= SHORTEST_INSIDE and message.contains(label)]
    found = [(choice, label) for choice, label in found if not any(label in other != label for _, other in found)]
    if len(found) != 1 or len(found[0][1]) < SHARE_INSIDE * len(message.core):
        return ""
    return found[0][0]


def choice_table(phrases: Phrases, speller: Speller) -> ChoiceTable:
    """Fold the number words of one language."""
    numbers = {words: number for number, ways in phrases.numbers.items() for words in speller.fold_all(ways)}
    return ChoiceTable(numbers, frozenset(speller.fold_all(phrases.unsaid)), speller)
