"""The embedded store: durable, alone with its file, and without a trace of what was deleted."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.storage.base import NOTHING_KEPT, Change, StoreError, Unsent
from bot.storage.sqlite import SqliteReader, SqliteStore, StoreFileError

CHAT, STATE = b"c" * 16, b"mark" + b"sealed-state-to-find"


def change(chat: bytes = CHAT, state: bytes = STATE, **fields: object) -> Change:
    """A change that holds a state."""
    return Change(chat, NOTHING_KEPT, 1, state, 10_000, outbox=(Unsent(b"markunsent-to-find"),), **fields)  # type: ignore[arg-type]


def everything_on_disk(folder: Path) -> bytes:
    """The bytes of all files."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def test_a_store_is_durable_and_overwrites_what_it_deletes(tmp_path: Path) -> None:
    """The settings are those of the connection that writes."""
    store = SqliteStore.open(tmp_path / "s.db")
    asked = {name: store._writing.execute(f"PRAGMA {name}").fetchone()[0] for name in
             ("secure_delete", "journal_mode", "synchronous", "temp_store")}  # fmt: skip
    assert asked == {"secure_delete": 1, "journal_mode": "wal", "synchronous": 2, "temp_store": 2}
    asyncio.run(store.close())


def test_its_files_are_for_us_alone(tmp_path: Path) -> None:
    """Mode 0600, the log and the lock too."""

    async def run() -> None:
        store = SqliteStore.open(tmp_path / "s.db")
        await store.commit(change(), 10)
        names = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
        assert names == dict.fromkeys(["s.db", "s.db-wal", "s.db-shm", "s.db.lock"], 0o600)
        await store.close()

    asyncio.run(run())


@pytest.mark.parametrize("how", ["forget", "erase", "expire"])
def test_what_is_deleted_leaves_no_bytes(tmp_path: Path, how: str) -> None:
    """Not in the file and not in its log, while the store is open."""

    async def run() -> None:
        store = SqliteStore.open(tmp_path / "s.db")
        found = await store.commit(change(), 10)
        assert b"sealed-state-to-find" in everything_on_disk(tmp_path)
        kept = await store.load((CHAT,))
        if how == "forget":
            await store.forget((CHAT,))
        elif how == "erase":
            await store.commit(Change(CHAT, kept, 2, b"", 10_000), 10)
            await store.done(found.parcels[0].number)
            await store.expire(1, frozenset())
        else:
            await store.expire(10_000, frozenset({b"mark"}))
        left = everything_on_disk(tmp_path)
        assert b"to-find" not in left and CHAT not in left
        assert (tmp_path / "s.db-wal").stat().st_size == 0
        await store.close()

    asyncio.run(run())


def test_turns_that_wait_together_share_a_transaction(tmp_path: Path) -> None:
    """And one that is refused does not undo the others."""

    async def run() -> None:
        store = SqliteStore.open(tmp_path / "s.db")
        await store.commit(change(), 10)
        chats = [bytes([number]) * 16 for number in range(150, 250)]
        results = await asyncio.gather(
            *(store.commit(change(chat), 10) for chat in [*chats, CHAT]), return_exceptions=True
        )
        assert [type(result).__name__ for result in results] == ["Committed"] * 100 + ["Moved"]
        assert store.transactions < 60
        assert all([(await store.load((chat,))).version == 1 for chat in chats])
        await store.close()

    asyncio.run(run())


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path) -> None:
    """The kind of trouble is told, not what was to be stored; afterwards it goes on."""

    async def run() -> None:
        store = SqliteStore.open(tmp_path / "s.db")
        await store.commit(change(), 10)
        pages = store._writing.execute("PRAGMA page_count").fetchone()[0]
        store._writing.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError) as error:
            await store.commit(change(b"d" * 16, b"mark" + b"x" * 50_000), 10)
        assert str(error.value) == "SQLITE_FULL"
        store._writing.execute("PRAGMA max_page_count = 100000")
        assert await store.load((b"d" * 16,)) == NOTHING_KEPT
        await store.commit(change(b"d" * 16), 10)
        await store.close()

    asyncio.run(run())


def test_a_second_process_is_told_that_it_is_not_alone(tmp_path: Path) -> None:
    """In one line; reading beside it is allowed."""
    store = SqliteStore.open(tmp_path / "s.db")
    code = "from pathlib import Path; from bot.storage.sqlite import SqliteStore; import sys; "
    code += "SqliteStore.open(Path(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "s.db")], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parent.parent.parent,
    )  # fmt: skip
    assert "another thuiswijzer has this store open; stop that one first" in done.stderr
    reader = SqliteReader.open(tmp_path / "s.db")
    assert asyncio.run(reader.load((CHAT,))) == NOTHING_KEPT
    asyncio.run(reader.close())
    asyncio.run(store.close())


def test_leases_of_a_process_that_died_are_void(tmp_path: Path) -> None:
    """The next one takes over at once."""

    async def run() -> None:
        store = SqliteStore.open(tmp_path / "s.db")
        await store.commit(change(), 10_000)
        await store.close()
        again = SqliteStore.open(tmp_path / "s.db")
        assert len(await again.lease(1, 2, 10)) == 1
        await again.close()

    asyncio.run(run())


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be looked at" * 100, b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_file_that_is_no_store_is_one_clear_line(tmp_path: Path, content: bytes) -> None:
    """And stays as it was."""
    file = tmp_path / "s.db"
    file.write_bytes(content)
    with pytest.raises(StoreFileError, match="not a store that can be used"):
        SqliteStore.open(file)
    assert file.read_bytes() == content
    with pytest.raises(StoreFileError, match="no store that can be read"):
        SqliteReader.open(file)


def test_a_place_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    """With the setting that names another."""
    with pytest.raises(StoreFileError, match="THUISWIJZER_DATABASE"):
        SqliteStore.open(tmp_path / "no" / "s.db")


def test_opening_again_changes_no_table(tmp_path: Path) -> None:
    """Migrations are applied once."""
    schemas = []
    for _ in range(2):
        asyncio.run(SqliteStore.open(tmp_path / "s.db").close())
        with sqlite3.connect(tmp_path / "s.db") as db:
            schemas.append(db.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall())
        db.close()
    assert schemas[0] == schemas[1]
