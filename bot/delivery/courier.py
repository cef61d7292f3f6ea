"""What a channel must bring to send messages: a courier, and what it may say of an attempt. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Fate(Enum):
    """What became of an attempt to send."""

    SENT = "sent"
    LATER = "later"
    """Not sent, for certain: try again after `seconds`."""
    REFUSED = "refused"
    """It will never be taken."""
    GONE = "gone"
    """The person blocked us or left: everything held about this chat goes."""
    UNKNOWN = "unknown"
    """It was handed over and nobody knows whether it went on: not sent again, unless the platform can tell."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a courier found out."""

    fate: Fate
    note: str = ""
    """What the platform needs to wipe the message later."""
    seconds: float = 0.0
    """LATER: how long at least; 0: as long as this side thinks right."""
    code: str = ""
    """The platform's error code."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a platform takes messages: so many at once, and then so many a second."""

    a_second: float
    at_once: int


class Courier(Protocol):
    """Takes messages to one platform."""

    @property
    def channel(self) -> str: ...

    @property
    def pace(self) -> Pace:
        """For all chats together."""
        ...

    @property
    def chat_pace(self) -> Pace:
        """For one chat."""
        ...

    @property
    def can_tell(self) -> bool:
        """True when the platform tells later that a message went out (`Store.settle`)."""
        ...

    def counts(self, body: Mapping[str, object]) -> bool:
        """True when a message counts for the pace."""
        ...

    async def send(self, body: Mapping[str, object]) -> Outcome:
        """Try to send once. Raises nothing."""
        ...
