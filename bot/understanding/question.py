"""The open question as the reader sees it: what it shows, what it saves and whether words typed at it search.

Not the Step of a flow, because the reader must hear the labels in the language in which they were shown.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody who types may be answering."""

    choices: tuple[tuple[str, str], ...] = ()
    """Pairs of id and label, in the order and the language in which they were shown."""
    save: str = ""
    """The slot that the answer fills; empty when it fills none."""
    search: bool = False
    """Words typed here look for offers."""
    role: str = ""
    """The role of who answers, as far as it is known: what that role comes for is likelier to be meant."""


NO_QUESTION = Question()
