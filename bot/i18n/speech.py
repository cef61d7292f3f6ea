"""A language as the renderer needs it: sentences filled in, and times, days and lists by Babel (CLDR).

Dutch is the language of the content itself, so a Dutch sentence is its own translation. So is, in any language, a
sentence that nobody has translated yet: better Dutch than nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from babel import Locale, UnknownLocaleError, dates, lists

from bot.core.common import DEFAULT_LANGUAGE
from bot.core.text import Text, Value, fill
from bot.i18n.bidi import Direction, guarded, isolate
from bot.i18n.catalog import plural_index

Translations = Mapping[tuple[str, str], tuple[str, ...]]
"""Context and Dutch text -> the sentence in each plural form of a language."""

BRITISH = {"en": "en_GB"}
"""English as it is written in Europe: day before month."""


@dataclass(frozen=True, slots=True)
class LocaleSpeech:
    """One language by its code. Satisfies `bot.core.speech.Speech`."""

    code: str
    direction: Direction = "ltr"
    translations: Translations = field(default_factory=dict)

    def say(self, text: Text, place: Mapping[str, str]) -> str:
        """A sentence in this language, with its slots filled."""
        if not text.msgid:
            return ""
        template = guarded(self._template(text), self.direction)
        if "{" not in template:
            return template
        values = {**place, **dict(text.values)}
        asked = {name: self._value(value, place) for name, value in values.items() if f"{{{name}}}" in template}
        return fill(template, {name: isolate(value, self.direction) for name, value in asked.items()})

    def time(self, moment: datetime) -> str:
        """`21:00`, in the zone that the moment has."""
        return str(dates.format_skeleton("Hm", moment.replace(tzinfo=None), locale=_locale(self.code)))

    def day_and_time(self, moment: datetime) -> str:
        """`maandag 21:00`, in the zone that the moment has."""
        return f"{dates.format_date(moment, 'EEEE', locale=_locale(self.code))} {self.time(moment)}"

    def date(self, day: date) -> str:
        """`23 november 2026`."""
        return dates.format_date(day, "long", locale=_locale(self.code))

    def join(self, items: Sequence[str]) -> str:
        """`a, b en c`."""
        return lists.format_list(list(items), locale=_locale(self.code)) if items else ""

    def language(self, code: str) -> str:
        """The name of a language in this one; the code where it has none."""
        return str(_locale(self.code).languages.get(code, code))

    def _template(self, text: Text) -> str:
        forms = self.translations.get((text.context, text.msgid))
        if not text.plural:
            return forms[0] if forms else text.msgid
        if forms:
            return forms[min(plural_index(self.code, text.count), len(forms) - 1)]
        return text.msgid if text.count == 1 else text.plural

    def _value(self, value: Value, place: Mapping[str, str]) -> str:
        if isinstance(value, tuple):
            return self.join([self.say(one, place) for one in value])
        return self.say(value, place) if isinstance(value, Text) else value


@cache
def _locale(code: str) -> Locale:
    try:
        return Locale.parse(BRITISH.get(code, code))
    except (UnknownLocaleError, ValueError):  # a language that CLDR does not know
        return Locale.parse(DEFAULT_LANGUAGE)
