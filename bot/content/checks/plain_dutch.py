"""A Dutch text that is harder than it needs to be, as far as that can be counted (`bot.content.plain`)."""

from collections.abc import Iterator, Sequence

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
    for file, spots in told(context).items():
        for spot in spots:
            for text in wrong(spot.text, measure):
                yield spot.problem(context, text)
        counted = figures(in_sentences(spots), measure)
        if counted.sentences >= ENOUGH and counted.average > measure.average_sentence:
            text = f"{counted.average:.0f} words a sentence; at most {measure.average_sentence} on average"
            yield context.problem(file, (), text)
        if counted.sentences >= 2 * ENOUGH and counted.passive_percent > measure.passive_percent:
            text = f"{counted.passive} of {counted.sentences} sentences do not say who does it ('wordt gedaan')"
            yield context.problem(file, (), text)


def told(context: Context) -> dict[str, list[Spot]]:
    """File -> its texts that should be plain."""
    found: dict[str, list[Spot]] = {}
    for spot in all_texts(context):
        if spot.form != "title" and str(spot.path[-1]) not in NO_SENTENCES:
            found.setdefault(spot.file, []).append(spot)
    return found


def in_sentences(spots: Sequence[Spot]) -> list[str]:
    """The texts of which the sentences count: a label is none."""
    return [spot.text for spot in spots if spot.form != "label"]
