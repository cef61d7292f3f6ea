"""One message made ready for the tables, and the tables' own words made ready in the same way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.understanding.normalise import fold, respell
from bot.understanding.phrases import Phrases
from bot.understanding.sounds import SILENT, Sounds, sounds

LONGEST = 2000
"""Letters of a message that are compared fuzzily; of a longer one the first and the last half of that many."""
_LONGEST_AROUND = 3


@dataclass(frozen=True, slots=True)
class Message:
    """A folded message; it lives as long as one call."""

    text: str
    """All of it."""
    core: str
    """Without the words around an answer."""

    @property
    def short(self) -> str:
        """The part that fuzzy comparison can afford."""
        if len(self.text) <= LONGEST:
            return self.text
        return self.text[: LONGEST // 2] + " " + self.text[-LONGEST // 2 :]

    def contains(self, words: str) -> bool:
        """True when the words stand in the message, as whole words in that order."""
        return f" {words} " in f" {self.text} "


@dataclass(frozen=True, slots=True)
class Speller:
    """How one language is written out and which of its words change nothing."""

    spelling: Mapping[str, str]
    around: frozenset[tuple[str, ...]]
    sounds: Sounds = SILENT
    consonants: Sounds = SILENT

    def fold(self, text: str) -> str:
        """A word or sentence as the tables compare it."""
        return respell(self.sounds.spell(fold(text)), self.spelling)

    def with_consonants(self, folded: str) -> str:
        """The folded text with its words once more as consonants only, where the language has them."""
        if not self.consonants.steps:
            return folded
        return " ".join((folded, *(f"~{bare}" for bare in self.consonants.spell(folded).split())))

    def fold_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The same for many, each once, without those of which nothing is left."""
        return tuple(dict.fromkeys(folded for folded in map(self.fold, texts) if folded))

    def message(self, text: str) -> Message:
        """What somebody typed, ready for the tables."""
        folded = self.fold(text)
        return Message(folded, folded if len(folded) > LONGEST else self._core(folded))

    def _core(self, folded: str) -> str:
        words = tuple(folded.split())
        shorter = self._peeled(words)
        while shorter != words:
            words, shorter = shorter, self._peeled(shorter)
        return " ".join(words)

    def _peeled(self, words: tuple[str, ...]) -> tuple[str, ...]:
        for count in range(min(_LONGEST_AROUND, len(words) - 1), 0, -1):
            if words[:count] in self.around:
                return words[count:]
            if words[-count:] in self.around:
                return words[:-count]
        return words


def speller(phrases: Phrases) -> Speller:
    """The speller of one language."""
    same = sounds(phrases.sounds)

    def spell(text: str) -> str:
        return same.spell(fold(text))

    spelling = {
        spell(written): spell(word) for word, ways in phrases.spelling.items() for written in ways if spell(written)
    }
    around = frozenset(tuple(respell(spell(words), spelling).split()) for words in phrases.around)
    return Speller(spelling, around - {()}, same, sounds(phrases.consonants))
