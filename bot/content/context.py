"""What a check sees: everything that was read, and a way to point at a line.

A check is a function `check(context) -> Iterator[Problem]` in `bot/content/checks/<rule>.py`. It looks for one thing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from bot.content.load import Sources
from bot.content.problems import Path, Problem
from bot.core.flow import Flow, Step
from bot.core.library import Library
from bot.core.offer import Offer
from bot.i18n.catalog import FILE, CatalogError, Entry, entries, read
from bot.i18n.message import Message

COMMON = "dialogues/_common.yaml"
WORDS = "dialogues/_words.yaml"


@dataclass(frozen=True)
class Context:
    """Content that could be read, for the checks."""

    sources: Sources
    library: Library
    """All flows and records that could be read; its pack is the one that the content names as its own."""

    def problem(self, file: str, path: Path, text: str) -> Problem:
        """A problem at a place in a file."""
        return self.sources.documents[file].problem(path, text)

    def in_flow(self, flow: str, path: Path, text: str) -> Problem:
        """A problem in the file of a flow."""
        return self.problem(self.flow_files[flow], path, text)

    def in_record(self, record: str, path: Path, text: str) -> Problem:
        """A problem in `knowledge/<id>.yaml`."""
        return self.problem(f"knowledge/{record}.yaml", path, text)

    def in_common(self, path: Path, text: str) -> Problem:
        """A problem in `dialogues/_common.yaml`."""
        return self.problem(COMMON, path, text)

    def in_words(self, path: Path, text: str) -> Problem:
        """A problem in `dialogues/_words.yaml`."""
        return self.problem(WORDS, path, text)

    def in_pack(self, pack: str, path: Path, text: str) -> Problem:
        """A problem in `knowledge/<pack>/_pack.yaml`."""
        return self.problem(f"knowledge/{pack}/_pack.yaml", path, text)

    def in_alarms(self, language: str, path: Path, text: str) -> Problem:
        """A problem in `locales/<code>/alarms.yaml`."""
        return self.problem(f"locales/{language}/alarms.yaml", path, text)

    def in_examples(self, language: str, path: Path, text: str) -> Problem:
        """A problem in `locales/<code>/examples/<name>.yaml`; the path begins with the name."""
        name, *rest = path
        return self.problem(f"locales/{language}/examples/{name}.yaml", tuple(rest), text)

    def in_phrases(self, language: str, path: Path, text: str) -> Problem:
        """A problem in `locales/<language>/phrases.yaml`."""
        return self.problem(f"locales/{language}/phrases.yaml", path, text)

    def steps(self) -> Iterator[tuple[Flow, str, Step, Path]]:
        """Every step: its flow, its name, itself and the path to it."""
        for flow in self.sources.flows.values():
            for name, step in flow.steps.items():
                yield flow, name, step, ("steps", name)

    def offers(self) -> Iterator[Offer]:
        """Every record that people may be shown."""
        return (record for record in self.sources.records.values() if record.is_shown)

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """All that there is to translate."""
        from bot.content.translatable import messages  # which is about contexts, and so imports this module

        return messages(self)

    @cached_property
    def read_catalogs(self) -> dict[str, tuple[Entry, ...] | CatalogError]:
        """Language code -> what stands in its translations, or why they cannot be read."""
        found: dict[str, tuple[Entry, ...] | CatalogError] = {}
        for code in self.library.languages:
            try:
                found[code] = entries(read(self.sources.root / FILE.format(code), code))
            except CatalogError as error:
                found[code] = error
        return found

    @cached_property
    def catalogs(self) -> dict[str, tuple[Entry, ...]]:
        """The same; empty for one that cannot be read, which `bad_catalog` tells."""
        return {code: () if isinstance(its, CatalogError) else its for code, its in self.read_catalogs.items()}

    def translations(self) -> Iterator[tuple[str, Entry]]:
        """Every entry of every catalog, with the code of its language."""
        return ((code, entry) for code, catalog in self.catalogs.items() for entry in catalog)

    def in_catalog(self, language: str, line: int, where: str, text: str) -> Problem:
        """A problem in `locales/<code>/LC_MESSAGES/messages.po`."""
        return Problem(FILE.format(language), line, 1, where, text)

    @cached_property
    def flow_files(self) -> dict[str, str]:
        """Flow -> its file, which may stand in a folder of `dialogues/`."""
        files = (file for file in self.sources.documents if file.startswith("dialogues/"))
        return {PurePosixPath(file).stem: file for file in files}

    @cached_property
    def towns(self) -> tuple[Library, ...]:
        """A library for each pack that is served by itself: those that no other pack includes."""
        packs = self.sources.packs
        included = {name for pack in packs.values() for name in pack.includes if name != pack.pack}
        return tuple(self.library.serving(pack) for pack in sorted(packs.keys() - included))

    @cached_property
    def flows_are_whole(self) -> bool:
        """True when every flow could be read: only then something that is missing from them proves anything."""
        return not any("/" not in name for name in self.sources.broken)

    @cached_property
    def is_whole(self) -> bool:
        """True when every flow and record could be read."""
        return not self.sources.broken

    def leads(self, flow: str, target: str) -> bool:
        """True when `target`, written in `flow`, leads somewhere, or fails for a reason that is told elsewhere."""
        found = self.library.target(flow, target) is not None
        return found or target in self.sources.flows or self.is_broken(target)  # a flow: its `start` is wrong

    def is_broken(self, target: str) -> bool:
        """True when what is named could not be read: that was told already."""
        return target in self.sources.broken or target.partition(".")[0] in self.sources.broken


def gotos(step: Step) -> Iterator[tuple[Path, str]]:
    """Every place in a step that leads somewhere: path within the step, and the target. `call` is one of them."""
    if step.goto:
        yield ("goto",), step.goto
    if step.call:
        yield ("call",), step.call
    if step.none:
        yield ("none", "goto"), step.none.goto
    if step.unsaid and step.unsaid.goto:
        yield ("unsaid", "goto"), step.unsaid.goto
    for number, choice in enumerate(step.choose):
        if choice.goto:
            yield ("choose", number, "goto"), choice.goto
    for number, route in enumerate(step.route):
        yield ("route", number, "goto"), route.goto
