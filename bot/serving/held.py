"""Everything that is held about one chat, in words: the drill for a court order."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Protocol

from bot.settings import Settings
from bot.storage.base import Everything
from bot.storage.keys import KeyFile
from bot.storage.seal import NOTE, OUTBOX, STATE, Sealer, SealError
from bot.storage.sqlite import SqliteReader


class Readable(Protocol):
    """A store, or one that can only be read."""

    async def everything(self, chats: tuple[bytes, ...]) -> Everything: ...


async def held(settings: Settings, channel: str, chat: str) -> list[str]:
    """As `what_is_held`, from the store and the keys of a service, also while that runs.

    Raises:
        KeyFileError, StoreFileError, StoreError: one line for an operator.
    """
    keys = KeyFile(settings.keys, settings.allow_keys_on_disk)
    keys.renew(int(time.time()))
    store = SqliteReader.open(settings.database)
    try:
        return await what_is_held(store, Sealer(keys.ring), channel, chat)
    finally:
        await store.close()


async def what_is_held(store: Readable, sealer: Sealer, channel: str, chat: str) -> list[str]:
    """A line for each thing that is held about a chat of a channel.

    Raises:
        StoreError: when the store cannot be read now.
    """
    found = await store.everything(sealer.chats(channel, chat))
    return list(_lines(found.kept.state, found.expires, found.notes, tuple(p.sealed for p in found.parcels), sealer))


def _lines(
    state: bytes, expires: int, notes: tuple[bytes, ...], outbox: tuple[bytes, ...], sealer: Sealer
) -> Iterator[str]:
    if not (state or notes or outbox):
        yield "Nothing is held about this chat."
        return
    if state:
        yield f"State, {len(state)} sealed bytes, forgotten at {datetime.fromtimestamp(expires, UTC):%H:%M} UTC:"
        yield f"  {_opened(sealer, state, STATE)}"
    if notes:
        yield f"Ids and dates of {len(notes)} messages, so that they can be wiped:"
        yield f"  {', '.join(_opened(sealer, note, NOTE) for note in notes)}"
    for sealed in outbox:
        yield f"A message that is still to be sent ({len(sealed)} sealed bytes): {_kind(sealer, sealed)}"
    yield "Nothing that the person typed is held."


def _kind(sealer: Sealer, sealed: bytes) -> str:
    """What kind of message it is; not its text, which tells what the person was looking for."""
    text = _opened(sealer, sealed, OUTBOX)
    try:
        body = json.loads(text)
    except ValueError:
        return text
    return str(body.get("call") or body.get("message", {}).get("type", ""))


def _opened(sealer: Sealer, sealed: bytes, purpose: bytes) -> str:
    try:
        return sealer.open(sealed, purpose).decode()
    except SealError:
        return "(no key opens this any more)"
