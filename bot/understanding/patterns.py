"""Patterns over words: read from their notation, and looked for in a message.

Notation: words and `<class>`es in order, with up to two other words in between; `...` allows five; `+word` stands
directly behind; `a|b` alternatives; `word*` a beginning; `!word` must not occur near; `&` between all elements: in any
order within ten words. An entry of several words in a class stands together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

GAP, WIDE_GAP, AROUND, NEAR = 2, 5, 10, 3
"""Other words between two elements; the same after `...`; words of an any-order match; how near `!word` counts."""
MOST_PLACES = 15
"""Places in one message at which a pattern is tried: a message that repeats a word for ever costs no more."""

Group = tuple[int, ...]
"""Numbers of words that stand together."""
Groups = Mapping[int, tuple[Group, ...]]
"""Word groups by the number of their first word."""
Where = Mapping[int, Sequence[int]]
"""Number of a word -> the places where it stands."""
Tokens = Sequence[frozenset[int]]
"""For each word of a message, the numbers of the words that it may be."""


class PatternError(ValueError):
    """The notation is wrong; the message says how."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place in a pattern."""

    groups: Groups
    gap: int
    self_: bool
    """It stands for the speaker."""
    first: frozenset[int]
    """The first words of the groups."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern, ready to look for."""

    elements: tuple[Element, ...]
    any_order: bool
    forbidden: Groups
    source: str

    @property
    def anchor(self) -> int:
        """The element with the fewest words: where looking starts."""
        return min(range(len(self.elements)), key=lambda place: len(self.elements[place].groups))


@dataclass(frozen=True, slots=True)
class Span:
    """Where a pattern was found."""

    places: frozenset[int]
    """Places of the words that it used."""
    by_speaker: bool
    """One of them stands for the speaker."""

    @property
    def start(self) -> int:
        """The first of them."""
        return min(self.places)

    @property
    def end(self) -> int:
        """The last of them."""
        return max(self.places)


def compile_pattern(
    source: str,
    groups_of: Callable[[str], Iterable[Group]],
    is_self: Callable[[str], bool],
    index: "Callable[[Iterable[Group]], Groups] | None" = None,
) -> Pattern:
    """Read one pattern. `groups_of` gives the word groups of a word or `<class>`; `is_self` says who speaks.

    `index` is `by_first_word`, or one that gives the same object for the same groups.

    Raises:
        PatternError: when the notation is wrong, or names no class (from `groups_of`).
    """
    any_order, index = "&" in source, index or by_first_word
    elements: list[Element] = []
    forbidden: list[Group] = []
    gap = GAP
    for part in source.replace("&", " & ").split():
        if part == "&":
            continue
        if part == "...":
            gap = WIDE_GAP
        elif part.startswith("!"):
            forbidden += groups_of(part[1:])
        else:
            beside = part.startswith("+")
            words = part.removeprefix("+").split("|")
            groups = [group for word in words for group in groups_of(word)]
            first = frozenset(group[0] for group in groups)
            elements.append(Element(index(groups), 0 if beside else gap, any(map(is_self, words)), first))
            gap = GAP
    if not elements:
        raise PatternError(f"a pattern without words: '{source}'")
    return Pattern(tuple(elements), any_order, index(forbidden), source)


def by_first_word(groups: Iterable[Group]) -> Groups:
    """Word groups, ready to be looked for."""
    first: dict[int, list[Group]] = {}
    for group in sorted(set(groups)):
        first.setdefault(group[0], []).append(group)
    return {number: tuple(its) for number, its in first.items()}


def where(tokens: Tokens) -> Where:
    """Where each word of a message stands: looked up once, so that patterns need not look at every place."""
    found: dict[int, list[int]] = {}
    for place, numbers in enumerate(tokens):
        for number in numbers:
            found.setdefault(number, []).append(place)
    return found


class Words:
    """The words of a piece of a message, with where word groups stand in it: looked up once for all patterns."""

    def __init__(self, tokens: Tokens, blocked: frozenset[int] = frozenset()) -> None:
        self.tokens = tokens
        self.at = where(tokens)
        self.numbers = frozenset(self.at)
        self.blocked = blocked
        """Places that patterns may not use."""
        self._found: dict[int, Mapping[int, Sequence[int]]] = {}

    def without(self, blocked: frozenset[int]) -> "Words":
        """The same words, of which some may not be used."""
        return Words(self.tokens, blocked) if blocked else self

    def spots(self, groups: Groups) -> Mapping[int, Sequence[int]]:
        """Place -> how many words the groups take that stand there, longest first."""
        known = self._found.get(id(groups))  # groups belong to a table, which outlives every message
        if known is None:
            known = self._found[id(groups)] = self._look_for(groups)
        return known

    def places(self, groups: Groups) -> Iterator[range]:
        """Everywhere that one of the word groups stands, in order."""
        for place, lengths in sorted(self.spots(groups).items()):
            for used in lengths:
                yield range(place, place + used)

    def _look_for(self, groups: Groups) -> Mapping[int, Sequence[int]]:
        found: dict[int, set[int]] = {}
        for number in self.numbers:
            if number not in groups:
                continue
            for group in groups[number]:
                for place in self.at[number]:
                    if self._stands(group, place):
                        found.setdefault(place, set()).add(len(group))
        return {place: sorted(lengths, reverse=True) for place, lengths in found.items()}

    def _stands(self, group: Group, place: int) -> bool:
        if place in self.blocked or place + len(group) > len(self.tokens):
            return False
        if len(group) == 1:
            return True
        return all(group[n] in self.tokens[place + n] and place + n not in self.blocked for n in range(1, len(group)))


def find(pattern: Pattern, words: Words) -> Iterator[Span]:
    """Every place where the pattern stands, without using blocked words."""
    search = _in_any_order if pattern.any_order else _in_order
    for span in search(pattern, words):
        if not _near(pattern.forbidden, words, span):
            yield span


def _in_order(pattern: Pattern, words: Words) -> Iterator[Span]:
    first, *others = pattern.elements
    spots = words.spots(first.groups)
    for place in sorted(spots)[:MOST_PLACES]:
        for used in spots[place]:
            rest = _rest(others, words, place + used)
            if rest is not None:
                yield Span(frozenset({*range(place, place + used), *rest}), any(e.self_ for e in pattern.elements))


def _rest(elements: Sequence[Element], words: Words, start: int) -> frozenset[int] | None:
    if not elements:
        return frozenset()
    spots, gap = words.spots(elements[0].groups), elements[0].gap
    for place in range(start, start + gap + 1):
        for used in spots.get(place, ()):
            rest = _rest(elements[1:], words, place + used)
            if rest is not None:
                return frozenset({*range(place, place + used), *rest})
    return None


def _in_any_order(pattern: Pattern, words: Words) -> Iterator[Span]:
    anchor = pattern.elements[pattern.anchor]
    others = [element for element in pattern.elements if element is not anchor]
    spots = words.spots(anchor.groups)
    for place in sorted(spots)[:MOST_PLACES]:
        for used in spots[place]:
            taken = set(range(place, place + used))
            if all(_take(element, words, place, taken) for element in others):
                yield Span(frozenset(taken), any(element.self_ for element in pattern.elements))


def _take(element: Element, words: Words, near: int, taken: set[int]) -> bool:
    """Take the words of an element that stand nearest to `near` and are not taken yet."""
    spots, low = words.spots(element.groups), max(0, near - AROUND)
    close = [place for place in spots if abs(place - near) <= AROUND]
    for place in sorted(close, key=lambda place: (abs(place - near), place)):
        for used in spots[place]:
            wanted = range(place, place + used)
            if taken.isdisjoint(wanted) and wanted[-1] - low <= 2 * AROUND:
                taken.update(wanted)
                return True
    return False


def _near(groups: Groups, words: Words, span: Span) -> bool:
    """True when forbidden words stand near; here blocked words count too."""
    if not groups:
        return False
    low, high = span.start - NEAR, span.end + NEAR
    return any(
        low <= place <= high and span.places.isdisjoint(range(place, place + used))
        for place, lengths in words.spots(groups).items()
        for used in lengths
    )
