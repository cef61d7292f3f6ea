"""What stands around a pattern and changes what it means: denied, long ago, this moment, somebody else.

A Piece knows where all of these stand in one piece of a message, looked up once, because every pattern asks for them.
"""

from dataclasses import dataclass

from bot.understanding.patterns import Groups, Span, Tokens, Where, places, where

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

    tokens: Tokens
    at: Where
    """Where each of its words stands."""
    numbers: frozenset[int]
    """Of all its words."""
    is_fiction: bool
    blocked: frozenset[int]
    """Places of words in idioms."""
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
    recent = any(places(frames.recent, tokens))
    at = where(tokens)
    blocked = frozenset(place for it in places(frames.idioms, tokens) for place in it)
    return Piece(
        tokens=tokens,
        at=at,
        numbers=frozenset(at),
        is_fiction=any(places(frames.fiction, tokens)),
        blocked=blocked,
        before=tuple(it for it in places(frames.before, tokens) if blocked.isdisjoint(it)),
        after=tuple(places(frames.after, tokens)),
        past=() if recent else tuple(places(frames.past, tokens)),
        now=tuple(places(frames.now, tokens)),
        somebody_else=tuple(places(frames.somebody_else, tokens)),
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
