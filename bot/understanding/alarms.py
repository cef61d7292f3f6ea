"""Danger in typed words: which alarm, how severe, and by which pattern it was heard.

Patterns of the table decide; negation, idioms and fiction silence them; long ago and somebody else make them lighter,
this very moment heavier. Behind them stands likeness to the table's example messages: it adds an alarm where no pattern
heard one, and an emergency where patterns heard less; it never takes anything away. Nothing of the message is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.reading import Alarm
from bot.core.vocabulary import SEVERITIES
from bot.understanding.alarm_table import Source
from bot.understanding.frames import Frames, Piece, piece
from bot.understanding.lexicon import NONE, Lexicon
from bot.understanding.likeness import CONCERN, DANGER, EMERGENCY, Likeness, Weighed
from bot.understanding.message import Speller
from bot.understanding.normalise import fold
from bot.understanding.patterns import Pattern, Span, Tokens, find

UNLIKE = -1.0
"""How far a message must be on the side of no danger (`likeness`) before hints in it do not count."""
BY_PATTERN = 1.0
"""How much sooner an alarm that a pattern heard comes first, in steps of likeness."""
LEARNT = "examples of "
"""How the evidence of an alarm begins that likeness raised."""
WINDOW, OVERLAP = 120, 20
"""A long message is looked through in pieces of so many words."""
SHORT = 8
"""Words of a message that may be half of what somebody says."""
AT_HOME = frozenset({"domestic_violence", "child_abuse"})
NOW_LABEL = "violence_now"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with what it means."""

    source: Source
    pattern: Pattern
    parts: frozenset[int] = frozenset()
    """Numbers of its elements (`AlarmReader.parts`): a message must have all."""
    is_hint: bool = False
    """It means danger unless the whole message is very unlike it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An alarm with the places of the words that raised it."""

    alarm: Alarm
    places: frozenset[int] = frozenset()
    learnt: bool = False
    """Likeness raised it."""


NOTHING_HEARD: Mapping[str, Heard] = {}


@dataclass(frozen=True, slots=True)
class AlarmReader:
    """The alarm table of one language, made ready."""

    speller: Speller
    lexicon: Lexicon
    parts: Mapping[int, frozenset[int]]
    """Number of a word -> numbers of the elements of patterns that it may begin; equal elements have one number."""
    rules: Mapping[int, tuple[Rule, ...]]
    """Number of an element -> the rules of which it is the rarest."""
    classes: Mapping[str, frozenset[int]]
    """Class -> the numbers of its single words."""
    class_of: Mapping[int, tuple[int, str]]
    """Number of a word -> the first class that has it, with the place of that class in the table."""
    frames: Frames
    likeness: Likeness | None = None
    """What was learnt from the examples; None: patterns only."""

    def read(self, text: str) -> tuple[Alarm, ...]:
        """The alarms of a message, the most severe first, each label once."""
        return tuple(heard.alarm for heard in self.hear(text))

    def explain(self, text: str) -> tuple[Heard, ...]:
        """The same, each with the places of the words that raised it."""
        found = self.hear(text)
        if not self.likeness or not any(heard.learnt for heard in found):
            return found
        telling = self.likeness.telling(self.speller.fold(text).split()[:WINDOW])
        return tuple(replace(heard, places=telling) if heard.learnt else heard for heard in found)

    def hear(self, text: str) -> tuple[Heard, ...]:
        """The same; those of likeness without places, which take time to find."""
        words = self.speller.fold(text).split()
        message = self._weighed(words)
        danger = self.likeness.margin(DANGER, message) if self.likeness and message else 0.0
        hinted = danger > UNLIKE
        best: dict[str, Heard] = {}
        numbers = self._numbers(words)
        for start, part in _windows(words):
            for heard in self._in_tokens([numbers[word] for word in part], start, hinted, best):
                known = best.get(heard.alarm.label)
                if known is None or _weight(heard) < _weight(known):
                    best[heard.alarm.label] = heard
            if len(words) > WINDOW and any(heard.alarm.severity == EMERGENCY for heard in best.values()):
                break  # nothing further on could come before it
        like = _most_like(self.likeness, message) if self.likeness and danger > 0 else None
        if like:
            best.setdefault(like.label, Heard(like, learnt=True))
        found = [_heavier(heard, like) for heard in best.values()]
        return tuple(sorted(found, key=lambda heard: self._order(heard, message)) if len(found) > 1 else found)

    def echo(self, text: str) -> tuple[str, ...]:
        """The classes of words in a short message, in order: all that is kept of it until the next message.

        So that 'mijn vader' and then 'slaat me' are heard as one. Categories only, never the words.
        """
        words = self._few_words(text)
        names = (self._class_of(numbers) for numbers in self._tokens(words))
        return tuple(name for name in names if name)

    def hear_after(self, echo: Sequence[str], text: str) -> tuple[Alarm, ...]:
        """The alarms that a short message raises only together with the one before it."""
        words = self._few_words(text)
        before = [self.classes.get(name, NONE) for name in echo]
        if not before or not words:
            return ()
        both = self._in_tokens([*before, *self._tokens(words)], -len(before), True)
        return tuple(heard.alarm for heard in both if min(heard.places) < 0 <= max(heard.places))

    def _few_words(self, text: str) -> list[str]:
        """The words of a short message; none of a longer one."""
        folded = fold(text)
        return self.speller.fold(folded).split() if len(folded.split(maxsplit=SHORT)) <= SHORT else []

    def _class_of(self, numbers: frozenset[int]) -> str:
        found = [self.class_of[number] for number in numbers if number in self.class_of]
        return min(found)[1] if found else ""

    def _tokens(self, words: list[str]) -> list[frozenset[int]]:
        numbers = self._numbers(words)
        return [numbers[word] for word in words]

    def _numbers(self, words: list[str]) -> dict[str, frozenset[int]]:
        """What each different word may be; in a long message without slips, which take longest to find."""
        slips = len(words) <= 2 * WINDOW
        return {word: self.lexicon.numbers(word, slips) for word in set(words)}

    def _in_tokens(
        self, tokens: Tokens, start: int, hinted: bool, known: Mapping[str, Heard] = NOTHING_HEARD
    ) -> Iterator[Heard]:
        """What the patterns hear in a piece of a message, besides what is `known` from the pieces before.

        `hinted`: hints count too.
        """
        here = piece(self.frames, tokens)
        if here.is_fiction:
            return
        present = frozenset[int]().union(*(self.parts[number] for number in here.words.numbers if number in self.parts))
        for part in sorted(present & self.rules.keys()):
            for rule in self.rules[part]:
                if (rule.is_hint and not hinted) or not rule.parts <= present or _adds_nothing(rule, known):
                    continue
                if found := _alarm(rule, here):
                    alarm, span = found
                    yield Heard(alarm, frozenset(place + start for place in span.places))

    def _weighed(self, words: list[str]) -> Weighed:
        """The message as likeness sees it; of a long one the beginning and the end."""
        if not self.likeness or not words:
            return ()
        text = " ".join(words if len(words) <= 2 * WINDOW else words[:WINDOW] + words[-WINDOW:])
        return self.likeness.weigh(self.speller.with_consonants(text))

    def _order(self, heard: Heard, message: Weighed) -> tuple[int, float, int, str]:
        """The most severe first; of equals what the message is most like, and sooner what a pattern heard."""
        label = heard.alarm.label
        by_pattern = 0.0 if heard.learnt else BY_PATTERN
        likely = self.likeness.margin(label, message) if self.likeness and label in self.likeness.heads else 0.0
        return (_weight(heard), -likely - by_pattern, -len(heard.places), label)


def _most_like(likeness: Likeness, message: Weighed) -> Alarm:
    """The alarm that a message is most like that is like danger."""
    label = likeness.label(message)
    severity = next((head for head in (EMERGENCY, CONCERN) if likeness.margin(head, message) > 0), "urgent")
    return Alarm(label, severity, evidence=f"{LEARNT}{label}")


def _heavier(heard: Heard, like: Alarm | None) -> Heard:
    """What patterns heard, as an emergency where it is told like one."""
    if like and like.severity == EMERGENCY and heard.alarm.about == "self":
        return replace(heard, alarm=replace(heard.alarm, severity=EMERGENCY))
    return heard


def _alarm(rule: Rule, here: Piece) -> tuple[Alarm, Span] | None:
    """What a rule means here, and where; None when it is not there or denied."""
    for span in find(rule.pattern, here.words):
        if here.denied(span):
            continue
        if rule.source.label in AT_HOME and here.is_now(span):
            return Alarm(NOW_LABEL, EMERGENCY, evidence=rule.source.name), span
        other = here.about_other(span)
        severity = _lower(rule.source.severity) if other or here.is_past(span) else rule.source.severity
        return Alarm(rule.source.label, severity, "other" if other else "self", rule.source.name), span
    return None


def _adds_nothing(rule: Rule, known: Mapping[str, Heard]) -> bool:
    """True when the message already has this label as severely."""
    label, heard = rule.source.label, known.get(rule.source.label)
    return heard is not None and label not in AT_HOME and _weight(heard) <= SEVERITIES.index(rule.source.severity)


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
