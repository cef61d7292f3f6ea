"""What stands around a pattern and changes what it means: denied, long ago, this moment, somebody else.

A Piece knows where all of these stand in one piece of a message, looked up once, because every pattern asks for them.
"""

from dataclasses import dataclass

from bot.understanding.patterns import Groups, Span, Tokens, Words

SHORTLY = 2
"""Places behind a denial within which it denies a word of a pattern: 'nooit echt geslagen'."""
REACH = 6
"""Words between a frame (`vroeger`, `mijn vriendin`) and what it is about."""


@dataclass(frozen=True, slots=True)
class Frames:
    """Word groups of a language that change what a pattern means."""

    before: Groups
    after: Groups
    past: Groups
    recent: Groups
    now: Groups
    somebody_else: Groups
    fiction: Groups
    idioms: Groups


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a message with where its frames stand."""

    words: Words
    """Without those of idioms."""
    is_fiction: bool
    before: tuple[range, ...]
    after: tuple[range, ...]
    past: tuple[range, ...]
    """Empty when something recent is told too."""
    now: tuple[range, ...]
    somebody_else: tuple[range, ...]

    def denied(self, span: Span) -> bool:
        """True when a denial stands right before the span, shortly before a word of it, or right behind it."""
        if any(_denies(it, span) for it in self.before):
            return True
        return any(it[0] == span.end + 1 and span.places.isdisjoint(it) for it in self.after)

    def is_now(self, span: Span) -> bool:
        """It happens at this moment."""
        return any(_near(it, span) for it in self.now)

    def is_past(self, span: Span) -> bool:
        """It happened long ago."""
        return any(_near(it, span) for it in self.past)

    def about_other(self, span: Span) -> bool:
        """Somebody else was named before it, and the speaker is not in it."""
        return not span.by_speaker and any(_near(it, span) and it[0] <= span.start for it in self.somebody_else)


def piece(frames: Frames, tokens: Tokens) -> Piece:
    """Look up the frames of a piece."""
    words = Words(tokens)
    blocked = frozenset(place for it in words.places(frames.idioms) for place in it)
    recent = any(words.places(frames.recent))
    return Piece(
        words=words.without(blocked),
        is_fiction=any(words.places(frames.fiction)),
        before=tuple(it for it in words.places(frames.before) if blocked.isdisjoint(it)),
        after=tuple(words.places(frames.after)),
        past=() if recent else tuple(words.places(frames.past)),
        now=tuple(words.places(frames.now)),
        somebody_else=tuple(words.places(frames.somebody_else)),
    )


def _denies(denial: range, span: Span) -> bool:
    last = denial[-1]
    if last >= span.end or not span.places.isdisjoint(denial):
        return False
    if last < span.start:
        return last == span.start - 1
    return any(place in span.places for place in range(last + 1, last + 1 + SHORTLY))


def _near(frame: range, span: Span) -> bool:
    return span.start - REACH <= frame[-1] and frame[0] <= span.end + REACH
