"""How well the reader understands labelled messages: every miss for the author, and the figures.

`tests/phrases/<code>.yaml` holds the project's own messages; a labelled JSONL file holds anybody's.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.content.decode import decode
from bot.content.problems import ContentError, Problem
from bot.content.yamlio import parse
from bot.core.flow import FORBID
from bot.core.reading import Alarm
from bot.core.vocabulary import ALARMS, NEEDS, SERIOUS, SEVERITIES
from bot.understanding.listen import Listener
from bot.understanding.question import Question
from bot.understanding.read import Reader

Words = Mapping[str, tuple[str, ...]]
NO_ALARM = ("harmless", "none")
"""Labels of a message in which nobody is in danger and nobody asks for anything."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """`tests/phrases/<code>.yaml`: messages and what they must be understood as."""

    __pydantic_config__ = FORBID

    language: str
    needs: Words = field(default_factory=dict)
    unseen: Words = field(default_factory=dict)
    """Needs too, in messages that no phrase was written after."""
    alarms: Mapping[str, Words] = field(default_factory=dict)
    harmless: tuple[str, ...] = ()
    commands: Words = field(default_factory=dict)
    values: Mapping[str, Words] = field(default_factory=dict)
    nothing: tuple[str, ...] = ()


def labelled(root: Path, language: str) -> Labelled:
    """The labelled messages of a language.

    Raises:
        ContentError: with every problem in the file.
        OSError: when there is no such file.
    """
    file = f"tests/phrases/{language}.yaml"
    return decode(parse((root / file).read_bytes(), file), Labelled)


class Tally:
    """Counts over one language, and a line for each miss."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.confusion: Counter[tuple[str, str]] = Counter()
        self.misses: list[str] = []

    def alarm(self, label: str, severity: str, message: str, heard: tuple[Alarm, ...]) -> None:
        """A message with danger in it."""
        self.confusion[label, heard[0].label if heard else "-"] += 1
        if severity not in SERIOUS:
            self.count["concern"] += 1
            self.count["concern found"] += bool(heard)
            return
        self.count["serious"] += 1
        self.count["emergency"] += severity == "emergency"
        if not heard:
            self.misses.append(f"MISSED {label}/{severity}: {message}")
            return
        first = heard[0]
        self.count["found"] += 1
        self.count["label"] += first.label == label
        self.count["emergency right"] += severity == "emergency" == first.severity
        if first.label != label:
            self.misses.append(f"LABEL {label} heard as {first.label}: {message}   <- {first.evidence}")
        elif severity == "emergency" != first.severity:
            self.misses.append(
                f"SEVERITY {label}/{severity} heard as {first.severity}: {message}   <- {first.evidence}"
            )

    def harmless(self, message: str, heard: tuple[Alarm, ...], where: str = "harmless") -> None:
        """A message without danger in it."""
        self.count[where] += 1
        self.confusion["-", heard[0].label if heard else "-"] += 1
        if heard:
            self.count[f"false in {where}"] += 1
            first = heard[0]
            self.misses.append(f"FALSE ALARM {first.label}/{first.severity}: {message}   <- {first.evidence}")

    def need(self, need: str, message: str, ranked: list[str]) -> None:
        """A message with a need in it."""
        self.count["need"] += 1
        self.count["need first"] += ranked[:1] == [need]
        self.count["need in three"] += need in ranked[:3]
        if ranked[:1] != [need]:
            self.misses.append(f"NEED {need} read as {', '.join(ranked[:3]) or 'nothing'}: {message}")

    def figures(self) -> Iterator[str]:
        """A line a figure."""
        yield f"urgent and emergency found: {self._share('found', 'serious')}"
        yield f"right label among found: {self._share('label', 'found')}"
        yield f"emergencies called emergency: {self._share('emergency right', 'emergency')}"
        yield f"concern found: {self._share('concern found', 'concern')}"
        yield f"false alarms on harmless: {self._share('false in harmless', 'harmless')}"
        yield f"false alarms on needs: {self._share('false in needs', 'needs')}"
        yield f"needs right first: {self._share('need first', 'need')}"
        yield f"needs among three: {self._share('need in three', 'need')}"

    def matrix(self) -> Iterator[str]:
        """The labels that were heard as another, a line each: truth, heard, how often."""
        for (truth, heard), times in sorted(self.confusion.items(), key=lambda pair: (-pair[1], pair[0])):
            if truth != heard:
                yield f"  {truth} heard as {heard}: {times}"

    def _share(self, part: str, whole: str) -> str:
        total = self.count[whole]
        return f"{self.count[part]}/{total} = {100 * self.count[part] / total:.1f}%" if total else "none"


def own_messages(root: Path, language: str, reader: Reader) -> Tally:
    """Hold the project's own labelled messages of a language against its reader."""
    messages, tally = labelled(root, language), Tally()
    for label, severities in messages.alarms.items():
        for severity, texts in severities.items():
            for text in texts:
                tally.alarm(label, severity, text, reader.hear(text))
    for text in messages.harmless:
        tally.harmless(text, reader.hear(text))
    for needs in (messages.needs, messages.unseen):
        for need, texts in needs.items():
            for text in texts:
                tally.need(need, text, [name for name, _ in reader.needs_of(text)])
                tally.harmless(text, reader.hear(text), "needs")
    return tally


def report(listener: Listener, default: str, file: Path) -> Iterator[str]:
    """Figures and confusion per language for a JSONL file, a line each; see `tallies`.

    Raises:
        ContentError: with every line that cannot be used.
    """
    for language, tally in sorted(tallies(listener, default, file).items()):
        yield f"{language}: {tally.count['language right']}/{tally.count['messages']} in the right language"
        yield from (f"  {line}" for line in tally.figures())
        yield from tally.matrix()


def tallies(listener: Listener, default: str, file: Path) -> dict[str, Tally]:
    """Language -> counts, for a JSONL file of `id, lang, text, role, label, severity`.

    A `label` is an alarm, a need, or `harmless` (also written `none`). The language is detected as for a person; `lang`
    only groups.

    Raises:
        ContentError: with every line that cannot be used.
    """
    found: dict[str, Tally] = {}
    problems = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            _count(listener, default, json.loads(line), found)
        except (ValueError, KeyError, TypeError, AttributeError):
            problems.append(Problem(file.name, number, 1, "", "expected id, lang, text, role, label, severity"))
    if problems:
        raise ContentError(problems)
    return found


def _count(listener: Listener, default: str, given: Mapping[str, str], found: dict[str, Tally]) -> None:
    text, label, language = given["text"], given["label"], given["lang"]
    tally = found.setdefault(language, Tally())
    detected = listener.language_of(text)
    tally.count["messages"] += 1
    tally.count["language right"] += detected == language
    own = language if language in listener.readers else default
    role = given.get("role") or ""
    if label in ALARMS:
        severity = given.get("severity") or SEVERITIES[0]
        tally.alarm(label, severity, "", listener.read(text, own, Question(role=role)).alarms)
    elif label in NEEDS:
        tally.need(label, "", [need for need, _ in listener.readers[own].needs_of(text, role)])
    elif label in NO_ALARM:
        tally.harmless("", listener.read(text, own, Question(role=role)).alarms)
    else:
        raise ValueError(label)


def lines(tally: Tally) -> Iterable[str]:
    """Every miss, then the figures."""
    return [*tally.misses, *tally.figures()]
