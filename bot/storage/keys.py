"""The key file: in memory only (tmpfs), renewed daily, and each key destroyed once nothing needs it.

On a disk a destroyed key could be found again; in tmpfs it is gone with the file, and all keys with the power. So the
place is refused when it is on a disk, unless that is allowed for development. Keys may still reach a swap partition:
docs/running.md says how to run without one.
"""

import base64
import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from bot.storage.seal import MARK, SECRET, Key, Ring

DAY = 86_400
WEEK = 7
"""Days for which a message that is delivered again is known; the longest that a platform tries."""
IN_MEMORY = frozenset({"tmpfs", "ramfs"})
MOUNTS = Path("/proc/self/mountinfo")


class KeyFileError(Exception):
    """The keys cannot be kept here. The message is one line for an operator, with the fix."""


class KeyFile:
    """The keys of one assistant, shared by all its processes on this machine."""

    def __init__(
        self, path: Path, allow_disk: bool = False, chance: Callable[[int], bytes] = os.urandom, mounts: Path = MOUNTS
    ) -> None:
        """Take a place for the keys.

        Raises:
            KeyFileError: when it is on a disk and `allow_disk` is not set, or cannot be written.
        """
        if not allow_disk and (kind := file_system(path, mounts)) not in IN_MEMORY:
            raise KeyFileError(
                f"the key file {path} would be on a disk ({kind or 'unknown'}), where a destroyed key can be found "
                "again: choose a place in memory, such as /dev/shm (or set allow_keys_on_disk to try things out)"
            )
        self._path = path
        self._chance = chance
        self._ring: Ring | None = None

    def ring(self) -> Ring:
        """The keys of the last `renew`."""
        if self._ring is None:
            raise KeyFileError("the keys were not read yet")
        return self._ring

    def renew(self, now: int) -> Ring:
        """Read the keys, and make today's and this week's when they are not there yet.

        Raises:
            KeyFileError: when the file cannot be read or written.
        """
        return self._change(lambda ring: renewed(ring, now, self._chance))

    def destroy(self, needed: frozenset[bytes], now: int) -> Ring:
        """Drop the keys of earlier days that nothing needs any more (`needed`: marks).

        Raises:
            KeyFileError: as `renew`.
        """
        return self._change(lambda ring: reduced(renewed(ring, now, self._chance), needed))

    def _change(self, change: Callable[[Ring], Ring]) -> Ring:
        try:
            with self._locked() as before:
                after = change(before)
                if after != before:
                    self._write(after)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise KeyFileError(f"the key file {self._path} cannot be used: {type(error).__name__}") from None
        self._ring = after
        return after

    @contextmanager
    def _locked(self) -> Iterator[Ring]:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(self._path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            text = self._path.read_text(encoding="ascii") if self._path.exists() else ""
            yield _read(text) if text else Ring((), ())

    def _write(self, ring: Ring) -> None:
        new = self._path.with_suffix(".new")
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            json.dump({name: [_plain(key) for key in getattr(ring, name)] for name in ("days", "weeks")}, file)
        with self._path.open("r+b") if self._path.exists() else nullcontext() as old:
            new.replace(self._path)
            if old:  # whoever still has the old file open must not read destroyed keys from it
                old.write(bytes(os.fstat(old.fileno()).st_size))


def renewed(ring: Ring, now: int, chance: Callable[[int], bytes]) -> Ring:
    """The ring with keys for the day and the week of `now`."""
    day = now // DAY
    week = day - day % WEEK
    days, weeks = ring.days, ring.weeks
    if not days or days[0].made < day:
        days = (_new(day, chance), *days)
    if not weeks or weeks[0].made < week:
        weeks = (_new(week, chance), *(key for key in weeks if key.made >= week - WEEK))
    return Ring(days, weeks)


def reduced(ring: Ring, needed: frozenset[bytes]) -> Ring:
    """The ring without the keys of earlier days that nothing needs."""
    return Ring((ring.days[0], *(key for key in ring.days[1:] if key.mark in needed)), ring.weeks)


def file_system(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system that a path is on; empty when this machine cannot tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    whole = path.absolute().resolve()
    nearest, kind = -1, ""
    for fields in (line.split(" ") for line in lines):
        point = Path(fields[4].replace("\\040", " "))
        # Of two file systems at one point the later one hides the other.
        if whole.is_relative_to(point) and len(point.parts) >= nearest:
            nearest, kind = len(point.parts), fields[fields.index("-") + 1]
    return kind


def _new(day: int, chance: Callable[[int], bytes]) -> Key:
    return Key(chance(MARK), day, chance(SECRET))


def _plain(key: Key) -> dict[str, Any]:
    return {"mark": key.mark.hex(), "made": key.made, "secret": base64.b64encode(key.secret).decode("ascii")}


def _read(text: str) -> Ring:
    tree = json.loads(text)
    days, weeks = (
        tuple(Key(bytes.fromhex(key["mark"]), key["made"], base64.b64decode(key["secret"])) for key in tree[name])
        for name in ("days", "weeks")
    )
    return Ring(days, weeks)
