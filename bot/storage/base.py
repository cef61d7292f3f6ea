"""What a store must do. One conformance suite (`tests/storage/test_conformance.py`) holds every store to this.

A store sees keyed hashes and sealed bytes only: who a chat is and what was said stays with whoever holds the keys
(`seal`). Times are whole seconds since 1970. Every method either happens wholly or not at all.
"""

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class StoreError(Exception):
    """The store cannot do it now (busy, full, broken disk): nothing has changed, and the same may be tried again.

    The message names the kind of trouble, never what was to be stored.
    """


class Moved(Exception):  # noqa: N818  no error: it is what happens when two turns meet
    """Somebody else went on with this conversation since it was loaded: load it again and decide anew."""


class Count(NamedTuple):
    """One more of something, in one month: a category total that is linked to nothing else."""

    month: str
    """`2026-11`."""
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is held of one conversation."""

    chat: bytes = b""
    """The chat key under which it was found; empty when nothing is held."""
    version: int = 0
    state: bytes = b""
    """Sealed."""


NOTHING_KEPT = Kept()


@dataclass(frozen=True, slots=True)
class Change:
    """All that one turn changes. One transaction."""

    chat: bytes
    """The chat key to hold it under from now on."""
    before: Kept
    """What was loaded; a later version there means `Moved`. When its key is another (made before midnight), everything
    that is held under that key moves along."""
    version: int
    """The new version: higher than every version that this chat ever had."""
    state: bytes
    """Sealed; empty: forget the conversation and its notes."""
    expires: int
    """When the conversation is forgotten and its unsent messages with it."""
    message: tuple[bytes, ...] = ()
    """Keyed hashes of the id of the platform's message, the one to remember first; empty when there is no such id."""
    message_expires: int = 0
    outbox: tuple["Unsent", ...] = ()
    notes: tuple[bytes, ...] = ()
    """Sealed ids of messages that may have to be wiped."""
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsent:
    """One message to send."""

    sealed: bytes
    token: bytes = b""
    """A random name by which a platform can tell later that it went out; empty where none can."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message of the outbox, leased to whoever sends it."""

    number: int
    """Rises with every message: the order within a chat."""
    chat: bytes
    sealed: bytes
    token: bytes
    expires: int


@dataclass(frozen=True, slots=True)
class Committed:
    """What came of a commit."""

    parcels: tuple[Parcel, ...] = ()
    """The messages of the change, leased to the caller already."""
    seen: bool = False
    """True: this message was handled before, and nothing has changed."""


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is held about one chat, sealed as it is: for `what-is-held`."""

    kept: Kept
    expires: int = 0
    notes: tuple[bytes, ...] = ()
    parcels: tuple[Parcel, ...] = field(default=())


class Store(Protocol):
    """Every method may raise StoreError; a caller never sees another error of the store beneath."""

    async def load(self, chats: tuple[bytes, ...]) -> Kept:
        """The conversation under the first of these chat keys that holds one."""
        ...

    async def commit(self, change: Change, lease: int) -> Committed:
        """Make a change, and lease its messages to the caller until `lease`.

        Raises:
            Moved: when another version than `change.before` is held, or one is held where none was.
        """
        ...

    async def notes(self, chats: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """The notes of these chats, oldest first."""
        ...

    async def lease(self, now: int, until: int, limit: int) -> tuple[Parcel, ...]:
        """Take over messages that nobody has on lease at `now` (or whose lease ended), oldest first.

        Never one of a chat of which an older message is on lease: the order within a chat holds.
        """
        ...

    async def put_off(self, number: int, until: int) -> None:
        """Prolong the lease of a message, and of all later ones of its chat."""
        ...

    async def done(self, number: int, note: bytes = b"") -> None:
        """A message went out, or never will. `note` is kept while the conversation is. Nothing when it is gone."""
        ...

    async def settle(self, token: bytes) -> bool:
        """A platform told that the message with this token went out; True when that was still unknown here."""
        ...

    async def waiting(self, number: int) -> bool:
        """True while a message is in the outbox."""
        ...

    async def count(self, counts: tuple[Count, ...]) -> None:
        """Count what no turn belongs to."""
        ...

    async def counted(self) -> dict[Count, int]:
        """All counts."""
        ...

    async def forget(self, chats: tuple[bytes, ...]) -> None:
        """Drop everything that is held about a chat: conversation, notes and unsent messages."""
        ...

    async def expire(self, now: int, known: frozenset[bytes]) -> frozenset[bytes]:
        """Drop what is over at `now` and what no known key opens; wipe what that leaves behind.

        `known` and the answer are marks of keys (`seal.MARK` first bytes of every sealed text): those that exist, and
        those that something held still needs.
        """
        ...

    async def everything(self, chats: tuple[bytes, ...]) -> Everything:
        """All that is held about a chat."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of files and connections."""
        ...
