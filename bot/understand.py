"""`thuiswijzer understand`: what the reader makes of sentences, for programs and for authors.

Sentences come from the caller and go back to the caller only; nothing is kept. Measuring is in `bot.measure`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.channels.jsonl import LineError, answer_each
from bot.core.vocabulary import ROLES
from bot.understanding.listen import Listener
from bot.understanding.question import Question
from bot.understanding.read import Reader

KEYS = {"id", "text", "lang", "role"}


def answers(listener: Listener, default: str, lines: Iterable[str]) -> Iterator[str]:
    """One JSON line of what was understood for each JSON line with a text; `docs/programs.md` has the fields."""
    return answer_each(lines, lambda line: _answer(listener, default, line))


def _answer(listener: Listener, default: str, given: dict[str, Any]) -> dict[str, Any]:
    _check(given)
    text, role = given["text"], given.get("role") or ""
    detected = listener.language_of(text)
    language = given.get("lang") or (detected if detected in listener.readers else "") or default
    if language not in listener.readers:
        raise LineError("lang: no such language")
    reading = listener.read(text, language, Question(role=role))
    ranked = listener.readers[language].needs_of(text, role)
    return {
        "id": given.get("id"),
        "lang": detected or language,
        "alarms": [{"label": it.label, "severity": it.severity, "evidence": it.evidence} for it in reading.alarms],
        "need": ranked[0][0] if ranked else "",
        "command": reading.command,
        "confidence": round(ranked[0][1], 3) if ranked else 0,
        "alternatives": [need for need, _ in ranked[1:4]],
    }


def _check(given: dict[str, Any]) -> None:
    if not isinstance(given.get("text"), str):
        raise LineError("expected a JSON object with a text")
    if unknown := given.keys() - KEYS:
        raise LineError(f"{len(unknown)} unknown keys; known: {', '.join(sorted(KEYS))}")
    if given.get("role") not in (None, "", *ROLES):
        raise LineError("role: no such value")
    if not isinstance(given.get("lang"), str | None):
        raise LineError("lang: expected text")


def explained(reader: Reader, sentence: str) -> Iterator[str]:
    """One sentence for a coordinator: every alarm with the pattern and the words that raised it, then the needs."""
    words = reader.speller.fold(sentence).split()
    heard = reader.alarms.explain(sentence) if reader.alarms else ()
    for one in heard:
        used = " ".join(words[place] for place in sorted(one.places))
        yield f"{one.alarm.severity} {one.alarm.label} ({one.alarm.about}): {one.alarm.evidence}"
        yield f"    words: {used}"
    if not heard:
        yield "no alarm"
    for need, confidence in reader.needs_of(sentence)[:3]:
        yield f"{100 * confidence:3.0f}% {need}"
