"""RiveScript: one topic a turn. Its state stays in memory; it has no other place for it."""

import json
import re
from collections.abc import Sequence

from rivescript import RiveScript

from contenders.conversation import Exchange

PERSON = "person"


class Rive:
    """A brain that is written from the exchanges."""

    name = "rivescript"

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self.exchanges = exchanges
        self.rive = RiveScript(utf8=True)
        self.rive.stream("\n".join(self._brain()))
        self.rive.sort_replies()
        self.messages = [self._plain(exchange.press) or "start" for exchange in exchanges]

    def talk(self, times: int) -> list[str]:
        """Hold the conversation `times` times; the replies of the last one."""
        replies: list[str] = []
        for _ in range(times):
            self.rive.set_uservar(PERSON, "topic", "random")
            replies = [self.rive.reply(PERSON, message) for message in self.messages]
        return replies

    def state(self) -> str:
        """All that it remembers of a person, with the last messages and replies, as it needs these."""
        return json.dumps(self.rive.get_uservars(PERSON), separators=(",", ":"))

    def _brain(self) -> list[str]:
        lines = ["! version = 2.0"]
        choices: Sequence[str] = ("start",)
        for number, exchange in enumerate(self.exchanges):
            sets = "".join(f"<set {slot}={value}>" for slot, value in exchange.saved)
            topic = f"q{number - 1}" if number else "random"
            lines += [f"> topic {topic}", f"+ ({'|'.join(map(self._plain, choices))})"]
            lines += [f"- {{topic=q{number}}}{sets}{self._said(exchange.reply)}", "< topic"]
            choices = exchange.choices
        return lines

    @staticmethod
    def _plain(choice: str) -> str:
        return choice.replace("_", " ")

    @staticmethod
    def _said(reply: str) -> str:
        """The reply without the signs that mean something in its language."""
        return re.sub(r"[^\w .,:;!?'-]+", " ", reply)
