"""What a person (or the clock) can do to a conversation: one of these per turn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Started:
    """The conversation begins anew, perhaps from a link."""

    payload: str = ""
    """From a link: `slot-value` pairs, a flow or a language, joined by `--`: `role-youth--need-legal`, `flow-privacy`,
    `language-tr`. A `campaign-` is only counted."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button was pressed."""

    choice: str
    at: str = ""
    """`flow.step` of the question that the button belongs to; empty where the channel cannot tell."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Words were typed; what they mean comes as a Reading, the words themselves do not."""


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command (`/help`) was given: an id of `common.COMMANDS` or its other name."""

    name: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo, a voice note or anything else that is no text came. What it was is not looked at."""


@dataclass(frozen=True, slots=True)
class TimedOut:
    """Nothing was said for so long that the conversation must be forgotten."""


Input = Started | Pressed | Typed | Commanded | Sent | TimedOut
