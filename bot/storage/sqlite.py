"""The embedded store: one SQLite file, durable at every commit, with nothing left in it of what was deleted.

secure_delete overwrites what is deleted, the log is truncated after every deletion, and temporary tables stay in
memory. One process at a time: a lock beside the file holds off a second one.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from sqlite_utils import Database

from bot.storage.base import (
    NOTHING_KEPT,
    Change,
    Committed,
    Count,
    Everything,
    Kept,
    Moved,
    Parcel,
)
from bot.storage.migrations import migrations
from bot.storage.seal import MARK
from bot.storage.sqlite_writer import Writer, told

PARCEL = "number, chat, sealed, token, expires"
SEALED = (("conversations", "state"), ("notes", "note"), ("outbox", "sealed"))
"""Tables and their sealed columns."""
BUSY = 5.0
"""Seconds to wait for somebody else who has the file open, such as `what-is-held`."""


class StoreFileError(Exception):
    """The file cannot be used as a store. The message is one line for an operator, with the fix."""


class SqliteReader:
    """Reads a store's file, also while another process writes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> "SqliteReader":
        """Open a file for reading only.

        Raises:
            StoreFileError: when there is none or it cannot be read.
        """
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY)
            connection.execute("SELECT 1 FROM conversations LIMIT 1")
        except sqlite3.Error:
            raise StoreFileError(
                f"{path}: no store that can be read; THUISWIJZER_DATABASE names another file"
            ) from None
        return cls(connection)

    async def load(self, chats: tuple[bytes, ...]) -> Kept:
        for chat in chats:
            if row := self._row("SELECT chat, version, state FROM conversations WHERE chat = ?", chat):
                return Kept(*row)
        return NOTHING_KEPT

    async def notes(self, chats: tuple[bytes, ...]) -> tuple[bytes, ...]:
        rows = [
            row for chat in chats for row in self._all("SELECT note FROM notes WHERE chat = ? ORDER BY number", chat)
        ]
        return tuple(note for (note,) in rows)

    async def waiting(self, number: int) -> bool:
        return self._row("SELECT 1 FROM outbox WHERE number = ?", number) is not None

    async def everything(self, chats: tuple[bytes, ...]) -> Everything:
        db = Database(self._connection)
        held = [row for chat in chats for row in db.table("conversations").rows_where("chat = ?", [chat])]
        parcels = [
            Parcel(row["number"], row["chat"], row["sealed"], row["token"], row["expires"])
            for chat in chats
            for row in db.table("outbox").rows_where("chat = ?", [chat], order_by="number")
        ]
        kept = Kept(held[0]["chat"], held[0]["version"], held[0]["state"]) if held else NOTHING_KEPT
        return Everything(kept, held[0]["expires"] if held else 0, await self.notes(chats), tuple(parcels))

    async def counted(self) -> dict[Count, int]:
        return {Count(*row[:3]): row[3] for row in self._all("SELECT month, name, key, n FROM counts")}

    async def close(self) -> None:
        self._connection.close()

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        return next(iter(self._all(query, *values)), None)

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise told(error) from None


class SqliteStore:
    """A Store (`base.Store`) in a file. Use `open`."""

    def __init__(self, reading: sqlite3.Connection, writing: sqlite3.Connection, lock: IO[bytes]) -> None:
        self._reader = SqliteReader(reading)
        self._writing = writing
        self._lock = lock
        self._deleted = False
        self._writer = Writer(writing, self._wipe)
        self.load = self._reader.load
        self.notes = self._reader.notes
        self.waiting = self._reader.waiting
        self.everything = self._reader.everything
        self.counted = self._reader.counted

    @classmethod
    def open(cls, path: Path) -> "SqliteStore":
        """Open a store, made anew when there is no file, and take over all its unsent messages.

        Raises:
            StoreFileError: when another process has it, it is no store, or it cannot be written.
        """
        lock = _locked(path)
        try:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            path.chmod(0o600)
            writing = _connected(path)
            migrations.apply(Database(writing))
            writing.execute("UPDATE outbox SET leased = 0")
            return cls(_connected(path), writing, lock)
        except sqlite3.Error as error:
            lock.close()
            kind = getattr(error, "sqlite_errorname", type(error).__name__)
            raise StoreFileError(
                f"{path}: not a store that can be used ({kind}); move it away, or name another"
            ) from None
        except OSError as error:
            lock.close()
            raise StoreFileError(f"{path}: {error.strerror}; THUISWIJZER_DATABASE names another file") from None

    @property
    def transactions(self) -> int:
        """How many transactions were written: fewer than commits where turns shared them."""
        return self._writer.transactions

    async def commit(self, change: Change, lease: int) -> Committed:
        return await self._writer.do(lambda db: self._changed(db, change, lease))  # type: ignore[no-any-return]

    async def lease(self, now: int, until: int, limit: int) -> tuple[Parcel, ...]:
        return await self._writer.do(lambda db: _leased(db, now, until, limit))  # type: ignore[no-any-return]

    async def put_off(self, number: int, until: int) -> None:
        await self._writer.do(
            lambda db: db.execute(
                "UPDATE outbox SET leased = ? WHERE number >= ? AND chat = (SELECT chat FROM outbox WHERE number = ?)",
                (until, number, number),
            )
        )

    async def done(self, number: int, note: bytes = b"") -> None:
        await self._writer.do(lambda db: _done(db, number, note))

    async def settle(self, token: bytes) -> bool:
        if not token:
            return False
        return await self._writer.do(  # type: ignore[no-any-return]
            lambda db: db.execute("DELETE FROM outbox WHERE token = ?", (token,)).rowcount > 0
        )

    async def count(self, counts: tuple[Count, ...]) -> None:
        await self._writer.do(lambda db: _count(db, counts))

    async def forget(self, chats: tuple[bytes, ...]) -> None:
        def forgotten(db: sqlite3.Connection) -> None:
            for table in ("conversations", "notes", "outbox"):
                db.executemany(f"DELETE FROM {table} WHERE chat = ?", [(chat,) for chat in chats])
            self._deleted = True

        await self._writer.do(forgotten)

    async def expire(self, now: int, known: frozenset[bytes]) -> frozenset[bytes]:
        return await self._writer.do(lambda db: self._expired(db, now, known))  # type: ignore[no-any-return]

    async def close(self) -> None:
        """End the writing thread, empty the log, let go of the file."""
        self._writer.stop()
        self._writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._writing.close()
        await self._reader.close()
        self._lock.close()

    def _wipe(self) -> bool:
        deleted, self._deleted = self._deleted, False
        return deleted

    def _changed(self, db: sqlite3.Connection, change: Change, lease: int) -> Committed:
        if any(db.execute("SELECT 1 FROM seen WHERE name = ?", (name,)).fetchone() for name in change.message):
            return Committed(seen=True)
        old = change.before.chat or change.chat
        row = db.execute("SELECT version FROM conversations WHERE chat = ?", (old,)).fetchone()
        if (row[0] if row else 0) != change.before.version:
            raise Moved
        if old != change.chat:
            _move(db, old, change.chat)
        if change.message:
            db.execute("INSERT INTO seen (name, expires) VALUES (?, ?)", (change.message[0], change.message_expires))
        if change.state:
            db.execute(
                "INSERT OR REPLACE INTO conversations (chat, version, state, expires) VALUES (?, ?, ?, ?)",
                (change.chat, change.version, change.state, change.expires),
            )
            db.executemany(
                "INSERT INTO notes (chat, note) VALUES (?, ?)", [(change.chat, note) for note in change.notes]
            )
        elif row:
            db.execute("DELETE FROM conversations WHERE chat = ?", (change.chat,))
            db.execute("DELETE FROM notes WHERE chat = ?", (change.chat,))
            self._deleted = True
        _count(db, change.counts)
        return Committed(tuple(_put(db, change, unsent.sealed, unsent.token, lease) for unsent in change.outbox))

    def _expired(self, db: sqlite3.Connection, now: int, known: frozenset[bytes]) -> frozenset[bytes]:
        for table in ("conversations", "seen", "outbox"):
            db.execute(f"DELETE FROM {table} WHERE expires <= ?", (now,))
        for table, column in SEALED:
            for mark in _marks(db, table, column) - known:
                db.execute(f"DELETE FROM {table} WHERE substr({column}, 1, {MARK}) = ?", (mark,))
        db.execute("DELETE FROM notes WHERE chat NOT IN (SELECT chat FROM conversations)")
        self._deleted = True  # also what was sent and marked since the last round leaves the log
        return frozenset().union(*(_marks(db, table, column) for table, column in SEALED))


def _locked(path: Path) -> IO[bytes]:
    try:
        lock = os.fdopen(os.open(f"{path}.lock", os.O_CREAT | os.O_RDWR, 0o600), "wb")
    except OSError as error:
        raise StoreFileError(f"{path}: {error.strerror}; THUISWIJZER_DATABASE names another file") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise StoreFileError(f"{path}: another thuiswijzer has this store open; stop that one first") from None
    return lock


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA secure_delete").fetchone() != (1,):
        connection.close()
        raise StoreFileError(f"{path}: this SQLite cannot overwrite what it deletes; another build of it can")
    return connection


def _move(db: sqlite3.Connection, old: bytes, new: bytes) -> None:
    db.execute("DELETE FROM conversations WHERE chat = ?", (old,))
    for table in ("notes", "outbox"):
        db.execute(f"UPDATE {table} SET chat = ? WHERE chat = ?", (new, old))


def _put(db: sqlite3.Connection, change: Change, sealed: bytes, token: bytes, lease: int) -> Parcel:
    values = (change.chat, sealed, token, change.expires)
    found = db.execute(
        "INSERT INTO outbox (chat, sealed, token, expires, leased) VALUES (?, ?, ?, ?, ?)", (*values, lease)
    )
    return Parcel(found.lastrowid or 0, *values)


def _marks(db: sqlite3.Connection, table: str, column: str) -> set[bytes]:
    return {bytes(mark) for (mark,) in db.execute(f"SELECT DISTINCT substr({column}, 1, {MARK}) FROM {table}")}


def _leased(db: sqlite3.Connection, now: int, until: int, limit: int) -> tuple[Parcel, ...]:
    rows = db.execute(
        f"SELECT {PARCEL} FROM outbox AS one WHERE leased <= ? AND NOT EXISTS (SELECT 1 FROM outbox AS older "
        "WHERE older.chat = one.chat AND older.number < one.number AND older.leased > ?) ORDER BY number LIMIT ?",
        (now, now, limit),
    ).fetchall()
    db.executemany("UPDATE outbox SET leased = ? WHERE number = ?", [(until, row[0]) for row in rows])
    return tuple(Parcel(*row) for row in rows)


def _done(db: sqlite3.Connection, number: int, note: bytes) -> None:
    if note:
        db.execute(
            "INSERT INTO notes (chat, note) SELECT outbox.chat, ? FROM outbox JOIN conversations USING (chat) "
            "WHERE outbox.number = ?",
            (note, number),
        )
    db.execute("DELETE FROM outbox WHERE number = ?", (number,))


def _count(db: sqlite3.Connection, counts: Iterable[Count]) -> None:
    db.executemany(
        "INSERT INTO counts (month, name, key, n) VALUES (?, ?, ?, 1) "
        "ON CONFLICT (month, name, key) DO UPDATE SET n = n + 1",
        list(counts),
    )
