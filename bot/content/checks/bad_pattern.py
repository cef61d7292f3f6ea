"""The table of alarms of a language has a pattern, label, severity or class that cannot be right.

A pattern that cannot be read would hear nothing; one of a single everyday word would hear danger everywhere.
"""

from collections.abc import Iterator

from bot.content.alarm_patterns import wrong_patterns
from bot.content.context import Context
from bot.content.problems import Path, Problem, no_such
from bot.core.vocabulary import ALARMS, SEVERITIES
from bot.understanding.alarm_table import Sources


def check(context: Context) -> Iterator[Problem]:
    """Read every pattern of every language."""
    for language, table in context.sources.alarms.items():
        if table.language != language:
            text = f"'{table.language}' in the folder of '{language}'"
            yield context.in_alarms(language, ("language",), text)
        for key, patterns in (("patterns", table.patterns), ("hints", table.hints)):
            for path, text in _unknown(patterns):
                yield context.in_alarms(language, (key, *path), text)
        for path, text in wrong_patterns(table):
            yield context.in_alarms(language, path, text)
    for language, examples in context.sources.examples.items():
        for label in examples.danger.keys() - set(ALARMS):
            yield context.in_examples(language, (label,), no_such("alarm", label, ALARMS))


def _unknown(sentences: Sources) -> Iterator[tuple[Path, str]]:
    for label, severities in sentences.items():
        if label not in ALARMS:
            yield (label,), no_such("alarm", label, ALARMS)
        for severity in severities:
            if severity not in SEVERITIES[:-1]:
                yield (label, severity), no_such("severity", severity, SEVERITIES[:-1])
