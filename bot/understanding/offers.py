"""Words -> offers: those that are named anywhere, or all that words typed at a search question may be about.

Naming must be strict, because any sentence at any step is held against it: a whole name of some length, that is not
just an ordinary word of the phrases. Searching may be generous, because the person asked to search: every word counts
as much as it is rare, and most where it stands in the name. It never judges whether an offer fits the person, nor
whether it may be shown: hand it only those that may.
"""

import math
import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.core.offer import Offer
from bot.core.speech import Speech
from bot.core.text import Text
from bot.understanding.message import Message, Speller

MOST = 8
"""Offers that a search gives at most."""
ENOUGH = 0.35
"""Share of what was searched that an offer must answer."""
SHORTEST_NAME = 5
"""Letters under which a name only counts when it is the whole message: 'MEE' is also a word."""
SHORTEST_FUZZY = 8
SHORTEST_ALONE = 4
SLIP = 1
"""Letters by which the edge of a word may be missed."""
CLOSE = 90.0
"""Likeness (0 to 100) from which part of a message counts as a name with a slip in it."""
COMMON = 3
"""Names that share a word (a place) from which it may be left out of a name."""
LONGEST_SEARCH = 12
"""Words of a search that are looked at."""
LONGEST_WORDS = 500
"""Letters of a search that are looked at."""
UNKNOWN = 0.4
"""Worth of a searched word that no offer has: it may be one of 'ik zoek iets met'."""
SHORTEST_PART = 5
BEGINNING = 5
PART = 0.85
SAME_BEGINNING = 0.72
CLOSE_WORD = 80.0
"""How likely a longer word, one with the same beginning and one with a slip are meant."""
_BRACKETS = re.compile(r"\s*\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class OfferWords:
    """The words by which one offer can be found, in the language of the conversation."""

    id: str
    name: str
    organization: str = ""
    situations: tuple[str, ...] = ()
    description: str = ""


def offer_words(offer: Offer, speech: Speech) -> OfferWords:
    """The words of an offer as it stands in the sociale kaart, in Dutch and as people read it in a language."""
    translated = speech.say(Text(offer.description, f"{offer.id}.description"), {})
    both = dict.fromkeys((offer.description, translated))
    return OfferWords(offer.id, offer.name, offer.organization, offer.situations, " ".join(both))


@dataclass(frozen=True, slots=True)
class OfferTable:
    """Folded words of every offer."""

    names: Mapping[str, tuple[str, ...]]
    """Name or short form of it -> offers."""
    alone: Mapping[str, tuple[str, ...]]
    """Short or ordinary names, and rare words of names -> offers; these must be the whole message."""
    telling: tuple[str, ...]
    """Names that may be heard with a slip in them."""
    rarity: Mapping[str, float]
    """Every word of every offer, with what finding it is worth."""
    postings: Mapping[str, tuple[tuple[str, float], ...]]
    """Word -> offers, with the worth of the best place in which it stands."""

    def named(self, message: Message) -> tuple[str, ...]:
        """Offers that the message names, in the order of the table."""
        whole = self.alone.get(message.text) or self.alone.get(message.core)
        inside = [name for name in self.names if name in message.text and message.contains(name)]
        names = inside or ([] if whole else self._resembling(message))
        return tuple(dict.fromkeys((*(whole or ()), *(offer for name in names for offer in self.names[name]))))

    def found(self, message: Message) -> tuple[str, ...]:
        """Offers that the words are about, best first; equal ones by id."""
        scores: Counter[str] = Counter()
        sought = 0.0
        for word in dict.fromkeys(message.core[:LONGEST_WORDS].split()[:LONGEST_SEARCH]):
            alike = self._alike(word)
            worth = max((self.rarity[other] for other in alike), default=UNKNOWN)
            sought += worth
            scores.update({offer: worth * best for offer, best in self._best(alike).items()})
        good = [(score, offer) for offer, score in scores.items() if score >= ENOUGH * sought]
        return tuple(offer for _, offer in sorted(good, key=lambda pair: (-pair[0], pair[1])))[:MOST]

    def _best(self, alike: Mapping[str, float]) -> dict[str, float]:
        """For each offer the best place in which one of these words stands."""
        best: dict[str, float] = {}
        for word, likeness in alike.items():
            for offer, place in self.postings[word]:
                best[offer] = max(best.get(offer, 0.0), likeness * place)
        return best

    def _alike(self, word: str) -> dict[str, float]:
        """Words of the offers that are this word, share its beginning, contain it or resemble it, with how much."""
        alike = {word: 1.0} if word in self.rarity else {}
        if len(word) >= SHORTEST_PART:
            beginning = word[:BEGINNING]
            for other in self.rarity:
                if word in other:
                    alike.setdefault(other, PART)
                elif other.startswith(beginning):
                    alike.setdefault(other, SAME_BEGINNING)
        if not alike and len(word) >= SHORTEST_PART:
            slips = process.extract(word, list(self.rarity), scorer=fuzz.ratio, limit=3, score_cutoff=CLOSE_WORD)
            alike = {other: likeness / 100 for other, likeness, _ in slips}
        return alike

    def _resembling(self, message: Message) -> list[str]:
        text = message.short
        likely = [name for name in self.telling if SHORTEST_FUZZY <= len(name) <= len(text) + 1]
        found = process.extractOne(text, likely, scorer=fuzz.partial_ratio, score_cutoff=CLOSE)
        return [found[0]] if found and _whole_words(found[0], text) else []


def _whole_words(name: str, text: str) -> bool:
    """True when the place that resembles the name begins and ends with a word: a youth worker is no 'youth work'."""
    where = fuzz.partial_ratio_alignment(name, text)
    if where is None or len(text) <= len(name):
        return where is not None
    begins = " " in f" {text}"[max(0, where.dest_start - SLIP) : where.dest_start + SLIP + 1]
    ends = " " in f"{text} "[max(0, where.dest_end - SLIP) : where.dest_end + SLIP + 1]
    return begins and ends


def _names(name: str, speller: Speller, shared: Mapping[str, int]) -> tuple[str, ...]:
    """A name in full, without its brackets, without the shared words at its ends, and a name within the brackets."""
    bare = speller.fold(_BRACKETS.sub("", name))
    words = speller.message(bare).core.split()
    while words and shared[words[0]] >= COMMON:
        del words[0]
    while words and shared[words[-1]] >= COMMON:
        del words[-1]
    also = (inside for inside in _BRACKETS.findall(name) if inside.isupper() or (inside.istitle() and " " in inside))
    return speller.fold_all((name, bare, " ".join(words), *also))


def offer_table(offers: Sequence[OfferWords], speller: Speller, ordinary: Container[str] = ()) -> OfferTable:
    """Fold the words of the offers; names of only `ordinary` words must be typed to the letter."""
    shared = Counter(word for offer in offers for word in set(speller.fold(offer.name).split()))
    names: dict[str, list[str]] = {}
    alone: dict[str, list[str]] = {}
    places: dict[str, dict[str, float]] = {}
    for offer in offers:
        for name in _names(offer.name, speller, shared):
            where = alone if len(name) < SHORTEST_NAME or name in ordinary else names
            where.setdefault(name, []).append(offer.id)
        for word in speller.fold(offer.name).split():
            if shared[word] == 1 and len(word) >= SHORTEST_ALONE and word not in ordinary:
                alone.setdefault(word, []).append(offer.id)
        for text, worth in _places(offer):
            for word in speller.fold(text).split():
                worths = places.setdefault(word, {})
                worths[offer.id] = max(worths.get(offer.id, 0.0), worth)
    return OfferTable(
        {name: tuple(ids) for name, ids in names.items()},
        {name: tuple(dict.fromkeys(ids)) for name, ids in alone.items()},
        tuple(name for name in names if any(word not in ordinary for word in name.split())),
        {word: math.log((1 + len(offers)) / len(worths)) for word, worths in places.items()},
        {word: tuple(sorted(worths.items())) for word, worths in places.items()},
    )


def _places(offer: OfferWords) -> tuple[tuple[str, float], ...]:
    """The texts of an offer, with what a word in each is worth."""
    return (
        (offer.name, 1.0),
        (offer.organization, 0.8),
        (" ".join(offer.situations), 0.7),
        (offer.description, 0.5),
    )
