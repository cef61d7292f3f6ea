"""How plain a Dutch text is, in what a computer can count: long sentences, long words, jargon, the passive.

Proxies and no proof: a short sentence can be hard to understand, and nobody may call a text 'B1' because of this.
What counts as long and which words are jargon is content: `locales/nl/plain.yaml`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bot.content.decode import decode
from bot.content.yamlio import parse
from bot.core.flow import FORBID

FILE = "locales/nl/plain.yaml"
SENTENCE_END = re.compile(r"(?<=[.?!:…])[”’')]*\s+")
WORD = re.compile(r"[\w{}@-]+(?:['’]\w+)?")
BECOMES = re.compile(r"(?i)\b(?:word|wordt|worden|werd|werden)\b")
DONE = re.compile(r"(?i)\b(?:ge|be|ver|ont|her|er)\w{2,}(?:d|t|en)\b|\b\w+ge\w{2,}(?:d|t|en)\b")
"""A past participle, roughly: `geholpen`, `verteld`, `meegenomen`. With BECOMES: it does not say who does it."""


@dataclass(frozen=True)
class Plain:
    """`locales/nl/plain.yaml`."""

    __pydantic_config__ = FORBID

    longest_sentence: int
    """Words."""
    average_sentence: int
    longest_word: int
    """Letters."""
    passive_percent: int
    long_words: tuple[str, ...] = ()
    jargon: Mapping[str, str] = field(default_factory=dict)
    """Word, perhaps with a `*` for the rest of it -> what to write instead."""

    @cached_property
    def jargon_patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What finds each word, and what to write instead."""
        return tuple((_pattern(word), better) for word, better in self.jargon.items())


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted in some texts."""

    sentences: int
    words: int
    longest: int
    """Words of the longest sentence."""
    long_words: tuple[str, ...]
    jargon: tuple[str, ...]
    passive: int
    """Sentences."""

    @property
    def average(self) -> float:
        """Words a sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def passive_percent(self) -> float:
        """Of 100 sentences."""
        return 100 * self.passive / self.sentences if self.sentences else 0.0


def plain(root: Path) -> Plain | None:
    """The measures of a content folder; None where it has none.

    Raises:
        ContentError: with every problem in the file.
    """
    path = root / FILE
    return decode(parse(path.read_bytes(), FILE), Plain) if path.is_file() else None


def _pattern(word: str) -> re.Pattern[str]:
    anything = re.escape(word).replace(re.escape("*"), r"\w*")
    return re.compile(rf"(?i)(?<!\w){anything}(?!\w)")


def sentences(text: str) -> list[str]:
    """The sentences of a text; what stands behind a colon counts as one of its own."""
    return [part for part in SENTENCE_END.split(text.strip()) if part]


def words(sentence: str) -> list[str]:
    """Its words; a slot is one."""
    return WORD.findall(sentence)


def wrong(text: str, measure: Plain) -> Iterator[str]:
    """What is not plain in one text."""
    for sentence in sentences(text):
        if (number := len(words(sentence))) > measure.longest_sentence:
            yield f"a sentence of {number} words; at most {measure.longest_sentence}: '{sentence[:40]}…'"
    for word in long_words(text, measure):
        yield f"'{word}' has {len(word)} letters; find a shorter word, or explain it and list it in {FILE}"
    for pattern, better in measure.jargon_patterns:
        for found in pattern.findall(text):
            yield f"'{found}' is a hard word; better: {better}"


def long_words(text: str, measure: Plain) -> Iterator[str]:
    """Words that are too long. Names and slots are passed over: they are none of the writer's making."""
    for word in words(text):
        own = word == word.lower() and "{" not in word
        if len(word) > measure.longest_word and own and word not in measure.long_words:
            yield word


def figures(texts: list[str], measure: Plain) -> Figures:
    """Count all of some texts together."""
    counted = [sentence for text in texts for sentence in sentences(text)]
    lengths = [len(words(sentence)) for sentence in counted]
    return Figures(
        len(counted),
        sum(lengths),
        max(lengths, default=0),
        tuple(word for text in texts for word in long_words(text, measure)),
        tuple(found for text in texts for pattern, _ in measure.jargon_patterns for found in pattern.findall(text)),
        sum(bool(BECOMES.search(sentence) and DONE.search(sentence)) for sentence in counted),
    )
