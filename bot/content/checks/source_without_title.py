"""A source document has no title in `_sources.yaml`, so a card would show the name of a file.

A web page is named by its site, and what has spaces in it is a description already. A title without a source is told
too: it belongs to nothing.
"""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem, did_you_mean

TITLES = "knowledge/_sources.yaml"


def check(context: Context) -> Iterator[Problem]:
    """Compare the source documents of all records with the titles."""
    titles = context.sources.source_titles
    named: set[str] = set()
    for record in context.sources.records.values():
        for number, source in enumerate(record.sources):
            named.add(source.doc)
            if not ("://" in source.doc or " " in source.doc or source.doc in titles):
                text = f"'{source.doc}' has no title in {TITLES}{did_you_mean(source.doc, titles)}"
                yield context.in_record(record.id, ("sources", number, "doc"), text)
    for doc in titles:
        if doc not in named and context.is_whole:
            yield context.problem(TITLES, ("titles", doc), f"no record has the source '{doc}'")
