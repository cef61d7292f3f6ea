"""Kills at every seam, again and again, and what that lost, doubled or disordered: `make faults` prints it.

A process is forked for each life, because reading the content anew for each of hundreds would take the time of all.
"""

import asyncio
import json
import os
import random
import sqlite3
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.logs import set_up
from bot.understanding.question import NO_QUESTION
from tests.content_under_test import app
from tests.faults.victim import SEAMS, Seams, live, wrap

CHATS, TURNS = 4, 5
WORDS = ("help", "terug", "privacy", "hulp")


@dataclass
class Found:
    """What a seam did."""

    seam: str
    kills: int = 0
    lost: int = 0
    doubled: int = 0
    mid_send: int = 0
    """Messages that had gone out and were not marked yet when a kill came."""
    disordered: int = 0
    broken: int = 0


def deliveries(chance: random.Random) -> list[dict[str, str]]:
    """A few conversations at once; a third of the deliveries comes twice."""
    found: list[dict[str, str]] = []
    for turn in range(TURNS):
        for chat in range(CHATS):
            one = {"chat": f"chat{chat}", "id": f"{chat}-{turn}"}
            one |= {"start": "role-parent"} if turn == 0 else {"text": chance.choice(WORDS)}
            found += [one] * chance.choice([1, 1, 2])
    return found


def sent(folder: Path) -> dict[str, list[str]]:
    """What each chat got, in order."""
    chats: dict[str, list[str]] = {}
    file = folder / "sent.jsonl"
    for line in file.read_text().splitlines() if file.exists() else ():
        one = json.loads(line)
        chats.setdefault(one["to"], []).append(one["text"])
    return chats


def lived(folder: Path, seam: str, count: int) -> bool:
    """Live once in a process of its own; True when it got to its end."""
    child = os.fork()
    if child == 0:
        seams = Seams(seam, count, folder)
        wrap(seams)
        try:
            with Path(os.devnull).open("w") as nowhere:
                set_up(nowhere)
                asyncio.run(live(folder, seams))
        except BaseException as error:  # noqa: BLE001  a fork must not go on with its parent's work
            sys.stderr.write(f"{type(error).__name__}\n")
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def expected(work: list[dict[str, str]]) -> dict[str, list[str]]:
    """What each chat gets when nothing goes wrong."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "deliveries.jsonl").write_text("\n".join(map(json.dumps, work)))
        assert lived(folder, "", 0)
        return sent(folder)


def suffer(
    seam: str, work: list[dict[str, str]], right: dict[str, list[str]], chance: random.Random, kills: int
) -> Found:
    """Kill at one seam so many times, live to the end each time, and compare."""
    found = Found(seam)
    while found.kills < kills:
        with TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "deliveries.jsonl").write_text("\n".join(map(json.dumps, work)))
            here = 0
            for _ in range(4):
                once = seam in ("in migration", "in expiry", "in keys")
                here += not lived(folder, seam, 1 if once else chance.randrange(1, CHATS * TURNS))
            if not here:
                break
            assert lived(folder, "", 0)
            found.kills += here
            found.mid_send += sum(map(int, (folder / "mid_send").read_text().split()))
            _compare(found, right, sent(folder))
            with sqlite3.connect(folder / "store.db") as db:
                found.broken += db.execute("PRAGMA integrity_check").fetchone() != ("ok",)
                found.lost += db.execute("SELECT count(*) FROM outbox").fetchone()[0]
            db.close()
    return found


def _compare(found: Found, right: dict[str, list[str]], got: dict[str, list[str]]) -> None:
    for chat, texts in right.items():
        mine = got.get(chat, [])
        missing = Counter(texts) - Counter(mine)
        more = Counter(mine) - Counter(texts)
        found.lost += missing.total()
        found.doubled += more.total()
        single = [text for number, text in enumerate(mine) if number == 0 or text != mine[number - 1]]
        wanted = [text for number, text in enumerate(texts) if number == 0 or text != texts[number - 1]]
        found.disordered += not missing and single != wanted


def run(kills: int, seed: int = 1) -> list[Found]:
    """All seams, about `kills` kills in all."""
    # Read once, before the forks: the content, and the words of a language.
    app().parts.listener.read("help", "nl", NO_QUESTION, ())
    chance = random.Random(seed)
    work = deliveries(chance)
    right = expected(work)
    return [suffer(seam, work, right, chance, -(-kills // len(SEAMS))) for seam in SEAMS]


def main() -> None:
    """Print the figures, with `--json` for a test to read."""
    found = run(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    if "--json" in sys.argv:
        print(json.dumps([asdict(one) for one in found]))
        return
    print(f"{'killed at':16}{'kills':>7}{'lost':>7}{'doubled':>9}{'mid-send':>10}{'disordered':>12}{'broken':>8}")
    for one in found:
        print(
            f"{one.seam:16}{one.kills:7}{one.lost:7}{one.doubled:9}{one.mid_send:10}{one.disordered:12}{one.broken:8}"
        )
    print(f"{'in all':16}{sum(one.kills for one in found):7}")


if __name__ == "__main__":
    main()
