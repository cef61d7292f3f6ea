"""A small town made by hand, for tests of the core: no files, no Dutch, no real offers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.common import (
    CARD_WORDS,
    FRESHNESS,
    MENU_COMMANDS,
    MESSAGES,
    MESSENGER,
    PLURALS,
    PROFILE,
    REASONS,
    Area,
    Command,
    Common,
    Pack,
    Plural,
    Words,
)
from bot.core.flow import Choice, Find, Flow, Nothing, Step, Unsaid
from bot.core.library import Library
from bot.core.offer import Audience, Offer, Phone
from bot.core.vocabulary import SLOT_VALUES, SLOTS

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


class Always:
    """Open day and night."""

    def is_open(self, time: datetime) -> bool:
        return True

    def next_change(self, time: datetime) -> datetime | None:
        return None


class Daytime:
    """Open from 9 to 17 every day."""

    def is_open(self, time: datetime) -> bool:
        return 9 <= time.hour < 17

    def next_change(self, time: datetime) -> datetime | None:
        hour = 17 if self.is_open(time) else 9
        change = time.replace(hour=hour, minute=0, second=0, microsecond=0)
        return change if change > time else change + timedelta(days=1)


def offer(slug: str, **fields: Any) -> Offer:
    """A published offer of the town for everybody; fields as given."""
    roles = fields.pop("roles", ("parent", "youth", "child", "professional", "network"))
    base = Offer(
        id=slug if "/" in slug else f"town/{slug}",
        name=slug.title(),
        organization="Town",
        kind="line",
        description=f"About {slug}.",
        publish="yes",
        audience=Audience(roles),
        confidence="document",
        status_note="",
    )
    return replace(base, **fields)


COMMON = Common(
    start="hello",
    after="else",
    missed="people",
    lost="else",
    pack="town",
    commands={
        "help": Command(call="people"),
        "back": Command(act="back"),
        "restart": Command(act="restart"),
        "change": Command(act="change"),
        "more": Command(act="more"),
        "menu": Command(goto="else"),
        "stop": Command(goto="bye"),
        "erase": Command(goto="bye.erase"),
    },
    alarms={"emergency": "people", "urgent": "people", "concern": "gentle"},
    sides={"privacy_question": "aside"},
)

WORDS = Words(
    messages={name: f"<{name}>" for name in MESSAGES},
    messenger={name: f"<{name}>" for name in MESSENGER},
    profile={name: f"<{name}>" for name in PROFILE},
    commands={name: f"<{name}>" for name in MENU_COMMANDS},
    plurals={name: Plural(f"<one {name}>", f"<{{count}} {name}>") for name in PLURALS},
    card={name: f"<{name}>" for name in CARD_WORDS},
    freshness={name: f"<{name}>" for name in FRESHNESS},
    reasons={name: f"<{name}>" for name in REASONS},
    kinds={},
    slots={slot: slot for slot in SLOTS},
    values={slot: {value: value for value in values} for slot, values in SLOT_VALUES.items()},
)

FLOWS = {
    "hello": Flow(
        "hello",
        "Hello",
        "welcome",
        {
            "welcome": Step(say=("Hi.",), goto="who"),
            "who": Step(
                ask="Who?",
                save="role",
                choose=(Choice("parent", "Parent"), Choice("youth", "Youth")),
                goto="how_old",
            ),
            "how_old": Step(ask="Age?", save="age", choose=(Choice("12_15", "12-15"),), goto="topic"),
            "topic": Step(
                ask="Topic?",
                save="need",
                choose=(Choice("money", "Money"), Choice("legal", "Law", goto="law")),
                goto="look",
            ),
            "look": Step(find=Find(limit=2), none=Nothing("else", ("Nothing.",)), goto="else"),
            "law": Step(call="aside", goto="look"),
        },
    ),
    "else": Flow(
        "else",
        "Else",
        "ask",
        {
            "ask": Step(
                ask="Else?",
                choose=(Choice("again", "Again", goto="again"), Choice("done", "Done", goto="bye")),
                unsaid=Unsaid("Dunno", "ask"),
                goto="ask",
            ),
            "again": Step(forget=("need",), goto="hello.topic"),
        },
    ),
    "aside": Flow(
        "aside",
        "Aside",
        "tell",
        {
            "tell": Step(say=("Nobody reads this.",), goto="sure"),
            "sure": Step(ask="Sure?", choose=(Choice("yes", "Yes", goto="out"),), goto="out"),
            "out": Step(end="return"),
        },
    ),
    "people": Flow(
        "people", "People", "lines", {"lines": Step(helplines="any", goto="out"), "out": Step(end="return")}
    ),
    "gentle": Flow("gentle", "Gentle", "tell", {"tell": Step(say=("Gently.",), helplines="raised", end="return")}),
    "bye": Flow(
        "bye", "Bye", "stop", {"stop": Step(say=("Bye.",), end="stop"), "erase": Step(say=("Gone.",), end="erase")}
    ),
}


def library(
    flows: Mapping[str, Flow] | None = None, offers: tuple[Offer, ...] = (), schedules: Mapping[str, Any] | None = None
) -> Library:
    """The town, with other flows or offers where they are given."""
    records = offers or (
        offer("bank", needs=("money",), phones=(Phone("1"),)),
        offer("coins", needs=("money",), kind="financial"),
        offer("court", needs=("legal",), also_needs=("money",), kind="access"),
        offer("listen", alarms=("suicide", "child_abuse"), free="yes", phones=(Phone("2"),)),
    )
    packs = {
        "town": Pack("town", "Town", ask_at="town/bank", includes=("country",), areas=(Area("north", "North"),)),
        "country": Pack("country", "Country"),
    }
    return Library(
        flows={**FLOWS, **(flows or {})},
        records={record.id: record for record in records},
        packs=packs,
        common=COMMON,
        words=WORDS,
        pack="town",
        schedules=schedules if schedules is not None else {"town/listen": Always()},
    )


def steps(flow: str, **named: Step) -> dict[str, Flow]:
    """One flow that starts at its first step, to lay over the town's own."""
    return {flow: Flow(flow, flow.title(), next(iter(named)), named)}
