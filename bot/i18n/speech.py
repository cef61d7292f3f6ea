"""A language as the renderer needs it: sentences filled in, and times, days and lists by Babel (CLDR).

Dutch is the language of the content itself, so a Dutch sentence is its own translation.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel import Locale, dates, lists

from bot.core.text import Text, Value, fill


def same(msgid: str, context: str) -> str:
    """The translation into the language of the content."""
    del context
    return msgid


@dataclass(frozen=True, slots=True)
class LocaleSpeech:
    """One language by its code. Satisfies `bot.channels.base.Speech`."""

    code: str
    translate: Callable[[str, str], str] = same
    """Dutch source text and where it stands -> the sentence in this language."""

    def say(self, text: Text, place: dict[str, str]) -> str:
        """A sentence in this language, with its slots filled."""
        if not text.msgid:
            return ""
        values = {name: self._value(value, place) for name, value in text.values}
        return fill(self.translate(text.msgid, text.context), {**place, **values})

    def _value(self, value: Value, place: dict[str, str]) -> str:
        if isinstance(value, tuple):
            return self.join([self.say(one, place) for one in value])
        return self.say(value, place) if isinstance(value, Text) else value

    def time(self, moment: datetime) -> str:
        """`21:00`, in the zone that the moment has."""
        return dates.format_time(moment.replace(tzinfo=None), "short", locale=self.code)

    def day(self, moment: datetime) -> str:
        """`maandag`, in the zone that the moment has."""
        return dates.format_date(moment, "EEEE", locale=self.code)

    def join(self, items: Sequence[str]) -> str:
        """`a, b en c`."""
        return lists.format_list(list(items), locale=self.code) if items else ""

    def language(self, code: str) -> str:
        """The name of a language in this one; the code where it has none."""
        return str(Locale.parse(self.code).languages.get(code, code))
