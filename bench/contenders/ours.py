"""Our engine, with its state read from JSON and written to JSON in every turn."""

from collections.abc import Sequence

from bot.core.engine import advance
from bot.core.library import Library
from bot.core.state import State, dumps, loads
from contenders.conversation import NOW, Exchange, reply_of


class Ours:
    """`bot.core.engine.advance` on a Library."""

    def __init__(self, name: str, library: Library, exchanges: Sequence[Exchange]) -> None:
        self.name = name
        self.library = library
        self.inputs = [exchange.given for exchange in exchanges]
        self.kept = ""

    def talk(self, times: int) -> list[str]:
        """Hold the conversation `times` times; the replies of the last one."""
        for _ in range(times):
            turns = []
            self.kept = dumps(State())
            for given in self.inputs:
                turn = advance(self.library, loads(self.kept), given, now=NOW)
                self.kept = dumps(turn.state)
                turns.append(turn)
        return [reply_of(turn) for turn in turns]

    def state(self) -> str:
        """The state after the last turn, with every question that `back` can undo."""
        return self.kept
