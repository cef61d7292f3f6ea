"""The conversation and the matching as programs drive them: one JSON line in, one JSON line out.

A bad line gets `{"error": …}` and the run goes on; an error never repeats what was sent. `docs/programs.md` has the
fields of every line.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.channels.base import Bubble, Screen
from bot.channels.cards import Writer
from bot.channels.driver import Driver
from bot.core.events import Alarmed, Found, Turn
from bot.core.freshness import freshness
from bot.core.inputs import Commanded, Input, Pressed, Started, TimedOut, Typed
from bot.core.matching import Answers, recommend
from bot.core.vocabulary import SLOT_VALUES, UNSAID

RECOMMEND_SLOTS = ("role", "age", "phase", "need")

HELPLINE = "helpline"
"""The reason that marks an offer as a helpline."""


class LineError(ValueError):
    """A line that cannot be used; the message says why, without repeating it."""


def chat(driver: Driver, lines: Iterable[str]) -> Iterator[str]:
    """One answer line for each input line of a conversation."""
    return answer_each(lines, lambda line: _turn(driver, line))


def recommendations(driver: Driver, lines: Iterable[str]) -> Iterator[str]:
    """One line of ranked offers for each line of answers."""
    return answer_each(lines, lambda line: _recommend(driver, line))


def answer_each(lines: Iterable[str], answer: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[str]:
    """One JSON line for each line that is not empty: the answer, or the error."""
    for line in lines:
        if not line.strip():
            continue
        try:
            out = answer(_parse(line))
        except LineError as error:
            out = {"error": str(error)}
        yield json.dumps(out, ensure_ascii=False)


def _parse(line: str) -> dict[str, Any]:
    try:
        tree = json.loads(line)
    except (ValueError, RecursionError):
        raise LineError("not JSON") from None
    if not isinstance(tree, dict):
        raise LineError("not a JSON object")
    return tree


def _turn(driver: Driver, line: dict[str, Any]) -> dict[str, Any]:
    given, text = _input(line)
    turn, screen = driver.take(given, _moment(line), text)
    return turn_line(driver, turn, screen)


def turn_line(driver: Driver, turn: Turn, screen: Screen) -> dict[str, Any]:
    """What one turn decided and showed, as plain data."""
    matches = [match for event in turn.events if isinstance(event, Found) for match in event.matches]
    speech = driver.speech(turn)
    writer = Writer(driver.parts.library, speech, driver.local(None))
    flow, _, step = screen.at.partition(".")
    return {
        "flow": flow,
        "step": step,
        "say": [block.text for block in screen.blocks if isinstance(block, Bubble)],
        "choices": [{"id": button.id, "label": button.label} for button in screen.buttons],
        "offers": [{"id": match.offer, "reasons": list(writer.reasons(match))} for match in matches],
        "alarms": [
            {"label": event.alarm.label, "severity": event.alarm.severity}
            for event in turn.events
            if isinstance(event, Alarmed)
        ],
        "helplines": [match.offer for match in matches if any(r.code == HELPLINE for r in match.reasons)],
        "language": speech.code,
        "ended": screen.ended,
    }


def _input(line: dict[str, Any]) -> tuple[Input, str]:
    inputs = {"start", "type", "press", "command", "timeout"} & line.keys()
    if len(inputs) != 1:
        raise LineError("expected one of start, type, press, command, timeout")
    if unknown := line.keys() - inputs - {"now", "at"}:
        raise LineError(f"{len(unknown)} unknown keys; known: start, type, press, at, command, timeout, now")
    (kind,) = inputs
    value = line[kind]
    if kind == "timeout":
        return TimedOut(), ""
    if kind == "start" and value is None:
        value = ""
    if not isinstance(value, str) or not isinstance(line.get("at", ""), str):
        raise LineError(f"{kind}: expected text")
    match kind:
        case "start":
            return Started(value), ""
        case "press":
            return Pressed(value, line.get("at", "")), ""
        case "command":
            return Commanded(value.removeprefix("/")), ""
    return Typed(), value


def _moment(line: dict[str, Any]) -> datetime | None:
    value = line.get("now")
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise LineError("now: expected an ISO time, such as 2026-11-23T10:00") from None


def _recommend(driver: Driver, line: dict[str, Any]) -> dict[str, Any]:
    known = {"id", "pack", "offer_language", "area", "now", *RECOMMEND_SLOTS}
    if unknown := line.keys() - known:
        raise LineError(f"{len(unknown)} unknown keys; known: {', '.join(sorted(known))}")
    answers = Answers(
        role=_value(line, "role"),
        age=_value(line, "age"),
        phase=_value(line, "phase"),
        need=_value(line, "need"),
        area=_text(line, "area"),
        offer_language=_text(line, "offer_language"),
    )
    library = driver.parts.library
    if pack := _text(line, "pack"):
        if pack not in library.packs:
            raise LineError("pack: no such pack")
        library = library.serving(pack)
    now = driver.local(_moment(line))
    writer = Writer(library, driver.parts.speech(driver.language), now)
    return {
        "id": line.get("id"),
        "offers": [
            {
                "id": match.offer,
                "score": match.score,
                "reasons": list(writer.reasons(match)),
                "freshness": freshness(library.records[match.offer], now).code,
            }
            for match in recommend(library, answers, now)
        ],
    }


def _text(line: dict[str, Any], key: str) -> str:
    value = line.get(key) or ""
    if not isinstance(value, str):
        raise LineError(f"{key}: expected text")
    return value


def _value(line: dict[str, Any], slot: str) -> str:
    value = _text(line, slot)
    if value and value not in (*SLOT_VALUES[slot], UNSAID):
        raise LineError(f"{slot}: no such value")
    return value
