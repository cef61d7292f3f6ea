"""All content that one running assistant knows, read-only."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.core import prepared
from bot.core.common import Common, Language, Pack, Words
from bot.core.events import Asked, Said
from bot.core.flow import Flow, Step
from bot.core.hours import Schedule
from bot.core.offer import Offer
from bot.core.prepared import Place


@dataclass(frozen=True)
class Library:
    """Flows, records of the sociale kaart and the assistant's own words, for one pack."""

    flows: Mapping[str, Flow]
    records: Mapping[str, Offer]
    """Every record of `knowledge/`, by id: offers, background facts and worklist items."""
    packs: Mapping[str, Pack]
    common: Common
    words: Words
    pack: str
    """The municipality that is served."""
    languages: Mapping[str, Language] = field(default_factory=dict)
    """Code -> language that is spoken or at least understood."""
    source_titles: Mapping[str, str] = field(default_factory=dict)
    """File name of a source document -> what people call it."""
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    """Offer id -> its opening hours, for the offers whose hours are known."""

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """The offers that people of this pack may be shown, sorted by id."""
        return self.offers_of(self.pack)

    def serving(self, pack: str) -> "Library":
        """The same content, serving another pack."""
        return self if pack == self.pack else replace(self, pack=pack)

    def speaks(self, language: str) -> bool:
        """True when conversations can be held in a language."""
        return language in self.spoken

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The codes of the languages in which conversations can be held, the content's own first."""
        return tuple(code for code, language in self.languages.items() if language.status != "begun")

    def offers_of(self, pack: str) -> tuple[Offer, ...]:
        """The offers that people of `pack` may be shown: its own and those of the packs it includes."""
        packs = {pack, *self.packs[pack].includes}
        shown = (offer for offer in self.records.values() if offer.is_shown and offer.pack in packs)
        return tuple(sorted(shown, key=lambda offer: offer.id))

    @cached_property
    def by_need(self) -> Mapping[str, tuple[Offer, ...]]:
        """Need -> the offers that are made for it or help with it, so that finding does not read them all."""
        index: dict[str, list[Offer]] = {}
        for offer in self.offers:
            for need in {*offer.needs, *offer.also_needs}:
                index.setdefault(need, []).append(offer)
        return {need: tuple(offers) for need, offers in index.items()}

    @cached_property
    def questions(self) -> Mapping[Place, Asked]:
        """Every question with its own choices."""
        names = {code: self.languages[code].name for code in self.spoken}
        return prepared.questions(self.flows, self.words, names)

    @cached_property
    def sentences(self) -> Mapping[Place, tuple[Said, ...]]:
        """What every step says."""
        return prepared.sentences(self.flows)

    @cached_property
    def shown_ids(self) -> frozenset[str]:
        """Ids of `offers`."""
        return frozenset(offer.id for offer in self.offers)

    @cached_property
    def place(self) -> Pack:
        """The pack that is served."""
        return self.packs[self.pack]

    @property
    def ask_at(self) -> Offer | None:
        """The offer where a person can ask what the assistant does not know."""
        return self.records.get(self.place.ask_at)

    def step(self, flow: str, step: str) -> Step | None:
        """The step, or None when the content no longer has it."""
        found = self.flows.get(flow)
        return found.steps.get(step) if found else None

    def target(self, flow: str, goto: str) -> tuple[str, str] | None:
        """Where `goto`, written in a step of `flow`, leads: flow and step, or None when nowhere.

        A step of the same flow comes first, then `flow.step`, then the start of a flow.
        """
        here = self.flows.get(flow)
        if here and goto in here.steps:
            return flow, goto
        name, _, step = goto.partition(".")
        there = self.flows.get(name)
        if there is None:
            return None
        step = step or there.start
        return (name, step) if step in there.steps else None
