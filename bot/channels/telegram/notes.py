"""What is kept of a message so that it can be deleted later: its number and its date, nothing of what it says."""

import re

Note = tuple[int, int]
"""Message id, and the date in seconds since 1970."""

SHAPE = re.compile(r"(\d{1,18}):(\d{1,18})", re.ASCII)


def note(message: int, date: int) -> str:
    """A note as it is stored: `<message id>:<date>`."""
    return f"{message}:{date}"


def parsed(text: str) -> Note | None:
    """What a note says; None when it is none."""
    found = SHAPE.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None
