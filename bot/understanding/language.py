"""Which language a message is in: by script first, then by its words and parts of words.

Counted from the project's own tables, so that it knows what a general detector does not: chat spelling, Arabic and
Ukrainian in Latin letters, Papiamento. `docs/decisions/0006` has the comparison. The counts are made beforehand
(`thuiswijzer language model`), because counting all tables takes seconds. It never switches a conversation.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.normalise import fold
from bot.understanding.scorer import Scorer, scorer

SHORTEST = 4
"""Letters; shorter messages ('ja', 'ok') are in any language."""
LONGEST = 300
"""Letters that are looked at."""
SURE = 0.25
MAYBE = 0.05
"""Confidence from which a language counts, and from which it is worth reading the message in it too."""
SCRIPTS = {
    "ARABIC": frozenset({"ar", "fa"}),
    "CYRILLIC": frozenset({"uk", "bg"}),
    "ETHIOPIC": frozenset({"ti"}),
}
"""Script (the first word of a letter's Unicode name) -> the languages that are written in it."""
COMMONEST = 6
"""A feature that fewer sentences have tells little and is left out of the model."""

Ranked = Sequence[tuple[str, float]]
"""Languages with a confidence of 0 to 1, best first."""


@dataclass(frozen=True, slots=True)
class Detector:
    """Counts over all languages."""

    scorer: Scorer

    def ranked(self, text: str) -> Ranked:
        """Languages with a confidence of 0 to 1, best first; empty when there is too little to go by."""
        letters = [letter for letter in text[: 4 * LONGEST] if letter.isalpha()]
        if len(letters) < SHORTEST:
            return ()
        allowed = SCRIPTS.get(_script(letters))
        if allowed and len(allowed) == 1:
            return tuple((code, 1.0) for code in allowed)
        found = self.scorer.ranked(fold(text)[:LONGEST])
        if allowed:
            total = sum(score for code, score in found if code in allowed) or 1.0
            found = tuple((code, score / total) for code, score in found if code in allowed)
        return found

    def detect(self, text: str) -> str:
        """The language of a message, or nothing when it is not clear."""
        return surest(self.ranked(text))


def surest(ranked: Ranked) -> str:
    """The language of a message, or nothing when it is not clear."""
    return ranked[0][0] if ranked and ranked[0][1] >= SURE else ""


def possible(ranked: Ranked) -> tuple[str, ...]:
    """The languages that a message may be in, best first: at most two, or three guesses when none is likely."""
    return tuple(code for code, score in ranked[:2] if score >= MAYBE) or tuple(code for code, _ in ranked[:3])


def train(sentences: Mapping[str, Iterable[str]]) -> Detector:
    """Count the sentences of each language."""
    pairs = [(folded, code) for code, texts in sorted(sentences.items()) for text in texts if (folded := fold(text))]
    return Detector(scorer(pairs, COMMONEST))


def dumps(detector: Detector) -> str:
    """The model as text: a line a feature, so that a change shows as lines."""
    model = detector.scorer
    lines = [json.dumps({code: round(value, 4) for code, value in sorted(model.without.items())})]
    for feature in sorted(model.evidence):
        strengths = {code: round(strength, 2) for code, strength in sorted(model.evidence[feature])}
        lines.append(json.dumps([feature, round(model.rarity[feature], 2), strengths], ensure_ascii=False))
    return "\n".join(lines) + "\n"


def loads(text: str) -> Detector:
    """Read what `dumps` wrote."""
    first, *lines = text.splitlines()
    rarity: dict[str, float] = {}
    evidence: dict[str, tuple[tuple[str, float], ...]] = {}
    for line in lines:
        feature, rare, strengths = json.loads(line)
        rarity[feature] = rare
        evidence[feature] = tuple(strengths.items())
    return Detector(Scorer(rarity, evidence, json.loads(first)))


def _script(letters: Iterable[str]) -> str:
    """The script of most letters."""
    counts: dict[str, int] = {}
    for letter in letters:
        name = unicodedata.name(letter, "?").split()[0]
        counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: (counts[name], name))
