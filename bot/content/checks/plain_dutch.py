"""A Dutch text that is harder than it needs to be, as far as that can be counted (`bot.content.plain`)."""

from collections.abc import Iterator
from itertools import groupby

from bot.content.context import Context
from bot.content.plain import figures, plain, wrong
from bot.content.problems import ContentError, Problem
from bot.content.texts import Spot, all_texts

NO_SENTENCES = frozenset({"name", "organization", "address", "ages"})
"""What is a name, or a note of ages in the words of its source."""
ENOUGH = 5
"""Sentences from which an average tells something."""


def check(context: Context) -> Iterator[Problem]:
    """Look at each text, and at each flow and offer as a whole."""
    try:
        measure = plain(context.sources.root)
    except ContentError as error:
        yield from error.problems
        return
    if measure is None:
        return
    for file, group in groupby(told(context), key=lambda spot: spot.file):
        spots = list(group)
        for spot in spots:
            for text in wrong(spot.text, measure):
                yield spot.problem(context, text)
        counted = figures([spot.text for spot in spots if spot.form != "label"], measure)
        if counted.sentences >= ENOUGH and counted.average > measure.average_sentence:
            text = f"{counted.average:.0f} words a sentence; at most {measure.average_sentence} on average"
            yield context.problem(file, (), text)
        if counted.sentences >= 2 * ENOUGH and counted.passive_percent > measure.passive_percent:
            text = f"{counted.passive} of {counted.sentences} sentences do not say who does it ('wordt gedaan')"
            yield context.problem(file, (), text)


def told(context: Context) -> Iterator[Spot]:
    """The texts that should be plain, file by file."""
    spots = (spot for spot in all_texts(context) if spot.form != "title" and str(spot.path[-1]) not in NO_SENTENCES)
    return iter(sorted(spots, key=lambda spot: spot.file))
