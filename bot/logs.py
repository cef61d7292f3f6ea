"""What may be logged: events that are named here, with codes and numbers. Nothing else reaches a log.

A log is written by an allow-list because nobody can list what must not be in it: an error's own message may hold what a
person typed, and httpx logs every address at INFO, which for Telegram has the bot's token in it. So of an error only
its kind and the place in the code are told, and of other packages' messages only who spoke and from where.
"""

import logging
import sys
import traceback
from types import MappingProxyType
from typing import Any

import structlog

EVENTS = MappingProxyType(
    {
        "started": ("channels", "languages", "pack"),
        "stopped": ("unsent",),
        "turn_failed": ("kind", "where"),
        "update_passed_over": ("channel", "kind", "where"),
        "store_failed": ("kind", "where"),
        "keys_failed": ("kind", "where"),
        "poll_failed": ("channel", "code", "kind", "where", "seconds"),
        "send_refused": ("channel", "code"),
        "send_unknown": ("channel", "code"),
        "send_later": ("channel", "code", "seconds"),
        "expired": ("unsent",),
        "other": ("logger", "level", "kind", "where"),
    }
)
"""Event -> the fields that it may have."""
QUIET = ("httpx", "httpcore", "aiohttp", "telegram", "uvicorn.access", "asyncio")
"""Loggers of packages that say at INFO what must not be written."""

_log = structlog.get_logger()


def event(name: str, error: BaseException | None = None, **fields: str | int) -> None:
    """Log one event of EVENTS. Of `error` only its kind and where it was raised are told.

    Raises:
        ValueError: when the event or a field is not in the list.
    """
    if unknown := fields.keys() - set(EVENTS.get(name, ())):
        raise ValueError(f"{name} may not log {sorted(unknown)}")
    if name not in EVENTS:
        raise ValueError("no such event")
    told: dict[str, str | int] = {**fields, **(told_of(error) if error else {})}
    _log.info(name, **told)


def told_of(error: BaseException) -> dict[str, str]:
    """The kind of an error and the place in our code (or the last place) where it was raised. Never its message."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/bot/" in frame.filename]
    last = (own or frames)[-1:]
    where = f"{last[0].filename.rpartition('/')[2]}:{last[0].lineno}" if last else ""
    return {"kind": type(error).__name__, "where": where}


class _Allowed(logging.Handler):
    """Other packages' messages: who spoke, how loud and from where; the message itself is dropped."""

    def emit(self, record: logging.LogRecord) -> None:
        told: dict[str, Any] = {
            "logger": record.name,
            "level": record.levelname,
            "where": f"{record.module}:{record.lineno}",
        }
        if record.exc_info and record.exc_info[1]:
            told["kind"] = type(record.exc_info[1]).__name__
        _log.info("other", **told)


def set_up(stream: Any = None) -> None:
    """Send every log of this process through the list, as JSON lines to `stream` (standard error when left out)."""
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_Allowed()], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = lambda _, error, __: event("other", error=error, logger="python", level="CRITICAL")
