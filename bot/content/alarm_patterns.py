"""The patterns of an alarm table that cannot be read, for the check and for reading a language alike.

Apart from `checks`, because who only reads one language should not have to import them all.
"""

from collections.abc import Iterator

from bot.content.problems import Path, did_you_mean
from bot.understanding.alarm_making import literals
from bot.understanding.alarm_table import AlarmTable
from bot.understanding.lexicon import SHORTEST_BEGINNING
from bot.understanding.normalise import fold
from bot.understanding.patterns import Group, PatternError, compile_pattern

SHORTEST_ALONE = 5
"""Letters of a word that may be a pattern by itself."""


def wrong_patterns(table: AlarmTable) -> Iterator[tuple[Path, str]]:
    """Every pattern that cannot be read: the path to it, and why."""
    for source in table.sources():
        if text := _wrong(table, source.text):
            yield (source.key, source.label, source.severity, source.number), text


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
    if "&" in source and ("+" in source or "..." in source):
        return "in a pattern with '&' the order is free: '+' and '...' mean nothing there"
    for word in literals(source):
        if word.endswith("*") and len(fold(word)) < SHORTEST_BEGINNING:
            least = f"write at least {SHORTEST_BEGINNING} letters (double ones count once)"
            return f"'{word}' is too short to begin a word: {least}"
    alone = source.strip()
    if len(pattern.elements) == 1 and not alone.startswith("<") and len(alone) < SHORTEST_ALONE and " " not in alone:
        return f"'{alone}' alone is too short to mean danger"
    return ""
