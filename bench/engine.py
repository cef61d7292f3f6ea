"""Turns a second and bytes of state, of our engine beside others, in one run.

All hold the same conversation of eight turns. They are timed in turn, round after round, because the machine has other
work too and a slow moment then hits all. Compare the ratios, which hold from machine to machine, not the numbers.
"""

import argparse
import time
from collections.abc import Sequence
from statistics import median
from typing import Protocol

from contenders.conversation import TURNS, as_table, write_down
from contenders.handler import WHOLE_TURN, Handler
from contenders.machine import Machine
from contenders.ours import Ours
from contenders.rive import Rive

from bot.app import build

SAME_WORK = "thuiswijzer, same replies"
REAL = "thuiswijzer, real content"
ROW = "{:<34} {:>9} {:>12} {:>8}"


class Contender(Protocol):
    """An engine that holds the conversation."""

    name: str

    def talk(self, times: int) -> list[str]:
        """Hold the conversation `times` times; the replies of the last one."""
        ...

    def state(self) -> str:
        """What has to be kept of one conversation after its last turn, as text."""
        ...


def contenders() -> tuple[list[Contender], str]:
    """The engines, ours first, and a line on what they talk about."""
    library = build().library
    exchanges = write_down(library)
    replies = [exchange.reply for exchange in exchanges]
    table = as_table(library, exchanges)
    found: list[Contender] = [
        Ours(SAME_WORK, table, exchanges),
        Ours(REAL, library, exchanges),
        Machine(exchanges),
        Rive(exchanges),
        Handler(exchanges, whole_turn=False),
        Handler(exchanges, whole_turn=True),
    ]
    for contender in found:
        said = contender.talk(1)
        if list(map(letters, said)) != list(map(letters, replies)):
            raise SystemExit(f"{contender.name} does not hold the same conversation")
    path = " > ".join(exchange.press or "start" for exchange in exchanges)
    offers = sum(exchange.offers for exchange in exchanges)
    return found, f"{TURNS} turns: {path}; {offers} offers shown"


def letters(text: str) -> str:
    """Only the letters: not every engine can say every sign."""
    return "".join(filter(str.isalpha, text))


def measure(found: Sequence[Contender], rounds: int, seconds: float) -> dict[str, float]:
    """Turns a second of each: the median over the rounds, in each of which all have about `seconds`."""
    times = {contender.name: max(1, round(seconds / _once(contender))) for contender in found}
    speeds: dict[str, list[float]] = {contender.name: [] for contender in found}
    for _ in range(rounds):
        for contender in found:
            begin = time.perf_counter()
            contender.talk(times[contender.name])
            passed = time.perf_counter() - begin
            speeds[contender.name].append(times[contender.name] * TURNS / passed)
    return {name: median(rates) for name, rates in speeds.items()}


def _once(contender: Contender) -> float:
    begin = time.perf_counter()
    contender.talk(3)
    return (time.perf_counter() - begin) / 3


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description="Measure the engine beside other engines.")
    arguments.add_argument("--rounds", type=int, default=9)
    arguments.add_argument("--seconds", type=float, default=0.2, help="for each engine in each round")
    chosen = arguments.parse_args()
    found, about = contenders()
    speeds = measure(found, chosen.rounds, chosen.seconds)
    ours = speeds[SAME_WORK]
    print(about)
    print(ROW.format("", "turns/s", "ours is", "bytes"))
    for contender in found:
        speed = speeds[contender.name]
        print(ROW.format(contender.name, f"{speed:,.0f}", f"{ours / speed:.2f} x", len(contender.state().encode())))
    for name in (SAME_WORK, REAL):
        whole, rive = speeds[name] / speeds[WHOLE_TURN], speeds[name] / speeds[Rive.name]
        print(f"{name}: {whole:.1f} x {WHOLE_TURN} (aim: 5), {rive:.1f} x {Rive.name} (aim: 1)")


if __name__ == "__main__":
    main()
