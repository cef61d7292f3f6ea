"""The table of alarms of a language has a pattern, label, severity or class that cannot be right.

A pattern that cannot be read would hear nothing; one of a single everyday word would hear danger everywhere.
"""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Path, Problem, did_you_mean, no_such
from bot.core.vocabulary import ALARMS, SEVERITIES
from bot.understanding.alarm_table import AlarmTable, Sentences
from bot.understanding.patterns import Group, PatternError, compile_pattern

SHORTEST_ALONE = 5
"""Letters of a word that may be a pattern by itself."""


def check(context: Context) -> Iterator[Problem]:
    """Read every pattern of every language."""
    for language, table in context.sources.alarms.items():
        if table.language != language:
            text = f"'{table.language}' in the folder of '{language}'"
            yield context.in_alarms(language, ("language",), text)
        for path, text in _unknown(table.patterns):
            yield context.in_alarms(language, ("patterns", *path), text)
        for path, text in _unknown(table.examples):
            yield context.in_examples(language, ("examples", *path), text)
        for path, text in wrong_patterns(table):
            yield context.in_alarms(language, path, text)


def wrong_patterns(table: AlarmTable) -> Iterator[tuple[Path, str]]:
    """Every pattern that cannot be read: the path to it, and why."""
    for path, source in sources(table):
        if text := _wrong(table, source):
            yield path, text


def sources(table: AlarmTable) -> Iterator[tuple[Path, str]]:
    """Every pattern with the path to it."""
    for label, severities in table.patterns.items():
        for severity, patterns in severities.items():
            for number, source in enumerate(patterns):
                yield ("patterns", label, severity, number), source


def _unknown(sentences: Sentences) -> Iterator[tuple[Path, str]]:
    for label, severities in sentences.items():
        if label not in ALARMS:
            yield (label,), no_such("alarm", label, ALARMS)
        for severity in severities:
            if severity not in SEVERITIES[:-1]:
                yield (label, severity), no_such("severity", severity, SEVERITIES[:-1])


def _wrong(table: AlarmTable, source: str) -> str:
    def groups_of(word: str) -> list[Group]:
        name = word.strip("<>")
        if word.startswith("<") and name not in table.classes:
            raise PatternError(f"no such class '{name}'{did_you_mean(name, table.classes)}")
        return [(0,)]

    try:
        pattern = compile_pattern(source, groups_of, lambda word: False)
    except PatternError as error:
        return str(error)
    alone = source.strip()
    if len(pattern.elements) == 1 and not alone.startswith("<") and len(alone) < SHORTEST_ALONE and " " not in alone:
        return f"'{alone}' alone is too short to mean danger"
    return ""
