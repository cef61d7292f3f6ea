"""A Machine of transitions: one state a turn, one trigger a choice, with the state as JSON between turns."""

import json
from collections.abc import Sequence

from transitions import Machine as Transitions

from contenders.conversation import Exchange


class Model:
    """What the machine moves: a place and the answers."""

    def __init__(self) -> None:
        self.slots: dict[str, str] = {}
        self.reply = ""

    def enter(self, exchange: Exchange) -> None:
        """Say what belongs to the state that was reached."""
        self.slots.update(exchange.saved)
        self.reply = exchange.reply


class Machine:
    """The machine of transitions."""

    name = "transitions"

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self.exchanges = exchanges
        self.model = Model()
        self.kept = ""
        places = ["nowhere", *(f"q{number}" for number in range(len(exchanges)))]
        self.machine = Transitions(self.model, places, initial="nowhere", auto_transitions=False)
        choices: Sequence[str] = ("",)
        for number, exchange in enumerate(exchanges):
            for choice in choices:
                self.machine.add_transition(
                    f"press_{choice}",
                    places[number],
                    places[number + 1],
                    after=lambda found=exchange: self.model.enter(found),
                )
            choices = exchange.choices

    def talk(self, times: int) -> list[str]:
        """Hold the conversation `times` times; the replies of the last one."""
        replies: list[str] = []
        for _ in range(times):
            replies = []
            self.kept = '["nowhere",{}]'
            for exchange in self.exchanges:
                place, self.model.slots = json.loads(self.kept)
                self.machine.set_state(place)
                self.model.trigger(f"press_{exchange.press}")
                replies.append(self.model.reply)
                self.kept = json.dumps([self.model.state, self.model.slots], separators=(",", ":"))
        return replies

    def state(self) -> str:
        """The state after the last turn."""
        return self.kept
