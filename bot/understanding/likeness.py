"""How much a message is like the example messages of danger: linear weights of its words and parts of words.

The weights are learnt beforehand (`bot.learning`), because learning takes minutes and libraries that a conversation
does without. Words are known by a number made of their letters (the hashing trick), so a model has one size whatever
it learnt from, and loading one is reading its bytes. It knows no grammar; patterns come first.
"""

import json
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.scorer import features

STEPS = 127
"""Weights are whole numbers up to this; a head has the scale."""
RARITY_STEPS = 16
"""Steps in one unit of rarity."""
DANGER, EMERGENCY, CONCERN = "danger", "emergency", "concern"
"""Heads beside those of the labels: danger or not; how severe."""

TELLING = 4
"""Words that are named when likeness is explained."""

Weighed = tuple[tuple[int, float], ...]
"""Numbers of the features of a message with how much each counts; their squares add up to 1."""


@dataclass(frozen=True, slots=True)
class Head:
    """What speaks for one answer: a weight for each number of a feature."""

    weights: memoryview
    """Signed bytes; as many as a power of two."""
    scale: float
    bias: float

    def margin(self, message: Weighed) -> float:
        """How far the message is on the side of the answer: above 0 it is."""
        weights, mask = self.weights, len(self.weights) - 1
        return self.bias + self.scale * sum(weights[number & mask] * share for number, share in message)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was learnt from the examples of one language."""

    source: str
    """Names the examples that it was learnt from (`bot.understanding.examples.source_of`)."""
    words: frozenset[str]
    """Folded words of messages without danger: spelled rightly, so no slip of another word."""
    rarity: bytes
    """For each number of a feature how rare it is."""
    heads: Mapping[str, Head]
    """For danger, for two severities, and for each alarm."""

    def weigh(self, folded: str) -> Weighed:
        """The features of a folded message."""
        rarity, mask = self.rarity, len(self.rarity) - 1
        found = {number: rarity[number] for number in (number_of(feature) & mask for feature in features(folded))}
        length = math.sqrt(sum(rare * rare for rare in found.values())) or 1.0
        return tuple((number, rare / length) for number, rare in found.items())

    def margin(self, head: str, message: Weighed) -> float:
        """How far the message is on the side of a head: above 0 it is."""
        return self.heads[head].margin(message)

    def telling(self, words: Sequence[str]) -> frozenset[int]:
        """The places of the words that most sound like danger, for explaining an alarm."""
        own = {place: self.margin(DANGER, self.weigh(word)) for place, word in enumerate(words)}
        most = sorted(own, key=lambda place: (-own[place], place))[:TELLING]
        return frozenset(most)

    def label(self, message: Weighed) -> str:
        """The alarm that the message is most like; of equals the first by name."""
        labels = sorted(self.heads.keys() - {DANGER, EMERGENCY, CONCERN})
        return max(labels, key=lambda label: self.margin(label, message))


def number_of(feature: str) -> int:
    """The number of a feature: the same on every machine."""
    return zlib.crc32(feature.encode("utf-8", "replace"))


def dumps(likeness: Likeness) -> bytes:
    """The model as a file: a line of JSON, and the numbers, packed."""
    head = {
        "source": likeness.source,
        "words": sorted(likeness.words),
        "rarity": len(likeness.rarity),
        "heads": [[name, len(it.weights), it.scale, it.bias] for name, it in likeness.heads.items()],
    }
    line = json.dumps(head, ensure_ascii=False).encode()
    return zlib.compress(
        b"\n".join((line, likeness.rarity + b"".join(it.weights for it in likeness.heads.values()))), 9
    )


def loads(packed: bytes) -> Likeness:
    """Read what `dumps` wrote."""
    line, numbers = zlib.decompress(packed).split(b"\n", 1)
    head = json.loads(line)
    rest = memoryview(numbers)
    rarity, rest = bytes(rest[: head["rarity"]]), rest[head["rarity"] :]
    heads = {}
    for name, size, scale, bias in head["heads"]:
        heads[name] = Head(rest[:size].cast("b"), scale, bias)
        rest = rest[size:]
    return Likeness(head["source"], frozenset(head["words"]), rarity, heads)
