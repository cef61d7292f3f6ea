"""The readers of all languages, each made when it is first needed: making them all takes seconds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from bot.content.languages import alarm_table, detector, likeness, phrase_table
from bot.content.load import languages
from bot.core.common import Language
from bot.understanding.listen import Listener
from bot.understanding.offers import OfferWords
from bot.understanding.read import Reader, prepare
from bot.understanding.switch import language_names

OffersIn = Callable[[str], Sequence[OfferWords]]
"""Language code -> the words by which the offers can be found in it."""


def no_offers(code: str) -> Sequence[OfferWords]:
    """None can be named."""
    del code
    return ()


class Readers(Mapping[str, Reader]):
    """Language code -> reader, for the languages whose tables stand below `root`."""

    def __init__(self, root: Path, codes: Sequence[str], offers: OffersIn = no_offers) -> None:
        self._root = root
        self._codes = tuple(codes)
        self._offers = offers
        self._made: dict[str, Reader] = {}

    def __getitem__(self, code: str) -> Reader:
        if code not in self._codes:
            raise KeyError(code)
        return self._made[code] if code in self._made else self.make(code)

    def make(self, code: str) -> Reader:
        """Make the reader of a language now.

        Raises:
            ContentError: with every problem in its tables.
            PatternError: when a pattern of its alarms is not well written.
        """
        root = self._root
        reader = prepare(phrase_table(root, code), self._offers(code), alarm_table(root, code), likeness(root, code))
        self._made[code] = reader
        return reader

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


def reader(root: Path, code: str) -> Reader:
    """The reader of one language, without offers to name.

    Raises:
        ContentError: with every problem in its tables.
        OSError: when it has no phrases.
    """
    return Readers(root, (code,)).make(code)


def listener(root: Path) -> Listener:
    """The listener of all languages below `root`, without offers to name.

    Raises:
        ContentError: when the list of languages cannot be read.
    """
    return listener_of(root, languages(root))


def listener_of(root: Path, spoken: Mapping[str, Language], offers: OffersIn = no_offers) -> Listener:
    """The listener of these languages. Nothing is read from disk before somebody types."""
    return Listener(Readers(root, tuple(spoken), offers), cache(partial(detector, root)), language_names(spoken))
