"""A conversation in the terminal, written down as a test case: positions and choices, never a typed word.

Words are recorded as where they led, so a recording can be shared without telling what anybody said.
"""

from pathlib import Path

from bot.core.events import Asked, Found, Turn
from bot.core.inputs import Commanded, Input, Pressed, Sent, Started, TimedOut, Typed


class Recording:
    """The turns of one conversation as lines of YAML."""

    def __init__(self, pack: str) -> None:
        self.pack = pack
        self._turns: list[str] = []

    def add(self, given: Input, turn: Turn) -> None:
        """Write down one turn."""
        parts = [_given(given, turn)]
        asked = [event for event in turn.events if isinstance(event, Asked)]
        offers = [match.offer for event in turn.events if isinstance(event, Found) for match in event.matches]
        if asked:
            parts.append(f"at: {asked[-1].flow}.{asked[-1].step}")
        if offers:
            parts.append(f"offers: [{', '.join(offers)}]")
        self._turns.append(f"      - {{{', '.join(parts)}}}\n")

    def write(self, file: Path) -> None:
        """Write the case to `file`, in the form of `tests/conversations/`."""
        head = f"flow: recorded\ncases:\n  - name: Recorded in the terminal\n    pack: {self.pack}\n    turns:\n"
        file.write_text(head + "".join(self._turns), encoding="utf-8")


def _given(given: Input, turn: Turn) -> str:
    match given:
        case Started():
            return "start: ''"
        case Pressed(choice):
            return f"press: '{choice}'"
        case TimedOut():
            return "timeout: true"
        case Commanded(name):
            return f"command: '{name}'" if name.isidentifier() else "command: unknown"
        case Sent():
            return "sent: true"
        case Typed():
            return _understood(turn)


def _understood(turn: Turn) -> str:
    """What typed words came to, by id."""
    heard = turn.reading
    parts = [f"{name}: '{value}'" for name in ("command", "choice", "about", "need") if (value := getattr(heard, name))]
    if heard.slots:
        parts.append(f"slots: {{{', '.join(f'{slot}: {value}' for slot, value in heard.slots)}}}")
    if heard.offers:
        parts.append(f"offers: [{', '.join(heard.offers)}]")
    return f"understood: {{{', '.join(parts)}}}"
