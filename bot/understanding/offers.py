"""Words -> offers: those that are named anywhere, or all that words typed at a search question may be about.

Naming must be strict, because any sentence at any step is held against it: a whole name of some length, that is not just
an ordinary word of this language's phrases. Searching may be generous, because the person asked to search: every word
counts as much as it is rare, and most where it stands in the name. It never judges whether an offer fits the person.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.core.offer import Offer
from bot.understanding.message import Message, Speller

MOST = 8
"""Offers that a search gives at most."""
ENOUGH = 0.35
"""Share of what was searched that an offer must answer."""
SHORTEST_NAME = 5
"""Letters under which a name only counts when it is the whole message: 'MEE' is also a word."""
SHORTEST_FUZZY = 8
CLOSE = 90.0
"""Likeness (0 to 100) from which part of a message counts as a name with a slip in it."""
COMMON = 3
"""Names that share a word from which that word, a place or 'cursus', is left out of the short form of the name."""
LONGEST_SEARCH = 12
"""Words of a search that are looked at."""
_BRACKETS = re.compile(r"\s*\(([^)]*)\)")
_WORTH = {"name": 1.0, "organization": 0.8, "situations": 0.7, "description": 0.5}


@dataclass(frozen=True, slots=True)
class OfferWords:
    """The words by which one offer can be found, in the language of the conversation."""

    id: str
    name: str
    organization: str = ""
    situations: tuple[str, ...] = ()
    description: str = ""


def offer_words(offer: Offer) -> OfferWords:
    """The words of an offer as it stands in the sociale kaart."""
    return OfferWords(offer.id, offer.name, offer.organization, offer.situations, offer.description)


@dataclass(frozen=True, slots=True)
class OfferTable:
    """Folded words of every offer."""

    names: Mapping[str, tuple[str, ...]]
    """Name or short form of it -> offers."""
    rarity: Mapping[str, float]
    """Every word of every offer, with what finding it is worth."""
    postings: Mapping[str, tuple[tuple[str, float], ...]]
    """Word -> offers, with the worth of the best place in which it stands."""

    def named(self, message: Message) -> tuple[str, ...]:
        """Offers that the message names, in the order of the table."""
        found = [
            name
            for name in self.names
            if name == message.core or (len(name) >= SHORTEST_NAME and name in message.text and message.contains(name))
        ]
        return tuple(dict.fromkeys(offer for name in found or self._resembling(message) for offer in self.names[name]))

    def found(self, message: Message) -> tuple[str, ...]:
        """Offers that the words are about, best first; equal ones by id."""
        words = dict.fromkeys((message.core or message.text)[:500].split()[:LONGEST_SEARCH])
        scores: Counter[str] = Counter()
        sought = 0.0
        for word in words:
            alike = self._alike(word)
            worth = max((self.rarity[other] for other in alike), default=max(self.rarity.values(), default=0.0))
            sought += worth
            best: dict[str, float] = {}
            for other, likeness in alike.items():
                for offer, place in self.postings[other]:
                    best[offer] = max(best.get(offer, 0.0), likeness * place)
            scores.update({offer: worth * score for offer, score in best.items()})
        good = [(score, offer) for offer, score in scores.items() if score >= ENOUGH * sought]
        return tuple(offer for _, offer in sorted(good, key=lambda pair: (-pair[0], pair[1])))[:MOST]

    def _resembling(self, message: Message) -> list[str]:
        text = message.short
        long = [name for name in self.names if SHORTEST_FUZZY <= len(name) <= len(text) + 1]
        found = process.extractOne(text, long, scorer=fuzz.partial_ratio, score_cutoff=CLOSE)
        return [found[0]] if found else []

    def _alike(self, word: str) -> dict[str, float]:
        """Words of the offers that are this word, contain it, or resemble it, with how much."""
        alike = {other: likeness / 100 for other, likeness, _ in process.extract(word, self.rarity, limit=5, processor=None, scorer=fuzz.ratio, score_cutoff=82)}
        return alike


def offer_table(offers: Sequence[OfferWords], speller: Speller, ordinary: frozenset[str] = frozenset()) -> OfferTable:
    """Fold the words of the offers; `ordinary` words are no names by themselves."""
    names: dict[str, list[str]] = {}
    shared = Counter(word for offer in offers for word in set(speller.fold(offer.name).split()))
    for offer in offers:
        for name in _names(offer.name, speller, shared):
            if name not in ordinary:
                names.setdefault(name, []).append(offer.id)
    places: dict[str, dict[str, float]] = {}
    for offer in offers:
        for place, worth in _WORTH.items():
            for word in speller.fold(_text(getattr(offer, place))).split():
                at = places.setdefault(word, {})
                at[offer.id] = max(at.get(offer.id, 0.0), worth)
    return OfferTable(
        {name: tuple(ids) for name, ids in names.items()},
        {word: math.log((1 + len(offers)) / len(at)) for word, at in places.items()},
        {word: tuple(sorted(at.items())) for word, at in places.items()},
    )
