"""The languages that are spoken, each read from its `.po` file when somebody first speaks it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.core.common import Language
from bot.core.speech import Speech
from bot.i18n.catalog import FILE, read, translations
from bot.i18n.speech import LocaleSpeech


class Speeches(Mapping[str, Speech]):
    """Language code -> speech, for the languages whose translations stand below `root`."""

    def __init__(self, root: Path, languages: Mapping[str, Language]) -> None:
        self._root = root
        self._languages = languages
        self._made: dict[str, Speech] = {}

    def __getitem__(self, code: str) -> Speech:
        if code not in self._made:
            direction = self._languages[code].direction
            found = translations(read(self._root / FILE.format(code), code))
            self._made[code] = LocaleSpeech(code, direction, found)
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)
