"""Keep the translations level with the content: write `messages.pot` and update every `.po`; begin a new language.

Here and not in `bot.content` or `bot.i18n`, because it takes both: what there is to say, and how catalogs are written.
"""

import re
from pathlib import Path

from bot.content.check import context_of
from bot.content.context import Context
from bot.content.load import LANGUAGES, languages, read
from bot.content.problems import ContentError, Problem
from bot.core.common import DEFAULT_LANGUAGE
from bot.i18n.catalog import FILE, TEMPLATE, dumps, read as read_catalog, template, updated

CODE = re.compile(r"[a-z]{2,3}")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
"""Letters of the scripts that run from right to left: Hebrew, Arabic and their neighbours."""
ENTRY = """\
{code}:
  name: {name}
  direction: {direction}
  status: begun
  offer: '{name}?'
  called: [{name}]
  around: []
  reviewers: []
"""
PHRASES = """\
# What people type in {name}. docs/translating.md tells what to write here.
language: {code}

commands:
  help: [help, '112', '113']

needs: {{}}
"""


def whole_content(root: Path) -> Context:
    """The content below `root`, of which every file can be read.

    Raises:
        ContentError: with every problem in a file that cannot be read.
    """
    sources = read(root, words=False)
    context = context_of(sources)
    if sources.problems or context is None:
        raise ContentError(sources.problems)
    return context


def files(root: Path) -> dict[str, str]:
    """The template and the catalogs of all languages as they should be: path below `root` -> text.

    Raises:
        ContentError: with every problem in a file that cannot be read.
        CatalogError: when a catalog cannot be read.
    """
    content = whole_content(root)
    wanted = content.messages
    found = {TEMPLATE: dumps(template(wanted), "")}
    for code in content.sources.languages:
        if code != DEFAULT_LANGUAGE:
            file = FILE.format(code)
            found[file] = dumps(updated(read_catalog(root / file, code), wanted, code), code)
    return found


def update(root: Path) -> tuple[str, ...]:
    """Write every file of `files` that is not up to date; which were written.

    Raises:
        ContentError: with every problem in a file that cannot be read.
        CatalogError: when a catalog cannot be read.
    """
    written = []
    for file, text in files(root).items():
        path = root / file
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(file)
    return tuple(written)


def begin(root: Path, code: str, name: str) -> tuple[str, ...]:
    """Begin a language: its entry in the list, an empty catalog, and the words that people type; what was written.

    Raises:
        ContentError: when the code is none or is taken, or the content cannot be read.
    """
    known = languages(root)
    if not CODE.fullmatch(code) or not name.strip():
        raise ContentError([Problem(LANGUAGES, 1, 1, code, "a language has a code of two or three letters and a name")])
    if code in known:
        raise ContentError([Problem(LANGUAGES, 1, 1, code, f"'{code}' is there already: {known[code].name}")])
    direction = "rtl" if RIGHT_TO_LEFT.search(name) else "ltr"
    entry = ENTRY.format(code=code, name=name.strip(), direction=direction)
    listed = root / LANGUAGES
    listed.write_text(listed.read_text(encoding="utf-8").rstrip("\n") + "\n" + entry, encoding="utf-8")
    phrases = f"locales/{code}/phrases.yaml"
    (root / phrases).parent.mkdir(parents=True, exist_ok=True)
    (root / phrases).write_text(PHRASES.format(code=code, name=name.strip()), encoding="utf-8")
    return (LANGUAGES, phrases, *update(root))
