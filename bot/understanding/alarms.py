"""Danger in typed words: which alarm, how severe, and by which pattern it was heard.

Patterns of the table decide; negation, idioms and fiction silence them; long ago and somebody else make them lighter,
this very moment heavier. Behind them stands a scorer that learnt from the table's example sentences: it adds an alarm
where no pattern heard one, and never takes one away. Nothing of the message is kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.reading import Alarm
from bot.core.vocabulary import SEVERITIES
from bot.understanding.alarm_table import AlarmTable
from bot.understanding.lexicon import NONE, Lexicon, lexicon
from bot.understanding.message import Speller
from bot.understanding.patterns import (
    Group,
    Groups,
    Pattern,
    PatternError,
    Span,
    Tokens,
    by_first_word,
    compile_pattern,
    find,
    places,
)
from bot.understanding.phrases import Phrases
from bot.understanding.scorer import Scorer, scorer

DANGER, HARMLESS = "danger", "harmless"
LIKELY = 0.85
"""Confidence of the scorer from which it raises an alarm that no pattern heard."""
FRAME_REACH = 6
"""Words between a frame (`vroeger`, `mijn vriendin`) and what it is about."""
WINDOW, OVERLAP = 120, 20
"""A long message is looked through in pieces of so many words."""
EMERGENCY = "emergency"
SHORT = 8
"""Words of a message that may be half of what somebody says."""
SELF = frozenset({"<i>", "<me>", "<my>"})
AT_HOME = frozenset({"domestic_violence", "child_abuse"})
NOW_LABEL = "violence_now"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with what it means."""

    label: str
    severity: str
    pattern: Pattern
    number: int

    @property
    def evidence(self) -> str:
        """The name of the rule, for a coordinator: where in the table it stands, and how it is written."""
        return f"{self.label}.{self.severity}[{self.number}] {self.pattern.source}"


@dataclass(frozen=True, slots=True)
class Heard:
    """An alarm with the places of the words that raised it."""

    alarm: Alarm
    places: frozenset[int] = frozenset()


NOTHING_HEARD: Mapping[str, Heard] = {}


@dataclass(frozen=True, slots=True)
class Frames:
    """Word groups that change what a pattern means."""

    before: Groups
    after: Groups
    past: Groups
    recent: Groups
    now: Groups
    somebody_else: Groups
    fiction: Groups
    idioms: Groups


@dataclass(frozen=True, slots=True)
class AlarmReader:
    """The alarm table of one language, made ready."""

    speller: Speller
    lexicon: Lexicon
    rules: Mapping[int, tuple[Rule, ...]]
    """Number of a word -> the rules that need it."""
    classes: Mapping[str, frozenset[int]]
    """Class -> the numbers of its single words."""
    frames: Frames
    danger: Scorer
    """Danger or harmless, from the examples."""
    kinds: Scorer
    """Which label and severity, from the examples of danger alone."""

    def read(self, text: str) -> tuple[Alarm, ...]:
        """The alarms of a message, the most severe first, each label once."""
        return tuple(heard.alarm for heard in self.hear(text))

    def hear(self, text: str) -> tuple[Heard, ...]:
        """The same, with the places of the words, for explaining one sentence."""
        words = self.speller.fold(text).split()
        best: dict[str, Heard] = {}
        numbers = self._numbers(words)
        for start, piece in _windows(words):
            for heard in self._in_tokens([numbers[word] for word in piece], start, best):
                known = best.get(heard.alarm.label)
                if known is None or _weight(heard) < _weight(known):
                    best[heard.alarm.label] = heard
            if len(words) > WINDOW and any(heard.alarm.severity == EMERGENCY for heard in best.values()):
                break  # nothing further on could come before it
        likely = self._likely(words)
        if not best and likely:
            return (Heard(likely),)
        return tuple(sorted(best.values(), key=lambda heard: (_weight(heard), self._order(heard, likely))))

    def _order(self, heard: Heard, likely: Alarm | None) -> tuple[bool, int, str]:
        """Of alarms that are as severe: the likeliest first, then the one that explains most words."""
        return (likely is None or heard.alarm.label != likely.label, -len(heard.places), heard.alarm.label)

    def echo(self, text: str) -> tuple[str, ...]:
        """The classes of words in a short message, in order: all that is kept of it until the next message.

        So that 'mijn vader' and then 'slaat me' are heard as one. Categories only, never the words.
        """
        words = self.speller.fold(text).split()
        if len(words) > SHORT:
            return ()
        names = (self._class_of(numbers) for numbers in self._tokens(words))
        return tuple(name for name in names if name)

    def hear_after(self, echo: Sequence[str], text: str) -> tuple[Alarm, ...]:
        """The alarms that a short message raises only together with the one before it."""
        words = self.speller.fold(text).split()
        before = [self.classes.get(name, NONE) for name in echo]
        if not before or len(words) > SHORT:
            return ()
        both = self._in_tokens([*before, *self._tokens(words)], -len(before))
        return tuple(heard.alarm for heard in both if min(heard.places) < 0 <= max(heard.places))

    def _class_of(self, numbers: frozenset[int]) -> str:
        return next((name for name in self.classes if not numbers.isdisjoint(self.classes[name])), "")

    def _tokens(self, words: list[str]) -> list[frozenset[int]]:
        numbers = self._numbers(words)
        return [numbers[word] for word in words]

    def _numbers(self, words: list[str]) -> dict[str, frozenset[int]]:
        """What each different word may be; in a long message without slips, which take longest to find."""
        slips = len(words) <= 2 * WINDOW
        return {word: self.lexicon.numbers(word, slips) for word in set(words)}

    def _in_tokens(self, tokens: Tokens, start: int, known: Mapping[str, Heard] = NOTHING_HEARD) -> Iterator[Heard]:
        """What the patterns hear in a piece of a message, besides what is `known` from the pieces before."""
        frames = self.frames
        if any(places(frames.fiction, tokens)):
            return
        blocked = frozenset(place for span in places(frames.idioms, tokens) for place in span)
        numbers = frozenset(number for token in tokens for number in token)
        seen: set[int] = set()
        for number in sorted(numbers):
            for rule in self.rules.get(number, ()):
                if id(rule) in seen or not rule.pattern.may_stand(numbers) or _adds_nothing(rule, known):
                    continue
                seen.add(id(rule))
                if found := self._alarm(rule, tokens, blocked):
                    alarm, span = found
                    yield Heard(alarm, frozenset(place + start for place in span.places))

    def _alarm(self, rule: Rule, tokens: Tokens, blocked: frozenset[int]) -> tuple[Alarm, Span] | None:
        """What a rule means here, and where; None when it is not there or denied."""
        for span in find(rule.pattern, tokens, blocked):
            if self._denied(span, tokens):
                continue
            if rule.label in AT_HOME and self._framed(self.frames.now, tokens, span):
                return Alarm(NOW_LABEL, "emergency", evidence=rule.evidence), span
            about_other = not span.by_speaker and self._framed(self.frames.somebody_else, tokens, span, before=True)
            lighter = about_other or self._is_past(tokens, span)
            severity = _lower(rule.severity) if lighter else rule.severity
            return Alarm(rule.label, severity, "other" if about_other else "self", rule.evidence), span
        return None

    def _is_past(self, tokens: Tokens, span: Span) -> bool:
        return self._framed(self.frames.past, tokens, span) and not any(places(self.frames.recent, tokens))

    def _denied(self, span: Span, tokens: Tokens) -> bool:
        for denial in places(self.frames.before, tokens):
            inside = span.start - 1 <= denial[-1] < span.end
            if inside and span.places.isdisjoint(denial):
                return True
        return any(
            denial[0] == span.end + 1 and span.places.isdisjoint(denial) for denial in places(self.frames.after, tokens)
        )

    def _framed(self, groups: Groups, tokens: Tokens, span: Span, before: bool = False) -> bool:
        for frame in places(groups, tokens):
            near = span.start - FRAME_REACH <= frame[-1] and frame[0] <= span.end + FRAME_REACH
            if near and not (before and frame[0] > span.start):
                return True
        return False

    def _likely(self, words: list[str]) -> Alarm | None:
        """What the scorers make of the message, if they are sure enough."""
        text = " ".join(words if len(words) <= 2 * WINDOW else words[:WINDOW] + words[-WINDOW:])
        if dict(self.danger.ranked(text)).get(DANGER, 0.0) < LIKELY:
            return None
        kinds = self.kinds.ranked(text)
        labels: dict[str, float] = {}
        for kind, confidence in kinds:
            label = kind.partition(".")[0]
            labels[label] = labels.get(label, 0.0) + confidence
        label = max(labels, key=lambda label: (labels[label], label))
        kind = next(kind for kind, _ in kinds if kind.startswith(f"{label}."))
        return Alarm(label, kind.partition(".")[2], evidence=f"examples of {kind}")


def _adds_nothing(rule: Rule, known: Mapping[str, Heard]) -> bool:
    """True when an earlier piece already had this label as severely."""
    heard = known.get(rule.label)
    return heard is not None and _weight(heard) <= SEVERITIES.index(rule.severity) and rule.label not in AT_HOME


def _weight(heard: Heard) -> int:
    return SEVERITIES.index(heard.alarm.severity)


def _lower(severity: str) -> str:
    return {"emergency": "urgent"}.get(severity, "concern")


def _windows(words: list[str]) -> Iterator[tuple[int, list[str]]]:
    """A message in overlapping pieces; each different piece once."""
    if len(words) <= WINDOW:
        yield 0, words
        return
    seen: set[tuple[str, ...]] = set()
    for start in range(0, len(words), WINDOW - OVERLAP):
        piece = words[start : start + WINDOW]
        if tuple(piece) not in seen:
            seen.add(tuple(piece))
            yield start, piece


@dataclass
class _Builder:
    """Numbers the words of a table while its patterns are read."""

    speller: Speller
    classes: Mapping[str, tuple[str, ...]]
    words: set[str] = field(default_factory=set)
    beginnings: set[str] = field(default_factory=set)

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

    def folded(self, entry: str) -> list[str]:
        """The folded words of an entry; a beginning keeps its star."""
        out = []
        for word in entry.split():
            star = "*" if word.endswith("*") else ""
            parts = self.speller.fold(word).split()
            out += [*parts[:-1], parts[-1] + star] if parts else []
        return out


def alarm_reader(table: AlarmTable, phrases: Phrases, speller: Speller) -> AlarmReader:
    """Make the table of one language ready.

    Raises:
        PatternError: when a pattern names no class or is not well written.
    """
    builder = _Builder(speller, table.classes)
    frame_lists = {
        "before": table.negation.before, "after": table.negation.after, "past": table.past, "recent": table.recent,
        "now": table.now, "somebody_else": table.somebody_else, "fiction": table.fiction, "idioms": table.idioms,
    }  # fmt: skip
    for entries in (*table.classes.values(), *frame_lists.values()):
        builder.collect(entries)
    sources = list(_sources(table))
    for _, _, _, source in sources:
        builder.collect(literals(source))
    known = {word for entry in (*table.look_alikes, *table.harmless) for word in speller.fold(entry).split()}
    known |= {word for ways in phrases.needs.values() for entry in ways for word in speller.fold(entry).split()}
    # Words that silence an alarm count only when they are spelled rightly: 'ever' is no slip of 'never'.
    silencing = (*table.negation.before, *table.negation.after, *table.fiction, *table.idioms)
    strict = {word for entry in silencing for word in builder.folded(entry)}
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

    rules: dict[int, list[Rule]] = {}
    for label, severity, number, source in sources:
        pattern = compile_pattern(source, groups_of, lambda word: word in SELF)
        rule = Rule(label, severity, pattern, number)
        for first in pattern.elements[pattern.anchor].groups:
            rules.setdefault(first, []).append(rule)
    frames = Frames(**{
        name: by_first_word(group for entry in entries if (group := numbered(entry)))
        for name, entries in frame_lists.items()
    })  # fmt: skip
    singles = {name: frozenset(group[0] for group in its if len(group) == 1) for name, its in classes.items()}
    danger, kinds = _trained(table, phrases, speller)
    return AlarmReader(
        speller=speller,
        lexicon=words,
        rules={number: tuple(its) for number, its in rules.items()},
        classes=singles,
        frames=frames,
        danger=danger,
        kinds=kinds,
    )


def _sources(table: AlarmTable) -> Iterator[tuple[str, str, int, str]]:
    for label, severities in table.patterns.items():
        for severity, sources in severities.items():
            for number, source in enumerate(sources):
                yield label, severity, number, source


def literals(source: str) -> Iterator[str]:
    """The words of a pattern that are no class and no notation."""
    for part in source.replace("&", " ").split():
        for word in part.lstrip("+!").split("|"):
            if word and word != "..." and not word.startswith("<"):
                yield word


def _trained(table: AlarmTable, phrases: Phrases, speller: Speller) -> tuple[Scorer, Scorer]:
    """The scorers of danger and of its kinds. What is only a concern teaches the kinds but not the danger."""
    kinds = [
        (folded, f"{label}.{severity}")
        for label, severities in table.examples.items()
        for severity, examples in severities.items()
        for folded in speller.fold_all(examples)
    ]
    harmless = [*table.harmless, *(entry for ways in phrases.needs.values() for entry in ways)]
    danger = [(folded, DANGER) for folded, kind in kinds if not kind.endswith(".concern")]
    danger += [(folded, HARMLESS) for folded in speller.fold_all(harmless)]
    return scorer(danger), scorer(kinds)
