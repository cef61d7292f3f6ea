"""The languages of an offer are no language codes, so a card could not name them."""

from collections.abc import Iterator

from bot.content.checks.unknown_choice import ANY, is_language
from bot.content.context import Context
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Look at the form of every language of a record."""
    for record in context.sources.records.values():
        for number, language in enumerate(record.languages):
            if language == ANY or not is_language(language):
                text = f"'{language}' is no language code; a code is such as nl or ar"
                yield context.in_record(record.id, ("languages", number), text)
