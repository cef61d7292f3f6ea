"""What works in every flow (`dialogues/_common.yaml`) and the words of the assistant itself (`_words.yaml`).

The ids are fixed here and the sentences are content: a coordinator can change every word, and a missing or
superfluous one is a problem that `bot check` reports.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.core.flow import FORBID

DEFAULT_LANGUAGE = "nl"
"""The language of the content itself, and of a conversation in which nobody chose another."""

Act = Literal["back", "restart", "change", "more"]

COMMANDS = (
    "help",
    "back",
    "restart",
    "change",
    "menu",
    "more",
    "stop",
    "erase",
    "language",
    "privacy",
    "human",
    "idea",
)
COMMAND_ALIASES = {"wis": "erase", "start": "restart", "hulp": "help", "terug": "back"}
"""Other names by which channels know a command."""

MESSAGES = (
    "unsaid",  # label of the choice that is on every question
    "more",  # label of the choice that shows more offers
    "understood",  # {what}: a need or answer that was read in typed words
    "missed_first",  # nothing was understood, first time
    "missed_second",  # nothing was understood, second time: people to ask follow
    "did_you_mean",  # a question that introduces the nearest meanings, as choices
    "none_of_these",  # label: none of those meanings
    "old_button",  # a button of an earlier question
    "moved",  # the step where the person was is gone from the content
    "at_the_start",  # back, and there is nothing before this
    "restarted",
    "change_ask",  # which answer do you want to change?
    "change_now",  # {value}: description under a slot in that question
    "change_nothing",  # nothing was answered yet
    "change_keep",  # label: leave it as it is
    "back_to_question",  # after a side question
    "about_none",  # asked about an offer, and none was shown yet
    "no_more",  # more, and there is nothing more
    "timed_out",
    "language_now",  # after the language of the conversation was changed
    "not_reviewed",  # on the first screen, in a language that no native speaker has read
    "not_all",  # on the first screen, in a language that is not complete
    "trouble",  # something went wrong on our side
    "only_words",  # a photo, a voice note or anything else that is no text
)

MESSENGER = (
    "choose",  # label of the button that opens a list of choices
    "numbers",  # under choices that are numbered because a channel has no room for buttons
    "private_only",  # {url}: asked in a group
    "stays_there",  # before the first question, where a channel cannot wipe messages
    "web_instead",  # {url}: where nothing stays
    "wiped",  # the messages of this conversation are being taken away; which ones cannot be
    "open_chat",  # label: talk with the assistant
)
"""What messengers need besides."""
PROFILE = ("name", "short", "about")
"""What a messenger shows of the assistant before anybody has said anything."""
MENU_COMMANDS = ("help", "back", "menu", "restart", "human", "privacy", "language", "erase")
"""The commands that a messenger lists, each with a line of what it does."""

PLURALS = ("places_left",)  # {count}: more offers fit than were shown

ABOUT_OFFERS = ("cost", "consent", "anonymous", "hours", "contact", "languages")
"""What people ask about the offers that they were just shown."""

CARD_WORDS = (
    "organization", "for_whom", "cost", "cost_unknown", "anonymous", "anonymous_no", "consent_both", "both_parents",
    "referral", "languages", "languages_unknown", "phone", "url", "email", "address", "via", "how", "alert",
    "ask_there", "why", "sources", "source_undated", "not_checked", "hours", "open_always", "open_until",
    "opens_at", "closed", "hours_year_unknown", "list_and", "about", "about_unknown", "consent_none",
)  # fmt: skip
FRESHNESS = ("checked", "recent", "dated", "undated")
"""checked: somebody confirmed it less than half a year ago; recent: named in the last two years; dated: longer ago;
undated: no source shows a year."""

REASONS = (
    "need", "also_need", "phase", "age", "language", "area", "open_now", "always_open", "free", "anonymous",
    "no_consent", "light", "local", "person", "helpline",
)  # fmt: skip

PLACEHOLDERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("messages", "understood"): ("what",),
    ("messages", "change_now"): ("value",),
    ("messenger", "private_only"): ("url",),
    ("messenger", "web_instead"): ("url",),
    ("plurals", "places_left"): ("count",),
    ("card", "organization"): ("name",),
    ("card", "for_whom"): ("who",),
    ("card", "cost"): ("cost",),
    ("card", "languages"): ("languages",),
    ("card", "phone"): ("phone",),
    ("card", "url"): ("url",),
    ("card", "email"): ("email",),
    ("card", "address"): ("address",),
    ("card", "via"): ("name", "phone"),
    ("card", "how"): ("how",),
    ("card", "ask_there"): ("ask_name", "ask_phone"),
    ("card", "about"): ("name", "answer"),
    ("card", "why"): ("reasons",),
    ("card", "sources"): ("sources",),
    ("card", "hours"): ("hours",),
    ("card", "open_until"): ("time",),
    ("card", "opens_at"): ("when",),
    ("freshness", "checked"): ("date",),
    ("freshness", "recent"): ("year",),
    ("freshness", "dated"): ("year",),
}
"""Table and id of a word -> what must be filled into it; those of `bot.core.place` may stand in any text besides."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a command does: an act of the engine, a flow to call and come back from, or one to go to."""

    __pydantic_config__ = FORBID

    act: Act | None = None
    call: str = ""
    goto: str = ""


@dataclass(frozen=True, slots=True)
class Drafts:
    """What a language that is not complete has at least, besides the assistant's own words and all helplines."""

    __pydantic_config__ = FORBID

    flows: tuple[str, ...]
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """`dialogues/_common.yaml`."""

    __pydantic_config__ = FORBID

    start: str
    """The flow in which a conversation starts."""
    after: str
    """Where a conversation goes on when a flow returns and nobody called it."""
    missed: str
    """The flow to call when two messages in a row were not understood."""
    lost: str
    """The flow to go to when a step is gone and its flow too."""
    pack: str
    """The municipality that is served when nobody says which."""
    commands: Mapping[str, Command]
    alarms: Mapping[str, str]
    """Severity -> the flow that answers an alarm heard in typed words. `emergency` and `urgent` are gone through before
    anything else, after which the open question comes back; of `concern` only the first step is told, once."""
    sides: Mapping[str, str] = field(default_factory=dict)
    """Need -> flow (or `flow.step`) that answers it at any moment, after which the open question comes back."""
    drafts: Drafts = Drafts((), ())
    spell_out: Mapping[str, str] = field(default_factory=dict)
    """Name -> the full form in which alone it may be written, because it means something else elsewhere."""


@dataclass(frozen=True, slots=True)
class Plural:
    """A sentence with a number in it: for 1, and for any other number."""

    __pydantic_config__ = FORBID

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Words:
    """`dialogues/_words.yaml`: what the assistant itself says, by the ids above."""

    __pydantic_config__ = FORBID

    messages: Mapping[str, str]
    messenger: Mapping[str, str]
    profile: Mapping[str, str]
    commands: Mapping[str, str]
    """Command -> what it does, in a list."""
    plurals: Mapping[str, Plural]
    card: Mapping[str, str]
    freshness: Mapping[str, str]
    reasons: Mapping[str, str]
    kinds: Mapping[str, str]
    """Offer kind -> what to call it on a card."""
    slots: Mapping[str, str]
    """Slot -> a name of at most 24 characters."""
    values: Mapping[str, Mapping[str, str]]
    """Slot -> value -> what to call it in a sentence. All of the closed value lists, and `unsaid`."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language of `locales/languages.yaml`, under its code."""

    __pydantic_config__ = FORBID

    name: str
    """What its own speakers call it."""
    direction: Literal["ltr", "rtl"]
    status: Literal["complete", "draft", "begun"]
    """complete: everything is translated. draft: what `Drafts` asks for is. begun: nobody can choose it yet."""
    offer: str
    """In the language itself, to somebody who types in it while the conversation is in another: shall we go on?"""
    called: tuple[str, ...] = ()
    """What it is called, in all languages."""
    around: tuple[str, ...] = ()
    """Words of the language that may stand around a name in a request to speak it."""
    reviewers: tuple[str, ...] = ()
    """Native speakers who have read it; empty means nobody has."""


@dataclass(frozen=True, slots=True)
class SourceTitles:
    """`knowledge/_sources.yaml`."""

    __pydantic_config__ = FORBID

    titles: Mapping[str, str]
    """File name of a source document -> what people call it."""


@dataclass(frozen=True, slots=True)
class Area:
    """A district of the municipality."""

    __pydantic_config__ = FORBID

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Pack:
    """`knowledge/<pack>/_pack.yaml`: the knowledge of one municipality, or the national one."""

    __pydantic_config__ = FORBID

    pack: str
    name: str
    """What `{place}` stands for."""
    ask_at: str = ""
    """The offer where a person or the coordinator can ask about anything unknown."""
    includes: tuple[str, ...] = ()
    """Other packs whose offers are shown too."""
    areas: tuple[Area, ...] = ()
    campaigns: tuple[str, ...] = ()
    """Codes of posters and links that were given out, and no others, are counted: `campaign-poster` in a link."""
    country: str = "NL"
    timezone: str = "Europe/Amsterdam"
    short_numbers: tuple[str, ...] = ()
    """Numbers that are right although no numbering plan lists them: `113`."""
