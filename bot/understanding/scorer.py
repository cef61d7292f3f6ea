"""Which of many kinds a sentence is, counted from example sentences.

Naive Bayes over words, pairs of words and parts of words, each weighed by how rare it is. Counting needs no training
run and no numbers library, gives the same result everywhere, and every weight can be traced to sentences. It knows no
grammar, so it says how sure it is and what else it may be.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

_SMOOTHING = 0.1
"""How much of a feature a kind is taken to have that none of its sentences have."""
_PART = 4
"""Letters in a part of a word."""


NOTHING_AGAINST: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Scorer:
    """What each feature says for each kind."""

    rarity: Mapping[str, float]
    evidence: Mapping[str, tuple[tuple[str, float], ...]]
    """Feature -> kinds that have it, with how strongly it speaks for them."""
    without: Mapping[str, float]
    """What a feature says against a kind that has it in no sentence."""

    @property
    def words(self) -> frozenset[str]:
        """Every single word of the sentences."""
        return frozenset(feature[:-1] for feature in self.rarity if feature.endswith(" "))

    def ranked(self, folded: str, against: Mapping[str, float] = NOTHING_AGAINST) -> tuple[tuple[str, float], ...]:
        """Kinds with a confidence of 0 to 1, best first; equal ones by name. Empty when nothing is familiar.

        `against`: kind -> how much must speak for it before it counts, in powers of e.
        """
        own = features(folded)
        known = _unit({feature: self.rarity[feature] for feature in own if feature in self.rarity})
        if not known:
            return ()
        total = sum(known.values())
        scores = {kind: none * total - against.get(kind, 0.0) for kind, none in self.without.items()}
        for feature, weight in known.items():
            for kind, strength in self.evidence[feature]:
                scores[kind] += weight * strength
        return _confident(scores, _heard(folded, self.rarity))


def scorer(sentences: Iterable[tuple[str, str]], commonest: int = 1) -> Scorer:
    """Count the features of folded sentences: pairs of sentence and kind.

    Features that fewer than `commonest` sentences have are left out of what comes back, not out of the counting.
    """
    pairs = list(sentences)
    found = [features(folded) for folded, _ in pairs]
    carriers = Counter(feature for of_sentence in found for feature in of_sentence)
    rarity = {feature: math.log((1 + len(pairs)) / (1 + count)) + 1 for feature, count in carriers.items()}
    mass: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    totals: defaultdict[str, float] = defaultdict(float)
    for (_, kind), of_sentence in zip(pairs, found, strict=True):
        for feature, weight in _unit({feature: rarity[feature] for feature in of_sentence}).items():
            mass[feature][kind] += weight
            totals[kind] += weight
    kept = {feature for feature, count in carriers.items() if count >= commonest}
    return Scorer(
        {feature: value for feature, value in rarity.items() if feature in kept},
        {
            feature: tuple((kind, math.log1p(weight / _SMOOTHING)) for kind, weight in its.items())
            for feature, its in mass.items()
            if feature in kept
        },
        {kind: -math.log(1 + total / (_SMOOTHING * len(rarity))) for kind, total in sorted(totals.items())},
    )


def features(folded: str) -> tuple[str, ...]:
    """Words (with a space behind them), pairs of words next to each other or one apart, and parts of words."""
    words = folded.split()
    pairs = (f"{one} {other}" for gap in (1, 2) for one, other in zip(words, words[gap:], strict=False))
    return tuple(dict.fromkeys((*(f"{word} " for word in words), *pairs, *_parts(folded))))


def _parts(folded: str) -> list[str]:
    padded = (f"<{word}>" for word in folded.split())
    return [word[start : start + _PART] for word in padded for start in range(max(1, len(word) - _PART + 1))]


def _heard(folded: str, known: Container[str]) -> float:
    """The share of the parts of words that some sentence has: low when somebody talks of something else."""
    parts = _parts(folded)
    return sum(part in known for part in parts) / max(1, len(parts))


def _confident(scores: Mapping[str, float], heard: float) -> tuple[tuple[str, float], ...]:
    top = max(scores.values())
    odds = {kind: math.exp(score - top) for kind, score in scores.items()}
    total = sum(odds.values())
    ranked = sorted(odds.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((kind, heard * odd / total) for kind, odd in ranked)


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {feature: weight / length for feature, weight in vector.items()}
