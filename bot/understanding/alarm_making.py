"""An alarm table made ready: its words numbered, its patterns read.

Done once a language, when the program starts or the language is first heard.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.understanding.alarm_table import AlarmTable
from bot.understanding.alarms import AlarmReader, Rule
from bot.understanding.frames import Frames
from bot.understanding.lexicon import lexicon
from bot.understanding.likeness import Likeness
from bot.understanding.message import Speller
from bot.understanding.patterns import Group, Groups, PatternError, by_first_word, compile_pattern
from bot.understanding.phrases import Phrases

SPEAKER = frozenset({"<i>", "<me>", "<my>"})
"""Classes that stand for the one who speaks."""
IN_VERB = "_me>"
"""The end of the name of a class whose words have the speaker inside: Turkish and Arabic verbs, 'hits_me'."""


@dataclass
class _Words:
    """Numbers the words of a table while its patterns are read."""

    speller: Speller
    classes: Mapping[str, tuple[str, ...]]
    words: set[str] = field(default_factory=set)
    beginnings: set[str] = field(default_factory=set)
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def collect(self, entries: Iterable[str]) -> None:
        """Take up the words of literal entries."""
        for entry in entries:
            for word in entry.split():
                self._collect(word)

    def _collect(self, word: str) -> None:
        for folded in self.folded(word):
            if folded.endswith("*"):
                self.beginnings.add(folded[:-1])
            else:
                self.words.add(folded)

    def folded(self, entry: str) -> tuple[str, ...]:
        """The folded words of an entry; a beginning keeps its star."""
        if entry not in self._known:
            self._known[entry] = tuple(self._fold(entry))
        return self._known[entry]

    def _fold(self, entry: str) -> list[str]:
        out = []
        for word in entry.split():
            star = "*" if word.endswith("*") else ""
            parts = self.speller.fold(word).split()
            out += [*parts[:-1], parts[-1] + star] if parts else []
        return out


def alarm_reader(
    table: AlarmTable, phrases: Phrases, speller: Speller, likeness: Likeness | None = None
) -> AlarmReader:
    """Make the table of one language ready, with what was learnt from its examples.

    Raises:
        PatternError: when a pattern names no class or is not well written.
    """
    builder = _Words(speller, table.classes)
    frame_lists = {
        "before": table.negation.before, "after": table.negation.after, "past": table.past, "recent": table.recent,
        "now": table.now, "somebody_else": table.somebody_else, "fiction": table.fiction, "idioms": table.idioms,
    }  # fmt: skip
    sources = list(table.sources())
    for entries in (*table.classes.values(), *(literals(source.text) for source in sources)):
        builder.collect(entries)
    raising = set(builder.words)
    for entries in frame_lists.values():
        builder.collect(entries)
    known = {word for entry in table.look_alikes for word in speller.fold(entry).split()}
    known |= likeness.words if likeness else set()
    ordinary = [speller.fold(entry) for ways in phrases.needs.values() for entry in ways]
    known |= {word for text in ordinary for word in text.split()}
    # Words that silence an alarm count only when they are spelled rightly: 'ever' is no slip of 'never'.
    denying = {word for entry in (*table.negation.before, *table.negation.after) for word in builder.folded(entry)}
    silencing = {word for entry in (*table.fiction, *table.idioms) for word in builder.folded(entry)}
    strict = denying | (silencing - raising)
    words = lexicon(builder.words, builder.beginnings, known, strict)

    def numbered(entry: str) -> Group:
        return tuple(
            words.beginnings[word[:-1]] if word.endswith("*") else words.exact[word] for word in builder.folded(entry)
        )

    classes = {
        name: [group for entry in entries if (group := numbered(entry))] for name, entries in table.classes.items()
    }

    def groups_of(word: str) -> list[Group]:
        if word.startswith("<"):
            name = word.strip("<>")
            if name not in classes:
                raise PatternError(f"no such class '{name}'")
            return classes[name]
        return [group] if (group := numbered(word)) else []

    indexed: dict[frozenset[Group], Groups] = {}

    def index(groups: Iterable[Group]) -> Groups:
        key = frozenset(groups)
        if key not in indexed:
            indexed[key] = by_first_word(key)
        return indexed[key]

    parts: dict[frozenset[int], int] = {}
    rules: dict[int, list[Rule]] = {}
    common = Counter(words.exact[word] for text in ordinary for word in text.split() if word in words.exact)
    for source in sources:
        pattern = compile_pattern(source.text, groups_of, _is_speaker, index)
        own = {parts.setdefault(it.first, len(parts)): it.first for it in pattern.elements}
        rarest = min(own, key=lambda part: (sum(1 + common[word] for word in own[part]), part))
        rules.setdefault(rarest, []).append(Rule(source, pattern, frozenset(own), source.key == "hints"))
    frames = Frames(**{
        name: by_first_word(group for entry in entries if (group := numbered(entry)))
        for name, entries in frame_lists.items()
    })  # fmt: skip
    singles = {name: frozenset(group[0] for group in its if len(group) == 1) for name, its in classes.items()}
    class_of: dict[int, tuple[int, str]] = {}
    for place, (name, its) in enumerate(singles.items()):
        for number in its:
            class_of.setdefault(number, (place, name))
    return AlarmReader(
        speller=speller,
        lexicon=words,
        parts=_by_word(parts),
        rules={part: tuple(its) for part, its in rules.items()},
        classes=singles,
        class_of=class_of,
        frames=frames,
        likeness=likeness,
    )


def _is_speaker(name: str) -> bool:
    return name in SPEAKER or name.endswith(IN_VERB)


def _by_word(parts: Mapping[frozenset[int], int]) -> Mapping[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for words, part in parts.items():
        for word in words:
            found.setdefault(word, set()).add(part)
    return {word: frozenset(its) for word, its in found.items()}


def literals(source: str) -> Iterator[str]:
    """The words of a pattern that are no class and no notation."""
    for part in source.replace("&", " ").split():
        for word in part.lstrip("+!").split("|"):
            if word and word != "..." and not word.startswith("<"):
                yield word
