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
    source: str, groups_of: Callable[[str], Iterable[Group]], is_self: Callable[[str], bool]
) -> Pattern:
    """Read one pattern. `groups_of` gives the word groups of a word or `<class>`; `is_self` says who speaks.

    Raises:
        PatternError: when the notation is wrong, or names no class (from `groups_of`).
    """
    any_order = "&" in source
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
            elements.append(Element(by_first_word(groups), 0 if beside else gap, any(map(is_self, words)), first))
            gap = GAP
    if not elements:
        raise PatternError(f"a pattern without words: '{source}'")
    return Pattern(tuple(elements), any_order, by_first_word(forbidden), source)


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


def find(pattern: Pattern, tokens: Tokens, at: Where, blocked: frozenset[int]) -> Iterator[Span]:
    """Every place where the pattern stands, without using blocked words. `at`: `where` of the tokens."""
    search = _in_any_order if pattern.any_order else _in_order
    spans = search(pattern, tokens, at, blocked)
    for span in spans:
        if not _near(pattern.forbidden, tokens, span):
            yield span


def _places(element: Element, at: Where) -> list[int]:
    """Where the first words of an element stand."""
    return sorted({place for number in element.first if number in at for place in at[number]})


def _in_order(pattern: Pattern, tokens: Tokens, at: Where, blocked: frozenset[int]) -> Iterator[Span]:
    first = pattern.elements[0]
    tried = 0
    for place in _places(first, at):
        for used in _at(first.groups, tokens, place, blocked):
            tried += 1
            rest = _rest(pattern.elements[1:], tokens, place + used, blocked)
            if rest is not None:
                yield Span(frozenset({*range(place, place + used), *rest}), any(e.self_ for e in pattern.elements))
        if tried > MOST_PLACES:
            return


def _rest(elements: Sequence[Element], tokens: Tokens, start: int, blocked: frozenset[int]) -> frozenset[int] | None:
    if not elements:
        return frozenset()
    element = elements[0]
    for place in range(start, min(len(tokens), start + element.gap + 1)):
        for used in _at(element.groups, tokens, place, blocked):
            rest = _rest(elements[1:], tokens, place + used, blocked)
            if rest is not None:
                return frozenset({*range(place, place + used), *rest})
    return None


def _in_any_order(pattern: Pattern, tokens: Tokens, at: Where, blocked: frozenset[int]) -> Iterator[Span]:
    anchor = pattern.elements[pattern.anchor]
    others = [element for element in pattern.elements if element is not anchor]
    tried = 0
    for place in _places(anchor, at):
        for used in _at(anchor.groups, tokens, place, blocked):
            tried += 1
            taken = set(range(place, place + used))
            low, high = max(0, place - AROUND), min(len(tokens), place + AROUND + 1)
            if all(_take(element, tokens, low, high, place, taken, blocked) for element in others):
                yield Span(frozenset(taken), any(element.self_ for element in pattern.elements))
        if tried > MOST_PLACES:
            return


def _take(
    element: Element, tokens: Tokens, low: int, high: int, near: int, taken: set[int], blocked: frozenset[int]
) -> bool:
    """Take the words of an element that stand nearest to `near` and are not taken yet."""
    for place in sorted(range(low, high), key=lambda place: abs(place - near)):
        for used in _at(element.groups, tokens, place, blocked):
            words = range(place, place + used)
            if taken.isdisjoint(words) and words[-1] - low <= 2 * AROUND:
                taken.update(words)
                return True
    return False


def _at(groups: Groups, tokens: Tokens, place: int, blocked: frozenset[int]) -> Sequence[int]:
    """How many words the groups take that stand at `place`, longest first."""
    here = tokens[place]
    if not here or place in blocked:
        return ()
    found = {
        len(group) for number in here for group in groups.get(number, ()) if _stands(group, tokens, place, blocked)
    }
    return sorted(found, reverse=True) if len(found) > 1 else tuple(found)


def _stands(group: Group, tokens: Tokens, place: int, blocked: frozenset[int]) -> bool:
    """True when the words of a group after its first stand behind `place`."""
    if len(group) == 1:
        return True
    if place + len(group) > len(tokens):
        return False
    return all(group[n] in tokens[place + n] and place + n not in blocked for n in range(1, len(group)))


def places(groups: Groups, tokens: Tokens) -> Iterator[range]:
    """Everywhere in a message that one of the word groups stands."""
    for place in range(len(tokens)):
        for used in _at(groups, tokens, place, frozenset()):
            yield range(place, place + used)


def _near(groups: Groups, tokens: Tokens, span: Span) -> bool:
    if not groups:
        return False
    low, high = max(0, span.start - NEAR), min(len(tokens), span.end + NEAR + 1)
    return any(
        span.places.isdisjoint(range(place, place + used))
        for place in range(low, high)
        for used in _at(groups, tokens, place, frozenset())
    )
