"""One language as whoever shows something needs it: sentences, times and lists. Made by `bot.i18n`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.core.text import Text


class Speech(Protocol):
    """Handed to the renderer and to whoever reads typed words, so that neither imports i18n."""

    @property
    def code(self) -> str:
        """The code of the language."""
        ...

    def say(self, text: Text, place: Mapping[str, str]) -> str:
        """A sentence in this language, its `{name}` slots filled from its own values and from `place`."""
        ...

    def time(self, moment: datetime) -> str:
        """`21:00`."""
        ...

    def day_and_time(self, moment: datetime) -> str:
        """`maandag 21:00`."""
        ...

    def date(self, day: date) -> str:
        """`23 november 2026`."""
        ...

    def join(self, items: Sequence[str]) -> str:
        """`a, b en c`."""
        ...

    def language(self, code: str) -> str:
        """The name of a language in this one."""
        ...
