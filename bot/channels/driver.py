"""One conversation in one process: takes inputs, keeps the state, shows screens. Used by every terminal channel.

The state goes through its JSON form between two turns, as it will in a store.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.channels.base import Screen
from bot.channels.render import render
from bot.core.common import DEFAULT_LANGUAGE
from bot.core.events import Turn
from bot.core.inputs import Input
from bot.core.speech import Speech
from bot.core.state import State, dumps, loads
from bot.turn import Parts, take_turn


class Driver:
    """One conversation, in `language` until the person chooses another."""

    def __init__(self, parts: Parts, language: str = DEFAULT_LANGUAGE) -> None:
        self.parts = parts
        self.language = language
        self.state = dumps(State())

    def take(self, given: Input, now: datetime | None = None, text: str = "") -> tuple[Turn, Screen]:
        """Take one input at `now` (the moment itself when it is left out)."""
        moment = self.local(now)
        turn = take_turn(self.parts, loads(self.state), given, moment, text, self.language)
        self.state = dumps(turn.state)
        return turn, render(turn.events, self.parts.library, self.speech(turn), moment)

    def speech(self, turn: Turn) -> Speech:
        """The language in which a turn is shown."""
        return self.parts.speech(turn.language or self.language)

    def local(self, now: datetime | None) -> datetime:
        """A moment in the time zone of the pack; one without a zone is meant to be in it."""
        zone = ZoneInfo(self.parts.library.place.timezone)
        if now is None:
            return datetime.now(zone)
        return now.replace(tzinfo=zone) if now.tzinfo is None else now.astimezone(zone)
