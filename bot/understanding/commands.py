"""Words that give a command at any step: exact for short ones, one slip allowed in longer ones.

Three words or more are also heard inside a longer message. Questions about offers ('wat kost dat') are read likewise.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.understanding.message import Message, Speller

SHORTEST_FUZZY = 6
"""Letters under which a command must be typed without slips: 'stop' and 'step' are too near."""
LONGEST_FUZZY = 80
"""Letters from which a whole message is no command any more."""
CLOSE = 86.0
"""Likeness (0 to 100) from which a whole message counts as a command with a slip in it."""
WORDS_INSIDE = 3
"""Words that a command needs to be heard inside a longer message."""


@dataclass(frozen=True, slots=True)
class CommandTable:
    """Folded words of every command."""

    ids: Mapping[str, str]
    long: tuple[str, ...]
    inside: tuple[str, ...]

    def exact(self, text: str) -> str:
        """The command that is typed to the letter, or nothing."""
        return self.ids.get(text, "")

    def close(self, message: Message) -> str:
        """The command that was typed with a slip, or inside a longer message."""
        for words in self.inside:
            if words in message.text and message.contains(words):
                return self.ids[words]
        if len(message.core) < SHORTEST_FUZZY:
            return ""
        typed = (message.core, message.text) if len(message.text) <= LONGEST_FUZZY else ()
        found = [process.extractOne(text, self.long, scorer=fuzz.ratio, score_cutoff=CLOSE) for text in typed]
        return next((self.ids[best[0]] for best in found if best), "")


def command_table(words_of: Mapping[str, tuple[str, ...]], speller: Speller) -> CommandTable:
    """Fold the words of each command (or question about offers); of two that share a word the first keeps it."""
    ids: dict[str, str] = {}
    for command, words in words_of.items():
        for folded in speller.fold_all(words):
            ids.setdefault(folded, command)
    return CommandTable(
        ids,
        tuple(words for words in ids if len(words) >= SHORTEST_FUZZY),
        tuple(words for words in ids if words.count(" ") >= WORDS_INSIDE - 1),
    )
