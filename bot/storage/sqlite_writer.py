"""One thread that writes: all that waits at the same moment shares one transaction and one wait for the disk.

A turn alone never waits for company: the thread takes what is there and begins. While it waits for the disk the next
ones gather. Each has a savepoint, so that one which fails does not undo the others.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

from bot.storage.base import StoreError

Work = Callable[[sqlite3.Connection], Any]


@dataclass(slots=True)
class _Piece:
    work: Work
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    result: Any = None
    error: BaseException | None = field(default=None)


class Writer:
    """The thread. `connection` is its own from now on; `wipe` says after each transaction whether to leave no trace."""

    def __init__(self, connection: sqlite3.Connection, wipe: Callable[[], bool]) -> None:
        self._connection = connection
        self._wipe = wipe
        self._queue: SimpleQueue[_Piece | None] = SimpleQueue()
        self.transactions = 0
        self._thread = threading.Thread(target=self._run, name="sqlite", daemon=True)
        self._thread.start()

    async def do(self, work: Work) -> Any:
        """Do a piece of work in a transaction, and return what it returns when that is on the disk.

        Raises:
            StoreError: when it could not be written; nothing of it was.
        """
        loop = asyncio.get_running_loop()
        piece = _Piece(work, loop, loop.create_future())
        self._queue.put(piece)
        return await piece.future

    def stop(self) -> None:
        """Finish what waits, and end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        stopped = False
        while not stopped:
            pieces = [self._queue.get()]
            while not self._queue.empty():
                pieces.append(self._queue.get())
            batch = [piece for piece in pieces if piece is not None]
            stopped = len(batch) < len(pieces)
            if batch:
                self._transaction(batch)
                _tell(batch)

    def _transaction(self, batch: list[_Piece]) -> None:
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            for piece in batch:
                self._piece(piece)
            connection.execute("COMMIT")
            self.transactions += 1
            if self._wipe():
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            for piece in batch:
                piece.error = told(error)

    def _piece(self, piece: _Piece) -> None:
        connection = self._connection
        connection.execute("SAVEPOINT piece")
        try:
            piece.result = piece.work(connection)
        except Exception as error:
            if not connection.in_transaction:  # a full or broken disk has undone the whole transaction
                raise
            connection.execute("ROLLBACK TO piece")
            piece.error = told(error) if isinstance(error, sqlite3.Error) else error
        connection.execute("RELEASE piece")


def told(error: sqlite3.Error) -> StoreError:
    """The error as a caller may see it: its kind alone."""
    return StoreError(getattr(error, "sqlite_errorname", type(error).__name__))


def _tell(batch: list[_Piece]) -> None:
    for loop in {piece.loop for piece in batch}:
        own = [piece for piece in batch if piece.loop is loop]
        if not loop.is_closed():
            loop.call_soon_threadsafe(_resolve, own)


def _resolve(pieces: list[_Piece]) -> None:
    for piece in pieces:
        if piece.future.done():  # whoever waited was cancelled; what was written stays written
            continue
        if piece.error:
            piece.future.set_exception(piece.error)
        else:
            piece.future.set_result(piece.result)
