"""The conversation that every contender holds, written down from our own engine on the real content.

The others are given every reply beforehand and only have to find it, keep the answers and move on. Our engine is
timed twice: on the same table of replies, which is the same work, and on the real content, where it also looks for
offers in the sociale kaart and ranks them, which no other does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.engine import advance, open_question
from bot.core.events import Asked, Found, Said, Saved, Turn
from bot.core.flow import Choice, Flow, Step
from bot.core.inputs import Input, Pressed, Started
from bot.core.library import Library
from bot.core.state import State

TURNS = 8
NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn."""

    press: str
    """What is pressed; empty: the conversation starts."""
    reply: str
    choices: tuple[str, ...]
    """What may be pressed after it."""
    saved: tuple[tuple[str, str], ...]
    """The answers that are kept from this turn on."""
    offers: int

    @property
    def given(self) -> Input:
        """What is pressed, as an input of our engine."""
        return Pressed(self.press) if self.press else Started()


def write_down(library: Library) -> list[Exchange]:
    """Start, and press the first choice until there were enough turns; start again where a conversation ends."""
    exchanges: list[Exchange] = []
    state, press = State(), ""
    while len(exchanges) < TURNS:
        turn = advance(library, state, Pressed(press) if press else Started(), now=NOW)
        asked = open_question(library, turn.state)
        choices = tuple(option.id for option in asked.options) if asked else ()
        saved = tuple((event.slot, event.value) for event in turn.events if isinstance(event, Saved))
        offers = sum(len(event.matches) for event in turn.events if isinstance(event, Found))
        exchanges.append(Exchange(press, reply_of(turn), choices, saved, offers))
        state, press = turn.state, choices[0] if choices else ""
    return exchanges


def reply_of(turn: Turn) -> str:
    """All that is said, shown and asked in a turn, before translation."""
    parts: list[str] = []
    for event in turn.events:
        match event:
            case Said(text) | Asked(text=text):
                parts.append(text.msgid)
            case Found(matches):
                parts += [match.offer for match in matches]
    return " / ".join(parts)


def as_table(library: Library, exchanges: Sequence[Exchange]) -> Library:
    """Content for our engine that says what was written down, without looking anything up."""
    steps = {}
    for number, (exchange, after) in enumerate(zip(exchanges, [*exchanges[1:], None], strict=True)):
        choices = tuple(
            Choice(name, name, set=dict(after.saved) if after and name == after.press else {})
            for name in exchange.choices
            if name not in ("unsaid", "more")
        )
        steps[f"q{number}"] = Step(ask=exchange.reply, choose=choices, goto=f"q{number + 1}")
    flow = Flow("table", "Table", "q0", steps)
    return replace(library, flows={"table": flow}, common=replace(library.common, start="table"))
