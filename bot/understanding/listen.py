"""One message heard in all languages that it may be in.

The conversation's own language gives the meaning; danger is also heard in the languages that the words look like, so
that somebody who falls back on another language is heard too. The language of a conversation is never switched here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.reading import Alarm, Reading
from bot.core.vocabulary import SEVERITIES
from bot.understanding.language import Detector, possible, surest
from bot.understanding.normalise import fold
from bot.understanding.question import NO_QUESTION, Question
from bot.understanding.read import Reader
from bot.understanding.switch import NO_NAMES, LanguageNames

TELLING = 12
"""Letters of a message from which its language may be told to the person."""
LONG = 2000
"""Letters from which a message may be looked through for repeats."""
PIECE = 60
"""Words in a piece of it."""


@dataclass(frozen=True, slots=True)
class Listener:
    """The readers of all languages, and what tells the languages apart."""

    readers: Mapping[str, Reader]
    """Language code -> reader."""
    find_detector: Callable[[], Detector | None] = lambda: None
    """Gives what tells languages apart; None: only a message's own language is read."""
    names: LanguageNames = NO_NAMES
    """What people call the languages."""

    @property
    def detector(self) -> Detector | None:
        """What tells languages apart, read when it is first needed."""
        return self.find_detector()

    def language_of(self, text: str) -> str:
        """The language of a message; nothing when it is not clear."""
        detector = self.detector
        return detector.detect(text) if detector else ""

    def read(self, text: str, own: str, question: Question = NO_QUESTION, echo: Sequence[str] = ()) -> Reading:
        """What the words mean in the language `own`, and the danger in them in any.

        `echo` is that of the message before (`Reading.echo`).
        """
        text = fold(without_repeats(text))
        detector = self.detector
        ranked = detector.ranked(text) if detector else ()
        reader = self.readers[own]
        languages = [code for code in dict.fromkeys((own, *possible(ranked))) if code in self.readers]
        alarms = together(self.readers[code].hear(text) for code in languages) or reader.hear_after(echo, text)
        language = surest(ranked) if len(text) >= TELLING else ""
        reading = reader.read(text, question)
        switch = self.names.asked_for(text)
        return replace(reading, alarms=alarms, echo=reader.echo(text), language=language, switch=switch)


def without_repeats(text: str) -> str:
    """A long message with each of its pieces once: what somebody pastes a thousand times need be read once."""
    if len(text) <= LONG:
        return text
    words = text.split()
    pieces = (tuple(words[start : start + PIECE]) for start in range(0, len(words), PIECE))
    return " ".join(word for piece in dict.fromkeys(pieces) for word in piece)


def together(heard: Iterable[tuple[Alarm, ...]]) -> tuple[Alarm, ...]:
    """Each label once, at its most severe; the most severe first, and of equals the one that was heard first."""
    found: dict[str, Alarm] = {}
    for alarms in heard:
        for alarm in alarms:
            known = found.get(alarm.label)
            if known is None or _rank(alarm) < _rank(known):
                found[alarm.label] = alarm
    return tuple(sorted(found.values(), key=_rank))


def _rank(alarm: Alarm) -> int:
    return SEVERITIES.index(alarm.severity)
