"""Read a content folder into a Library.

A folder holds `dialogues/`, `knowledge/` and `locales/`. Everything is read, and everything that is wrong is kept, so
that one run can tell all of it; whether the parts fit each other is for `bot.content.checks`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from bot.content.decode import decode, write_out
from bot.content.opening import parse_hours
from bot.content.problems import ContentError, Problem, did_you_mean, no_such
from bot.content.yamlio import Document, parse
from bot.core.common import Common, Language, Pack, SourceTitles, Words
from bot.core.flow import Flow
from bot.core.hours import Schedule
from bot.core.library import Library
from bot.core.offer import Offer
from bot.understanding.alarm_table import AlarmTable
from bot.understanding.examples import HARMLESS, DangerExamples, Examples, HarmlessExamples
from bot.understanding.phrases import Phrases

T = TypeVar("T")

LANGUAGES = "locales/languages.yaml"
FOLDERS = ("dialogues", "knowledge", "locales")
PACKAGED = Path(__file__).parent.parent / "_content"
CHECKOUT = Path(__file__).parent.parent.parent


@dataclass
class Sources:
    """What was read, file by file, before it was made into a Library."""

    root: Path
    documents: dict[str, Document] = field(default_factory=dict)
    """File -> document, for every file that is YAML."""
    problems: list[Problem] = field(default_factory=list)
    flows: dict[str, Flow] = field(default_factory=dict)
    records: dict[str, Offer] = field(default_factory=dict)
    packs: dict[str, Pack] = field(default_factory=dict)
    languages: dict[str, Language] = field(default_factory=dict)
    phrases: dict[str, Phrases] = field(default_factory=dict)
    """Language code -> the words that people type in it."""
    alarms: dict[str, AlarmTable] = field(default_factory=dict)
    examples: dict[str, Examples] = field(default_factory=dict)
    """Language code -> how people say in it that they are in danger."""
    common: Common | None = None
    words: Words | None = None
    source_titles: dict[str, str] = field(default_factory=dict)
    schedules: dict[str, Schedule] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Ids of flows, records and packs (`<pack>/_pack`) whose file could not be read: naming them is no new problem."""


def default_root() -> Path:
    """The content that comes with the program: of the checkout, or else of the installed wheel."""
    return PACKAGED if PACKAGED.is_dir() else CHECKOUT


def read(root: Path, words: bool = True) -> Sources:
    """Read every content file below `root`. `words`: also the words of all languages, which take most of the time.

    Raises:
        ContentError: when `root` is not a content folder at all. Problems inside files are in the result.
    """
    missing = [name for name in FOLDERS if not (root / name).is_dir()]
    if missing:
        what = "no such folder" if not root.is_dir() else f"no folder {', '.join(f'{name}/' for name in missing)} in it"
        raise ContentError([Problem(str(root), 1, 1, "", f"not a content folder: {what}")])
    sources = Sources(root)
    _read_dialogues(sources)
    _read_knowledge(sources)
    sources.languages = _need(sources, LANGUAGES, dict[str, Language]) or {}
    if words:
        _read_words(sources)
    return sources


def load(root: Path, pack: str, language: str) -> Library:
    """The Library of `pack`; the words of a language are in `bot.content.languages`.

    Raises:
        ContentError: with every problem, when the content, the pack or the language cannot be used.
    """
    sources = read(root, words=False)
    spoken = [code for code, one in sources.languages.items() if one.status != "begun"]
    if sources.languages and language not in spoken:
        begun = language in sources.languages
        what = f"'{language}' is not spoken yet" if begun else no_such("language", language, spoken)
        text = f"{what}; there are: {', '.join(spoken)}"
        sources.problems.append(Problem(LANGUAGES, 1, 1, "", text))
    return build(sources, pack)


def languages(root: Path) -> dict[str, Language]:
    """All languages of a content folder by code.

    Raises:
        ContentError: with every problem in the list.
    """
    sources = Sources(root)
    found = _need(sources, LANGUAGES, dict[str, Language])
    if found is None:
        raise ContentError(sources.problems)
    return found


def build(sources: Sources, pack: str) -> Library:
    """Make a Library of what was read; an empty `pack` is the one that `_common.yaml` names.

    Raises:
        ContentError: when something was wrong with a file, or there is no such pack.
    """
    problems = list(sources.problems)
    pack = pack or (sources.common.pack if sources.common else "")
    chosen = bool(pack or sources.common)
    if chosen and pack not in sources.packs and not any("_pack.yaml" in problem.file for problem in problems):
        known = sorted(sources.packs)
        text = f"no such pack '{pack}'{did_you_mean(pack, known)}; there are: {', '.join(known) or 'none'}"
        problems.append(Problem(f"knowledge/{pack}", 1, 1, "", text))
    if problems or not sources.common or not sources.words:
        raise ContentError(problems)
    return library_of(sources, sources.common, sources.words, pack)


def library_of(sources: Sources, common: Common, words: Words, pack: str) -> Library:
    """The Library of whatever could be read, serving `pack`."""
    return Library(
        flows=sources.flows,
        records=sources.records,
        packs=sources.packs,
        common=common,
        words=words,
        pack=pack,
        languages=sources.languages,
        source_titles=sources.source_titles,
        schedules=sources.schedules,
    )


def _read_dialogues(sources: Sources) -> None:
    for file in _files(sources.root, "dialogues/**/*.yaml"):
        stem = Path(file).stem
        if stem.startswith("_"):
            continue
        flow = _take(sources, file, Flow, write_out)
        if flow and stem in sources.flows:
            text = f"the flow '{stem}' stands in another folder already"
            sources.problems.append(sources.documents[file].problem(("flow",), text))
        elif flow and _named(sources, file, "flow", flow.flow, stem):
            sources.flows[flow.flow] = flow
        else:
            sources.broken.add(stem)
    sources.common = _need(sources, "dialogues/_common.yaml", Common)
    sources.words = _need(sources, "dialogues/_words.yaml", Words)


def _read_knowledge(sources: Sources) -> None:
    titles = _need(sources, "knowledge/_sources.yaml", SourceTitles)
    sources.source_titles = dict(titles.titles) if titles else {}
    for folder in sorted(path for path in (sources.root / "knowledge").iterdir() if path.is_dir()):
        file = f"knowledge/{folder.name}/_pack.yaml"
        pack = _need(sources, file, Pack)
        if pack and _named(sources, file, "pack", pack.pack, folder.name):
            sources.packs[pack.pack] = pack
        else:
            sources.broken.add(f"{folder.name}/_pack")
    for file in _files(sources.root, "knowledge/*/*.yaml"):
        name = file.removeprefix("knowledge/").removesuffix(".yaml")
        if Path(file).stem.startswith("_"):
            continue
        record = _take(sources, file, Offer)
        if record and _named(sources, file, "id", record.id, name):
            sources.records[record.id] = record
            _read_hours(sources, file, record)
        else:
            sources.broken.add(name)


def _read_words(sources: Sources) -> None:
    for file in _files(sources.root, "locales/*/phrases.yaml"):
        if phrases := _take(sources, file, Phrases):
            sources.phrases[file.split("/")[1]] = phrases
    for file in _files(sources.root, "locales/*/alarms.yaml"):
        if table := _take(sources, file, AlarmTable):
            sources.alarms[file.split("/")[1]] = table
    for file in _files(sources.root, "locales/*/examples/*.yaml"):
        _read_examples(sources, file)


def _read_examples(sources: Sources, file: str) -> None:
    code, name = file.split("/")[1], Path(file).stem
    known = sources.examples.get(code, Examples())
    if name == HARMLESS:
        if harmless := _take(sources, file, HarmlessExamples):
            sources.examples[code] = replace(known, harmless=harmless)
    elif danger := _take(sources, file, DangerExamples):
        sources.examples[code] = replace(known, danger={**known.danger, name: danger})


def _read_hours(sources: Sources, file: str, record: Offer) -> None:
    pack = sources.packs.get(record.pack)
    if not record.opening_hours or not pack:
        return
    try:
        sources.schedules[record.id] = parse_hours(record.opening_hours.rule, pack.country, pack.timezone)
    except ValueError as error:
        sources.problems.append(sources.documents[file].problem(("opening_hours", "rule"), str(error)))


def _files(root: Path, pattern: str) -> Iterator[str]:
    return iter(sorted(path.relative_to(root).as_posix() for path in root.glob(pattern)))


def _need(sources: Sources, file: str, shape: type[T]) -> T | None:
    if not (sources.root / file).is_file():
        sources.problems.append(Problem(file, 1, 1, "", "this file is missing"))
        return None
    return _take(sources, file, shape)


def _take(
    sources: Sources, file: str, shape: type[T], prepare: Callable[[Any], Any] | None = None
) -> T | None:  # None: its problems were kept
    try:
        document = parse((sources.root / file).read_bytes(), file)
        sources.documents[file] = document
        return decode(document, shape, prepare)
    except ContentError as error:
        sources.problems += error.problems
        return None


def _named(sources: Sources, file: str, key: str, found: str, expected: str) -> bool:
    if found == expected:
        return True
    text = f"'{found}' in a file that is called {Path(file).name}: expected '{expected}'"
    sources.problems.append(sources.documents[file].problem((key,), text))
    return False
