"""`thuiswijzer understand`: what the reader makes of sentences, for programs, for authors and for measuring.

Sentences come from the caller and go back to the caller only; nothing is kept.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.content.decode import decode
from bot.content.languages import alarm_table, phrase_table
from bot.content.yamlio import parse
from bot.core.flow import FORBID
from bot.core.reading import Alarm
from bot.understanding.alarm_making import alarm_reader
from bot.understanding.alarm_table import AlarmTable
from bot.understanding.alarms import AlarmReader
from bot.understanding.message import speller
from bot.understanding.needs import NeedTable, need_table

SERIOUS = ("emergency", "urgent")


@dataclass(frozen=True, slots=True)
class Tables:
    """The readers of one language."""

    alarms: AlarmReader
    needs: NeedTable

    def alarms_of(self, text: str) -> tuple[Alarm, ...]:
        """The alarms of a sentence."""
        return self.alarms.read(text)

    def needs_of(self, text: str) -> tuple[tuple[str, float], ...]:
        """The needs of a sentence with confidence, best first."""
        return self.needs.ranked(self.alarms.speller.message(text))


@dataclass(frozen=True, slots=True)
class Labelled:
    """`tests/phrases/<code>.yaml`: messages and what they must be understood as."""

    __pydantic_config__ = FORBID

    language: str
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    alarms: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    harmless: tuple[str, ...] = ()
    commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    nothing: tuple[str, ...] = ()
    unseen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Needs too, in messages that no phrase was written after."""


def tables(root: Path, language: str) -> Tables:
    """Make the tables of one language ready."""
    phrases = phrase_table(root, language)
    spell = speller(phrases)
    table = alarm_table(root, language) or AlarmTable(language, {})
    return Tables(alarm_reader(table, phrases, spell), need_table(phrases, spell))


def measured(root: Path, language: str) -> Iterator[str]:
    """Hold the labelled messages of a language against its tables: every miss, then the figures."""
    file = root / "tests" / "phrases" / f"{language}.yaml"
    labelled = decode(parse(file.read_bytes(), file.name), Labelled)
    reader = tables(root, language)
    count: Counter[str] = Counter()
    for label, severities in labelled.alarms.items():
        for severity, messages in severities.items():
            for message in messages:
                heard = reader.alarms_of(message)
                yield from _judge(count, label, severity, message, heard)
    for message in labelled.harmless:
        heard = reader.alarms_of(message)
        count["harmless"] += 1
        if heard:
            count["false"] += 1
            yield f"FALSE ALARM {heard[0].label}/{heard[0].severity}: {message}   <- {heard[0].evidence}"
    for need, messages in labelled.needs.items():
        for message in messages:
            ranked = [name for name, _ in reader.needs_of(message)]
            count["needs"] += 1
            count["needs first"] += ranked[:1] == [need]
            count["needs in three"] += need in ranked[:3]
            if ranked[:1] != [need]:
                yield f"NEED {need} read as {ranked[:3]}: {message}"
            if need_alarms := reader.alarms_of(message):
                count["false in needs"] += 1
                yield f"FALSE ALARM in need {need}: {need_alarms[0].label}: {message}   <- {need_alarms[0].evidence}"
    yield f"urgent and emergency found: {_share(count, 'found', 'serious')}"
    yield f"right label among found: {_share(count, 'label', 'found')}"
    yield f"emergencies called emergency: {_share(count, 'emergency right', 'emergency')}"
    yield f"concern found: {_share(count, 'concern found', 'concern')}"
    yield f"false alarms on harmless: {_share(count, 'false', 'harmless')}"
    yield f"false alarms on needs: {_share(count, 'false in needs', 'needs')}"
    yield f"needs right first: {_share(count, 'needs first', 'needs')}"
    yield f"needs among three: {_share(count, 'needs in three', 'needs')}"


def _judge(count: Counter[str], label: str, severity: str, message: str, heard: tuple[Alarm, ...]) -> Iterator[str]:
    if severity not in SERIOUS:
        count["concern"] += 1
        count["concern found"] += bool(heard)
        return
    count["serious"] += 1
    count["emergency"] += severity == "emergency"
    if not heard:
        yield f"MISSED {label}/{severity}: {message}"
        return
    count["found"] += 1
    count["label"] += heard[0].label == label
    count["emergency right"] += severity == "emergency" == heard[0].severity
    if heard[0].label != label:
        yield f"LABEL {label} heard as {heard[0].label}: {message}   <- {heard[0].evidence}"
    elif severity == "emergency" != heard[0].severity:
        yield f"SEVERITY {label}/{severity} heard as {heard[0].severity}: {message}   <- {heard[0].evidence}"


def _share(count: Counter[str], part: str, whole: str) -> str:
    total = count[whole]
    return f"{count[part]}/{total} = {100 * count[part] / total:.1f}%" if total else "none"


def answers(reader: Tables, lines: Iterable[str]) -> Iterator[str]:
    """One JSON line of what was understood for each JSON line with a text."""
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(reader, line), ensure_ascii=False)


def _answer(reader: Tables, line: str) -> dict[str, Any]:
    try:
        given = json.loads(line)
        text = given["text"]
        if not isinstance(text, str):
            return {"error": "text: expected text"}
    except (ValueError, RecursionError, KeyError, TypeError):
        return {"error": "expected a JSON object with a text"}
    ranked = reader.needs_of(text)
    return {
        "id": given.get("id"),
        "alarms": [
            {"label": alarm.label, "severity": alarm.severity, "evidence": alarm.evidence}
            for alarm in reader.alarms_of(text)
        ],
        "need": ranked[0][0] if ranked else "",
        "confidence": round(ranked[0][1], 3) if ranked else 0,
        "alternatives": [need for need, _ in ranked[1:4]],
    }


def explained(reader: Tables, sentence: str) -> Iterator[str]:
    """One sentence for a coordinator: every alarm with the pattern and the words that raised it, then the needs."""
    words = reader.alarms.speller.fold(sentence).split()
    heard = reader.alarms.hear(sentence)
    for one in heard:
        used = " ".join(words[place] for place in sorted(one.places))
        yield f"{one.alarm.severity} {one.alarm.label} ({one.alarm.about}): {one.alarm.evidence}"
        yield f"    words: {used or 'the whole sentence is like the examples'}"
    if not heard:
        yield "no alarm"
    for need, confidence in reader.needs_of(sentence)[:3]:
        yield f"{100 * confidence:3.0f}% {need}"
