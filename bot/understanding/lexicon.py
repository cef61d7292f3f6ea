"""The words of a table, found back in typed words in spite of slips.

One slip in words of five letters and more, two from nine. A slip is found by leaving letters out on both sides (the
symmetric-delete method of SymSpell) and confirmed by rapidfuzz, so that the cost does not grow with the table. A word
that is spelled rightly (it is in the table itself, or in `known`) is never taken for a slip of another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

ONE_SLIP, TWO_SLIPS = 5, 9
"""Letters from which a word may have so many slips."""
SHORTEST_BEGINNING = 2
LONGEST = 24
"""Letters; longer tokens are no words that anybody lists, and leaving letters out of them costs much."""

NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and beginnings of words by number."""

    exact: Mapping[str, int]
    beginnings: Mapping[str, int]
    shortened: Mapping[str, tuple[str, ...]]
    """A word with letters left out -> the words that it may come from."""
    known: frozenset[str]

    def numbers(self, token: str, slips: bool = True) -> frozenset[int]:
        """The numbers of all words that `token` may be."""
        found = set(self._beginnings(token))
        if token in self.exact:
            found.add(self.exact[token])
        elif slips and token not in self.known and ONE_SLIP - 1 <= len(token) <= LONGEST:
            found.update(self.exact[word] for word in self._near(token))
        return frozenset(found) if found else NONE

    def _beginnings(self, token: str) -> Iterator[int]:
        if not self.beginnings:
            return
        for end in range(SHORTEST_BEGINNING, len(token) + 1):
            number = self.beginnings.get(token[:end])
            if number is not None:
                yield number

    def _near(self, token: str) -> Iterator[str]:
        seen = set()
        for short in _shortened(token, 2 if len(token) >= TWO_SLIPS - 1 else 1):
            for word in self.shortened.get(short, ()):
                if word not in seen:
                    seen.add(word)
                    if OSA.distance(token, word) <= allowed(word):
                        yield word


def allowed(word: str) -> int:
    """How many slips a listed word may have."""
    return 2 if len(word) >= TWO_SLIPS else 1 if len(word) >= ONE_SLIP else 0


def lexicon(
    words: Iterable[str], beginnings: Iterable[str], known: Iterable[str], strict: Iterable[str] = ()
) -> Lexicon:
    """Number the folded words and beginnings of a table. `strict` words count without slips only."""
    exact = {word: number for number, word in enumerate(sorted(set(words)))}
    starts = {start: len(exact) + number for number, start in enumerate(sorted(set(beginnings)))}
    shortened: dict[str, list[str]] = {}
    for word in exact.keys() - set(strict):
        for short in _shortened(word, allowed(word)) if allowed(word) else ():
            shortened.setdefault(short, []).append(word)
    return Lexicon(exact, starts, {short: tuple(sorted(its)) for short, its in shortened.items()}, frozenset(known))


def _shortened(word: str, letters: int) -> Iterator[str]:
    """The word with up to so many letters left out, itself included."""
    yield word
    for count in range(1, letters + 1):
        for gone in combinations(range(len(word)), count):
            yield "".join(letter for place, letter in enumerate(word) if place not in gone)
