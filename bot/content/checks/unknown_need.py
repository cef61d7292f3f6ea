"""A need that is not in the vocabulary, or that no offer can answer where an offer is meant."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem, no_such
from bot.core.vocabulary import NEEDS, OFFER_NEEDS


def check(context: Context) -> Iterator[Problem]:
    """Look at the needs of records, of `find` and of the side questions."""
    for record in context.sources.records.values():
        for field in ("needs", "also_needs"):
            for number, need in enumerate(getattr(record, field)):
                if need not in OFFER_NEEDS:
                    yield context.in_record(record.id, (field, number), no_such("need", need, OFFER_NEEDS))
    for flow, _, step, path in context.steps():
        if step.find and step.find.need and step.find.need not in OFFER_NEEDS:
            where = (*path, "find", "need")
            yield context.in_flow(flow.flow, where, no_such("need", step.find.need, OFFER_NEEDS))
    for need in context.library.common.sides:
        if need not in NEEDS:
            yield context.in_common(("sides", need), no_such("need", need, NEEDS))
