"""The words people type, as `locales/<code>/phrases.yaml` has them: field names are the YAML keys.

Written per language, never translated. A table of words and nothing else, so that a native speaker who is no
programmer can read it; `bot.content` decodes and checks it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.flow import FORBID


@dataclass(frozen=True, slots=True)
class Phrases:
    """Everything that one language needs to understand typed words."""

    __pydantic_config__ = FORBID

    language: str
    commands: Mapping[str, tuple[str, ...]]
    """Id of `bot.core.common.COMMANDS` -> words that give that command."""
    needs: Mapping[str, tuple[str, ...]]
    """Need -> the ways in which people say it."""
    values: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Slot -> value -> words that answer a question about that slot."""
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Id of `bot.core.common.ABOUT_OFFERS` -> ways to ask that about the offers that were just shown."""
    unsaid: tuple[str, ...] = ()
    """Words for 'I would rather not say' and 'I do not know'."""
    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Place in the list of choices (`1`, `2`, .. or `last`) -> words for it: `de tweede`."""
    around: tuple[str, ...] = ()
    """Words that may stand before or after an answer and change nothing: `ik ben`, `graag`."""
    before: tuple[str, ...] = ()
    """Words after which an answer is also heard inside a longer message: `ik ben` in 'ik ben 14 en ..'."""
    spelling: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Word -> chat and child spellings that are read as that word: `mijn` -> `mn`."""
    sounds: tuple[tuple[str, ...], ...] = ()
    """Letters that are typed for one another, in the order in which they are replaced: all of a row become its first.
    So that words in another script are read too: `[zh, ж]`."""
    consonants: tuple[tuple[str, ...], ...] = ()
    """Rows like those of `sounds`, which leave only what Arabic letters and Latin ones have in common: `["", a, e, ا]`.
    Likeness to the examples goes by these too; patterns do not, because too many words would be the same."""
