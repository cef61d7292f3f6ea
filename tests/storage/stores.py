"""The stores that the conformance suite holds to the same behaviour: a further one is a further line here."""

from collections.abc import Callable
from pathlib import Path

from bot.storage.base import Store
from bot.storage.memory import MemoryStore
from bot.storage.sqlite import SqliteStore

STORES: dict[str, Callable[[Path], Store]] = {
    "memory": lambda folder: MemoryStore(),
    "sqlite": lambda folder: SqliteStore.open(folder / "store.db"),
}
