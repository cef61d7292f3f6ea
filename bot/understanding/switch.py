"""A message that asks for another language: its name, and nothing beside it but words that such a request is made of.

'nederlands aub', 'po polsku', 'can we speak turkish please'. Not 'my father is Turkish': there a word is left over.
The names and the words around them are in `locales/languages.yaml`, for every language in all languages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.core.common import Language
from bot.understanding.normalise import fold

LONGEST = 60
"""Letters from which a message is no such request any more."""
SHORTEST_FUZZY = 6
CLOSE = 86.0
"""Likeness (0 to 100) of a name with a slip in it."""


@dataclass(frozen=True, slots=True)
class LanguageNames:
    """Folded names of languages, and the words around them."""

    codes: Mapping[str, str]
    """Name -> code."""
    around: frozenset[str]

    def asked_for(self, folded: str) -> str:
        """The code of the language that a folded message asks for, or nothing."""
        if not folded or len(folded) > LONGEST:
            return ""
        words = [word for word in folded.split() if word not in self.around or word in self.codes]
        return self._named(" ".join(words)) if words else ""

    def _named(self, name: str) -> str:
        if found := self.codes.get(name):
            return found
        # 'po polsku' loses its 'po' to the words around; a name of two words may also be typed whole.
        codes = {self.codes[word] for word in name.split() if word in self.codes}
        if len(codes) == 1 and all(word in self.codes for word in name.split()):
            return codes.pop()
        if len(name) < SHORTEST_FUZZY:
            return ""
        near = process.extractOne(name, self.codes.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
        return self.codes[near[0]] if near else ""


NO_NAMES = LanguageNames({}, frozenset())


def language_names(languages: Mapping[str, Language]) -> LanguageNames:
    """Fold the names once."""
    codes: dict[str, str] = {}
    for code, language in languages.items():
        for name in (language.name, *language.called):
            codes.setdefault(fold(name), code)
    return LanguageNames(codes, _words(language.around for language in languages.values()))


def _words(lists: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(word for words in lists for text in words for word in fold(text).split())
