"""The one place that wires the parts together. No global state, no work at import."""

from dataclasses import dataclass
from pathlib import Path

from bot.content.load import default_root, load
from bot.core.common import DEFAULT_LANGUAGE
from bot.core.library import Library
from bot.i18n.speeches import Speeches
from bot.readers import listener_of
from bot.turn import Parts
from bot.understanding.offers import OfferWords, offer_words


@dataclass(frozen=True, slots=True)
class App:
    """Everything a channel needs."""

    parts: Parts
    language: str
    """The language of conversations until somebody chooses another."""

    @property
    def library(self) -> Library:
        """The content that is served."""
        return self.parts.library


def build(content: Path | None = None, pack: str = "", language: str = DEFAULT_LANGUAGE) -> App:
    """Load the content and make the parts.

    An empty `pack` is the one that the content names as its own.

    Raises:
        ContentError: with every problem, when the content, the pack or the language cannot be used.
    """
    root = content or default_root()
    library = load(root, pack, language)
    speeches = Speeches(root, library.languages)

    def offers_in(code: str) -> list[OfferWords]:
        return [offer_words(offer, speeches[code]) for offer in library.offers]

    return App(Parts(library, listener_of(root, library.languages, offers_in), speeches), language)
