"""Logs hold what is on the list, and nothing else can reach them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.logs import EVENTS, event, told_of

MARK = "mijn-geheim-0612345678"
SCRIPT = f"""
import io, logging, sys
from bot.logs import event, set_up
set_up()
def bad():
    raise ValueError({MARK!r})
for name in ("httpx", "httpcore", "telegram", "uvicorn.error", "aiohttp.client", "whatever", ""):
    for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
        logging.getLogger(name).log(level, "https://api.telegram.org/bot%s/", {MARK!r})
    try:
        bad()
    except ValueError:
        logging.getLogger(name).exception({MARK!r})
try:
    bad()
except ValueError as error:
    event("turn_failed", error=error)
bad()
"""


def test_nothing_that_was_typed_reaches_a_log(root: Path) -> None:
    """Not from other packages, not from an error's message, not from an error that nobody caught."""
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert MARK not in done.stdout + done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert {line["event"] for line in lines} == {"other", "turn_failed"}
    failed = next(line for line in lines if line["event"] == "turn_failed")
    assert failed["kind"] == "ValueError"
    assert not any(line.get("level") in ("DEBUG", "INFO") for line in lines)


@pytest.mark.parametrize(("name", "fields"), [("no_such_event", {}), ("started", {"chat": "1"})])
def test_what_is_not_on_the_list_is_refused(name: str, fields: dict[str, str]) -> None:
    """A new event or field needs a line in the list, where it is seen."""
    with pytest.raises(ValueError, match=r"event|may not log"):
        event(name, **fields)


def test_no_field_of_the_list_is_a_person() -> None:
    """Codes, kinds, places in the code and numbers."""
    fields = {field for allowed in EVENTS.values() for field in allowed}
    assert fields <= {
        "channels", "languages", "pack", "unsent", "kind", "where", "channel", "seconds", "code", "logger", "level",
    }  # fmt: skip


def test_an_error_tells_its_kind_and_place_only() -> None:
    """Its message may repeat what somebody typed."""
    try:
        int(MARK)
    except ValueError as error:
        told = told_of(error)
    assert told["kind"] == "ValueError"
    assert MARK not in str(told)
