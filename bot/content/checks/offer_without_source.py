"""Something is shown or told to people, and nobody can look up where it was found."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Look at the sources of every record that is not kept back."""
    for record in context.sources.records.values():
        if record.publish != "no" and not record.sources:
            yield context.in_record(record.id, ("sources",), "no source: what is shown can be looked up")
        for number, source in enumerate(record.sources):
            for key in ("doc", "quote"):
                if not getattr(source, key).strip():
                    where = ("sources", number, key)
                    yield context.in_record(record.id, where, f"a source without its `{key}` cannot be looked up")
