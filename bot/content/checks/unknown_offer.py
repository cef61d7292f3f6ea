"""A flow, record or pack names a record that is not there, or one that people are not shown.

`show`, `via` and `ask_at` are for offers; `fact` is for background. What has `publish: no` is for neither.
"""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem, no_such
from bot.core.flow import ASK_AT


def check(context: Context) -> Iterator[Problem]:
    """Look at every record that is named."""
    for flow, _, step, path in context.steps():
        for key, named in (("show", step.show), ("fact", step.fact)):
            for number, record in enumerate(named):
                if text := _wrong(context, record, fact=key == "fact"):
                    yield context.in_flow(flow.flow, (*path, key, number), text)
    for offer in context.offers():
        if offer.via and (text := _wrong(context, offer.via)):
            yield context.in_record(offer.id, ("via",), text)
    for pack in context.sources.packs.values():
        if pack.ask_at and (text := _wrong(context, pack.ask_at)):
            yield context.in_pack(pack.pack, ("ask_at",), text)


def _wrong(context: Context, name: str, fact: bool = False) -> str:
    """What is wrong with naming this record here, or nothing."""
    if name == ASK_AT and not fact:
        return ""  # the pack's own, which is looked at below
    record = context.sources.records.get(name)
    if record is None:
        return "" if context.is_broken(name) else no_such("record", name, context.sources.records)
    if record.is_fact != fact:
        return f"'{name}' is background: tell it with `fact`" if record.is_fact else f"'{name}' is an offer: use `show`"
    if record.publish == "no":
        return f"'{name}' is kept back (publish: no)"
    return "" if record.status == "active" else f"'{name}' is {record.status}"
