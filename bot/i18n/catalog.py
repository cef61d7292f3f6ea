"""The translations on disk: gettext `.po` files, read and written with Babel.

Written so that only a real change shows: no dates, no line numbers, no wrapping, and always in the order of the
content. A translation whose Dutch changed stays as a suggestion (`fuzzy`), which is never said to
anybody. No `.mo` is stored: reading the text files takes some hundredths of a second per language, once.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po, write_po

from bot.i18n.message import Message

TEMPLATE = "locales/messages.pot"
FILE = "locales/{}/LC_MESSAGES/messages.po"
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
"""Where Babel has the plural forms in another order than gettext and CLDR."""
NO_FORMS = "nplurals=2; plural=(n != 1);"
"""For a language that Babel does not know."""


LINE = re.compile(r'(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) +)?"(?:[^"\\]|\\.)*"|#.*|')
"""What may stand on a line of a `.po` file. Babel would cut the first and last letter of a text without quotes."""


class CatalogError(ValueError):
    """A `.po` file that cannot be read, from `line` on; the message says why."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line


def template(messages: Iterable[Message], code: str = "") -> Catalog:
    """A catalog in which nothing is translated yet."""
    catalog = _empty(code)
    for message in messages:
        catalog.add(
            (message.text, message.plural) if message.plural else message.text,
            auto_comments=message.comments,
            context=message.context,
        )
    return catalog


def read(path: Path, code: str) -> Catalog:
    """What is translated; an empty catalog when there is no file yet.

    Raises:
        CatalogError: when the file is no `.po` file.
    """
    if not path.is_file():
        return _empty(code)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise CatalogError(1, "not UTF-8 text") from None
    for number, line in enumerate(text.splitlines(), 1):
        if not LINE.fullmatch(line.strip()):
            raise CatalogError(number, 'expected msgctxt, msgid or msgstr and a text between double quotes (" as \\")')
    try:
        return read_po(io.StringIO(text), locale=_known(code), abort_invalid=True)
    except PoFileError as error:
        raise CatalogError(error.lineno + 1, str(error.args[0]).partition(" on ")[0]) from None


def updated(old: Catalog, messages: Iterable[Message], code: str) -> Catalog:
    """The messages of today with the translations there are; those of a changed message as a suggestion."""
    new = template(messages, code)
    for message in new:
        known = old.get(message.id, message.context) if message.id else None
        if known:
            message.string, message.flags, message.user_comments = known.string, known.flags, known.user_comments
    _suggest(old, new)
    return new


def dumps(catalog: Catalog, code: str) -> str:
    """The catalog as the text of a `.po` file (of the template when `code` is empty)."""
    written = io.BytesIO()
    write_po(written, catalog, width=0, no_location=True, omit_header=True, ignore_obsolete=True)
    return _header(code) + "\n" + written.getvalue().decode("utf-8").strip() + "\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a catalog as it stands in the file."""

    context: str
    text: str
    plural: str
    forms: tuple[str, ...]
    """The translation in each plural form; one where there is no number; empty texts where it is missing."""
    fuzzy: bool
    line: int

    @property
    def done(self) -> bool:
        """True when it can be said."""
        return not self.fuzzy and all(self.forms)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The Dutch with the translation, for each plural form that there is."""
        for form in filter(None, self.forms):
            yield (self.plural if self.plural and form != self.forms[0] else self.text), form


def entries(catalog: Catalog) -> tuple[Entry, ...]:
    """The messages of a catalog in the order of the file."""
    return tuple(
        Entry(
            message.context or "",
            _first(message.id),
            "" if isinstance(message.id, str) else message.id[1],
            _forms(message.string),
            message.fuzzy,
            message.lineno or 1,
        )
        for message in catalog
        if message.id
    )


def translations(catalog: Catalog) -> dict[tuple[str, str], tuple[str, ...]]:
    """Context and Dutch text -> the translation, one for each plural form; only what is translated and not fuzzy."""
    return {(entry.context, entry.text): entry.forms for entry in entries(catalog) if entry.done}


def plural_forms(code: str) -> tuple[int, str]:
    """How many plural forms a language has, and the C expression that chooses one."""
    number, expression = _plurals(code).rstrip(";").split(";")
    return int(number.split("=")[1]), expression.split("=", 1)[1].strip()


def plural_index(code: str, count: int) -> int:
    """Which plural form goes with a number."""
    return int(_chooser(code)(count))


@cache  # reading the expression takes longer than all else that a sentence needs
def _chooser(code: str) -> Callable[[int], int]:
    return c2py(plural_forms(code)[1])


def _suggest(old: Catalog, new: Catalog) -> None:
    """Give a text that is new the nearest translation of one that is gone, as fuzzy, by Babel's own search."""
    gone, wanted = Catalog(), Catalog()
    for message in old:
        if message.id and any(_forms(message.string)) and new.get(message.id, message.context) is None:
            gone.add(message.id, message.string, context=message.context)
    for message in new:
        if message.id and old.get(message.id, message.context) is None:
            wanted.add(message.id, context=message.context)
    gone.update(wanted)
    for found in gone:
        changed = new.get(found.id, found.context) if found.id and found.fuzzy else None
        if changed:
            changed.string, changed.flags = found.string, {*changed.flags, "fuzzy"}


def _empty(code: str) -> Catalog:
    return Catalog(locale=_known(code), charset="utf-8")


def _known(code: str) -> Locale | None:
    try:
        return Locale.parse(code) if code else None
    except (UnknownLocaleError, ValueError):
        return None


def _plurals(code: str) -> str:
    if code in PLURALS:
        return PLURALS[code]
    known = _known(code)
    return get_plural(known).plural_forms if known else NO_FORMS


def _header(code: str) -> str:
    lines = ["Project-Id-Version: Thuiswijzer", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    lines.append("Content-Transfer-Encoding: 8bit")
    if code:
        lines += [f"Language: {code}", f"Plural-Forms: {_plurals(code)}"]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)


def _forms(string: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (string or "",) if isinstance(string, str | None) else tuple(string)


def _first(msgid: str | list[str] | tuple[str, ...]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]
