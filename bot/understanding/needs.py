"""Sentences -> the need behind them, counted from the phrases of the language.

The counting is done by `bot.understanding.scorer`. The nearest phrase by trigrams put the right need first in 68% of
the first labelled sentences, counting in 87% and in a third of the time: a sentence is seldom like one phrase, it has
something of many. A trained linear scorer did no better on sentences that nobody had seen.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.vocabulary import NEEDS_OF_ROLE, OFFER_NEEDS
from bot.understanding.message import Message, Speller
from bot.understanding.phrases import Phrases
from bot.understanding.scorer import Scorer, scorer

SURE = 0.4
"""Confidence from which a need counts as understood."""
POSSIBLE = 0.04
"""Confidence from which a need is worth asking about."""
MOST_ALTERNATIVES = 3
STRANGE = 2.0
"""How much must speak for a need that does not go with the role, in powers of e."""


@dataclass(frozen=True, slots=True)
class NeedTable:
    """The needs of one language."""

    phrases: Mapping[str, str]
    """Whole phrases, which need no counting."""
    scorer: Scorer

    @property
    def words(self) -> frozenset[str]:
        """Every single word of the phrases."""
        return self.scorer.words

    def ranked(self, message: Message, role: str = "") -> tuple[tuple[str, float], ...]:
        """Needs with a confidence of 0 to 1, best first; equal ones by name.

        With a role, offer needs that people in that role do not come for are less likely; they stay possible.
        """
        if need := self.phrases.get(message.text) or self.phrases.get(message.core):
            return ((need, 1.0),)
        own = NEEDS_OF_ROLE.get(role)
        against = {need: STRANGE for need in OFFER_NEEDS if need not in own} if own else {}
        return self.scorer.ranked(message.short, against)


def need_table(phrases: Phrases, speller: Speller) -> NeedTable:
    """Count the phrases of one language."""
    pairs = [(folded, need) for need, ways in phrases.needs.items() for folded in speller.fold_all(ways)]
    return NeedTable(_unambiguous(pairs), scorer(pairs))


def _unambiguous(pairs: list[tuple[str, str]]) -> dict[str, str]:
    needs: defaultdict[str, set[str]] = defaultdict(set)
    for folded, need in pairs:
        needs[folded].add(need)
    return {folded: next(iter(its)) for folded, its in needs.items() if len(its) == 1}
