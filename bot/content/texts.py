"""Every text that people may get to read, with the place where it was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.content.context import WORDS, Context
from bot.content.problems import Path, Problem
from bot.core.common import Words
from bot.core.flow import Flow, Step
from bot.core.offer import Offer

Form = Literal["bubble", "question", "label", "description", "title"]
"""What a text of a flow becomes on a screen."""

WORD_TABLES = ("messages", "card", "freshness", "reasons", "kinds", "slots")
READ_OF_A_RECORD = ("name", "organization", "description", "alert", "fees_description", "application_process")


@dataclass(frozen=True, slots=True)
class Spot:
    """One text and where it stands."""

    file: str
    path: Path
    text: str

    def problem(self, context: Context, text: str) -> Problem:
        """A problem with this text."""
        return context.problem(self.file, self.path, text)


def all_texts(context: Context) -> Iterator[Spot]:
    """The texts of all flows, of the assistant itself, and of the records that people may be shown."""
    yield from flow_texts(context)
    yield from word_texts(context.library.words)
    yield from record_texts(context)


def flow_texts(context: Context) -> Iterator[Spot]:
    """The texts of all flows."""
    for flow in context.sources.flows.values():
        for _, path, text in forms(flow):
            yield Spot(context.flow_files[flow.flow], path, text)


def forms(flow: Flow) -> Iterator[tuple[Form, Path, str]]:
    """The texts of one flow, each with what it becomes."""
    yield "title", ("title",), flow.title
    for name, step in flow.steps.items():
        for form, path, text in _of_step(step):
            yield form, ("steps", name, *path), text


def word_texts(words: Words) -> Iterator[Spot]:
    """The assistant's own words."""
    for table in WORD_TABLES:
        for key, text in getattr(words, table).items():
            yield Spot(WORDS, (table, key), text)
    for slot, values in words.values.items():
        for value, text in values.items():
            yield Spot(WORDS, ("values", slot, value), text)


def record_texts(context: Context) -> Iterator[Spot]:
    """What people may read of the offers, and of the facts that are not kept back."""
    for record in context.sources.records.values():
        if record.publish != "no":
            for path, text in _of_record(record):
                yield Spot(f"knowledge/{record.id}.yaml", path, text)


def _of_step(step: Step) -> Iterator[tuple[Form, Path, str]]:
    for number, text in enumerate(step.say):
        yield "bubble", ("say", number), text
    if step.none:
        for number, text in enumerate(step.none.say):
            yield "bubble", ("none", "say", number), text
    if step.ask:
        yield "question", ("ask",), step.ask
    for number, choice in enumerate(step.choose):
        yield "label", ("choose", number, "label"), choice.label
        if choice.description:
            yield "description", ("choose", number, "description"), choice.description
    if step.unsaid and step.unsaid.label:
        yield "label", ("unsaid", "label"), step.unsaid.label


def _of_record(record: Offer) -> Iterator[tuple[Path, str]]:
    for field in READ_OF_A_RECORD:
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
