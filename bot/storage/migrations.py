"""The tables of the embedded store, as steps that are never changed once released; each happens wholly or not at all.

Times are whole seconds since 1970; `counts.month` is `2026-11`.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("thuiswijzer")


@migrations()
def first(db: Database) -> None:
    """What a conversation needs between two turns, and the monthly counts."""
    db.table("conversations").create(
        {"chat": bytes, "version": int, "state": bytes, "expires": int},
        pk="chat",
        not_null={"version", "state", "expires"},
    )
    db.table("notes").create({"number": int, "chat": bytes, "note": bytes}, pk="number", not_null={"chat", "note"})
    db.table("notes").create_index(["chat"])
    db.table("seen").create({"name": bytes, "expires": int}, pk="name", not_null={"expires"})
    # AUTOINCREMENT, so that a number never comes back: it is the order within a chat.
    db.execute(
        "CREATE TABLE outbox (number INTEGER PRIMARY KEY AUTOINCREMENT, chat BLOB NOT NULL, sealed BLOB NOT NULL, "
        "token BLOB NOT NULL, expires INTEGER NOT NULL, leased INTEGER NOT NULL)"
    )
    db.table("outbox").create_index(["chat", "number"])
    db.table("counts").create({"month": str, "name": str, "key": str, "n": int}, pk=("month", "name", "key"))
