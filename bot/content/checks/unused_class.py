"""A class of words in the alarms of a language that no pattern uses: a slip in its name, or left behind."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem

SPEAKER = ("i", "me", "my")
"""Every table has these, whether its patterns need them or not."""


def check(context: Context) -> Iterator[Problem]:
    """Look for the name of every class in the patterns."""
    for language, table in context.sources.alarms.items():
        used = " ".join(source.text for source in table.sources())
        for name in table.classes:
            if name not in SPEAKER and f"<{name}>" not in used:
                yield context.in_alarms(language, ("classes", name), f"no pattern uses the class '{name}'")
