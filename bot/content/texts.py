"""Every text that people may get to read, with the place where it was written and the room that it has.

Also what a translator gets: each text once, under the context by which the assistant asks for its translation
(`flow.step`, `flow.step.choice`, `_words.table.word`, `<offer>.<field>`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.content.context import WORDS, Context
from bot.content.problems import Path, Problem
from bot.core.common import Words
from bot.core.flow import Step
from bot.core.limits import TELEGRAM, TELEGRAM_ABOUT, TELEGRAM_COMMAND, TELEGRAM_NAME, TELEGRAM_SHORT, WHATSAPP
from bot.core.offer import Offer
from bot.core.vocabulary import OFFER_NEEDS, UNSAID

Form = Literal["bubble", "question", "label", "description", "title", "word", "record"]
"""What a text becomes on a screen."""

WORD_TABLES = ("messages", "messenger", "profile", "commands", "card", "freshness", "reasons", "kinds", "slots")
ROOM = {
    **{("messages", key): WHATSAPP.button for key in ("unsaid", "more", "none_of_these", "change_keep")},
    ("messenger", "choose"): WHATSAPP.button,
    ("messenger", "open_chat"): TELEGRAM.button,
    ("profile", "name"): TELEGRAM_NAME,
    ("profile", "short"): TELEGRAM_SHORT,
    ("profile", "about"): TELEGRAM_ABOUT,
}
"""Words of the assistant that must be short; the labels among them also beside two short ones."""
TABLE_ROOM = {"slots": WHATSAPP.row, "commands": TELEGRAM_COMMAND}
SAME_EVERYWHERE = frozenset({"name", "organization", "address"})
"""What is never translated: people must find it as it is written on the door."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One text and where it stands."""

    file: str
    path: Path
    text: str
    form: Form
    context: str = ""
    """Under which its translation is found; empty for what stays as it is."""
    limit: int = WHATSAPP.text
    """The most characters that a channel shows of it."""
    plural: str = ""
    """The same text for another number than 1."""

    def problem(self, context: Context, text: str) -> Problem:
        """A problem with this text."""
        return context.problem(self.file, self.path, text)


def all_texts(context: Context) -> Iterator[Spot]:
    """The texts of all flows, of the assistant itself, and of the records that people may be shown."""
    yield from word_texts(context.library.words)
    yield from flow_texts(context)
    yield from record_texts(context)


def flow_texts(context: Context) -> Iterator[Spot]:
    """The texts of all flows."""
    for flow in context.sources.flows.values():
        file = context.flow_files[flow.flow]
        yield Spot(file, ("title",), flow.title, "title", limit=WHATSAPP.description)
        for name, step in flow.steps.items():
            yield from _of_step(file, ("steps", name), f"{flow.flow}.{name}", step)


def word_texts(words: Words) -> Iterator[Spot]:
    """The assistant's own words."""
    for table in WORD_TABLES:
        for key, text in getattr(words, table).items():
            yield _word((table, key), text, _room(table, key))
    for key, plural in words.plurals.items():
        path = ("plurals", key)
        yield Spot(WORDS, path, plural.one, "word", f"_words.plurals.{key}", plural=plural.other)
    for slot, values in words.values.items():
        for value, text in values.items():
            # What typed words may have meant is asked with these as labels.
            label = slot == "need" and value in OFFER_NEEDS
            yield _word(("values", slot, value), text, WHATSAPP.row if label else WHATSAPP.text)


def record_texts(context: Context) -> Iterator[Spot]:
    """What people may read of the offers, and of the facts that are not kept back."""
    for record in context.sources.records.values():
        if record.publish != "no":
            for path, text in _of_record(record):
                field = str(path[-1]) if path[0] not in ("phones", "opening_hours") else str(path[0])
                named = "" if field in SAME_EVERYWHERE else f"{record.id}.{field}"
                yield Spot(f"knowledge/{record.id}.yaml", path, text, "record", named)


def _room(table: str, key: str) -> int:
    return ROOM.get((table, key)) or TABLE_ROOM.get(table) or WHATSAPP.text


def _word(path: Path, text: str, limit: int) -> Spot:
    return Spot(WORDS, path, text, "word", f"_words.{'.'.join(map(str, path))}", limit)


def _of_step(file: str, at: Path, context: str, step: Step) -> Iterator[Spot]:
    for number, text in enumerate(step.say):
        yield Spot(file, (*at, "say", number), text, "bubble", context)
    if step.none:
        for number, text in enumerate(step.none.say):
            yield Spot(file, (*at, "none", "say", number), text, "bubble", context)
    if step.ask:
        yield Spot(file, (*at, "ask"), step.ask, "question", context)
    shown = len(step.choose) + 1
    room = WHATSAPP.button if shown <= WHATSAPP.buttons and not step.languages else WHATSAPP.row
    for number, choice in enumerate(step.choose):
        named, path = f"{context}.{choice.id}", (*at, "choose", number)
        yield Spot(file, (*path, "label"), choice.label, "label", named, room)
        if choice.description:
            where = (*path, "description")
            yield Spot(file, where, choice.description, "description", named, WHATSAPP.description)
    if step.unsaid and step.unsaid.label:
        yield Spot(file, (*at, "unsaid", "label"), step.unsaid.label, "label", f"{context}.{UNSAID}", room)


def _of_record(record: Offer) -> Iterator[tuple[Path, str]]:
    for field in ("name", "organization", "description", "alert", "fees_description", "application_process"):
        if text := getattr(record, field):
            yield (field,), text
    if record.audience.ages:
        yield ("audience", "ages"), record.audience.ages
    if record.opening_hours and record.opening_hours.text.strip():  # without: `bad_hours` tells
        yield ("opening_hours", "text"), record.opening_hours.text
    for number, phone in enumerate(record.phones):
        if phone.description:
            yield ("phones", number, "description"), phone.description
    for number, location in enumerate(record.locations):
        yield ("locations", number, "address"), location.address
