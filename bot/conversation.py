"""One turn with a store: load, decide, and keep all that comes of it in one transaction.

What a platform brought may be acknowledged when `handle` returns, not before: a kill before that loses nothing, because
the platform delivers again, and a kill after it neither, because the outbox holds what is to be sent.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from bot.core.common import DEFAULT_LANGUAGE
from bot.core.events import Ended, Turn
from bot.core.inputs import Input
from bot.core.state import State, StateError, dumps, loads
from bot.insight.counts import counts
from bot.logs import event
from bot.storage.base import NOTHING_KEPT, Change, Kept, Moved, Parcel, Store, Unsent
from bot.storage.keys import DAY, WEEK
from bot.storage.seal import NOTE, OUTBOX, STATE, Sealer, SealError
from bot.turn import Parts, take_turn, trouble

LEASE = 60
"""Seconds for which the messages of a turn are its own sender's."""
ATTEMPTS = 20
"""How often a turn is decided anew because somebody else went on with the conversation meanwhile."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a platform brought."""

    channel: str
    chat: str
    """What the platform calls the chat. Never stored, logged or shown."""
    message: str
    """What the platform calls this delivery, the same when it delivers again."""
    given: Input
    text: str = ""
    """The words, when `given` is Typed."""
    language: str = ""
    """What the platform knows of the person's language (`tr`, `en-GB`)."""
    note: str = ""
    """What the platform needs to wipe this message later."""
    about: object = None
    """What the channel itself needs to answer, such as which menu was pressed. It goes to `show` untouched."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message of a channel, as it goes into the outbox."""

    body: Mapping[str, object]
    """What the channel's courier sends; survives JSON."""
    token: bytes = b""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a channel makes its messages of."""

    incoming: Incoming
    turn: Turn
    begins: bool
    """The first turn of a conversation: what has to be said before the first question belongs here."""
    notes: tuple[str, ...]
    """What can be wiped, when all is to be wiped."""
    now: datetime


Show = Callable[[Shown], tuple[Outgoing, ...]]


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that is ready to be sent: its place in the outbox, and what it is."""

    parcel: Parcel
    body: Mapping[str, object]


class Conversations:
    """All conversations of one store.

    `idle` is in seconds; `deliver` gets the messages of a turn once they are safe in the outbox.
    """

    def __init__(
        self, parts: Parts, store: Store, sealer: Sealer, idle: int, deliver: Callable[[Letter], None]
    ) -> None:
        self.parts = parts
        self._store = store
        self._sealer = sealer
        self._idle = idle
        self._deliver = deliver
        self._turns: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def handle(self, incoming: Incoming, show: Show, moment: datetime) -> bool:
        """Take what a platform brought. When this returns, all that comes of it is safe and may be acknowledged.

        Returns:
            False when the same delivery was handled before: nothing has changed.

        Raises:
            StoreError: when the store cannot keep it now. Nothing has changed; the platform should deliver again.
        """
        now = moment.astimezone(ZoneInfo(self.parts.library.place.timezone))
        name = (incoming.channel, incoming.chat)
        turns = self._turns.setdefault(name, asyncio.Lock())
        async with turns:
            for _ in range(ATTEMPTS):
                try:
                    return await self._turn(incoming, show, now)
                except Moved:
                    continue
        raise Moved

    async def aside(
        self, channel: str, chat: str, message: str, outgoing: tuple[Outgoing, ...], moment: datetime
    ) -> None:
        """Send something that no conversation belongs to, once for each message of a platform.

        Raises:
            StoreError: as `handle`.
        """
        now = int(moment.timestamp())
        chats = self._sealer.chats(channel, chat)
        change = Change(
            chat=chats[0],
            before=NOTHING_KEPT,
            version=0,
            state=b"",
            expires=now + self._idle,
            message=self._sealer.message(channel, message),
            message_expires=_remembered(now),
            outbox=self._unsent(outgoing),
        )
        await self._commit(change, outgoing, now)

    async def _commit(self, change: Change, outgoing: tuple[Outgoing, ...], now: int) -> bool:
        committed = await self._store.commit(change, now + LEASE)
        for parcel, out in zip(committed.parcels, outgoing, strict=False):
            self._deliver(Letter(parcel, out.body))
        return not committed.seen

    def _unsent(self, outgoing: tuple[Outgoing, ...]) -> tuple[Unsent, ...]:
        return tuple(Unsent(self._sealer.seal(json.dumps(out.body).encode(), OUTBOX), out.token) for out in outgoing)

    async def _turn(self, incoming: Incoming, show: Show, now: datetime) -> bool:
        seconds = int(now.timestamp())
        chats = self._sealer.chats(incoming.channel, incoming.chat)
        kept = await self._store.load(chats)
        state = self._opened(kept)
        turn = self._decided(state, incoming, now)
        erased = any(isinstance(event, Ended) and event.erased for event in turn.events)
        notes = self._notes(await self._store.notes(chats)) if erased else ()
        shown = Shown(incoming, turn, state.ended, notes, now)
        outgoing = show(shown)
        change = self._change(shown, outgoing, chats[0], kept, erased, seconds)
        return await self._commit(change, outgoing, seconds)

    def _change(
        self, shown: Shown, outgoing: tuple[Outgoing, ...], chat: bytes, kept: Kept, erased: bool, now: int
    ) -> Change:
        incoming, turn, seal = shown.incoming, shown.turn, self._sealer.seal
        language = turn.language or DEFAULT_LANGUAGE
        campaigns = self.parts.library.place.campaigns
        return Change(
            chat=chat,
            before=kept,
            version=max(kept.version + 1, int(shown.now.timestamp() * 1000)),
            state=b"" if erased else seal(dumps(turn.state).encode(), STATE),
            expires=now + self._idle,
            message=self._sealer.message(incoming.channel, incoming.message),
            message_expires=_remembered(now),
            outbox=self._unsent(outgoing),
            notes=(seal(incoming.note.encode(), NOTE),) if incoming.note and not erased else (),
            counts=counts(turn, incoming.given, shown.begins, incoming.channel, language, campaigns, shown.now),
        )

    def _opened(self, kept: Kept) -> State:
        """The state that was held; a fresh one where it cannot be read any more."""
        if kept == NOTHING_KEPT:
            return State()
        try:
            return loads(self._sealer.open(kept.state, STATE).decode())
        except (SealError, StateError):
            return State()

    def _notes(self, sealed: tuple[bytes, ...]) -> tuple[str, ...]:
        return tuple(self._sealer.open(note, NOTE).decode() for note in sealed)

    def _decided(self, state: State, incoming: Incoming, now: datetime) -> Turn:
        try:
            return take_turn(self.parts, state, incoming.given, now, incoming.text, incoming.language)
        except Exception as error:  # noqa: BLE001  a fault of ours must not silence the conversation for ever
            event("turn_failed", error=error)
            return trouble(self.parts, state)


def _remembered(now: int) -> int:
    """Until when a message id is known: whole days, so that it does not tell when the message came."""
    return (now // DAY + WEEK + 1) * DAY
