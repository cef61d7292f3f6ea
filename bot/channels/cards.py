"""An offer as a card: what, for whom, cost, how to reach it, how fresh it is, and where that was found.

Pure. What is unknown is said to be unknown, with where to ask; nothing is left out to look complete.
"""

from datetime import date, datetime

from bot.channels.base import Card, Line
from bot.core.common import DEFAULT_LANGUAGE
from bot.core.events import Match
from bot.core.freshness import freshness
from bot.core.hours import opening
from bot.core.library import Library
from bot.core.matching import needs_both_parents
from bot.core.offer import Offer
from bot.core.place import dialled, place_values
from bot.core.speech import Speech
from bot.core.text import Text, Value
from bot.i18n.message import UNTOLD

HIDDEN_REASONS = frozenset({"helpline", "age"})
"""True, but no news to the person who reads the card."""


class Writer:
    """Writes cards for one library in one language at one moment."""

    def __init__(self, library: Library, speech: Speech, now: datetime) -> None:
        self.library = library
        self.speech = speech
        self.now = now
        self.place = place_values(library, lambda text: speech.say(text, {}))

    def word(self, table: str, key: str, **values: Value) -> str:
        """One of the assistant's own words (`dialogues/_words.yaml`)."""
        text = getattr(self.library.words, table)[key]
        return self.speech.say(Text(text, f"_words.{table}.{key}", tuple(values.items())), self.place)

    def reasons(self, match: Match) -> tuple[str, ...]:
        """Why an offer is shown, in words."""
        return tuple(self.word("reasons", reason.code) for reason in match.reasons)

    def card(self, match: Match) -> Card:
        """The card of one match."""
        offer = self.library.records[match.offer]
        shown = [self.word("reasons", r.code) for r in match.reasons if r.code not in HIDDEN_REASONS]
        lines = [Line("about", self._of(offer, "description"))]
        if shown:
            lines.append(Line("why", self.word("card", "why", reasons=self.speech.join(shown))))
        lines += self._alerts(offer)
        lines += self._practical(offer)
        lines += self._contact(offer)
        lines.append(Line("freshness", self._freshness(offer)))
        lines.append(Line("source", self.word("card", "sources", sources=self.sources(offer))))
        return Card(offer.id, offer.name, self.word("kinds", offer.kind), tuple(lines), self.reasons(match))

    def answer(self, about: str, offer: Offer) -> str:
        """What the card of an offer says about one thing; that it is not known, where the card says nothing."""
        lines = {
            "cost": self._cost,
            "consent": self._consent,
            "anonymous": self._anonymous,
            "hours": self._hours,
            "contact": self._reach,
            "languages": self._languages,
        }[about](offer)
        text = " ".join(lines) or self.word("card", "about_unknown")
        return self.word("card", "about", name=offer.name, answer=text)

    def fact(self, fact: Offer) -> str:
        """A background fact with its sources, as one bubble."""
        return f"{self._of(fact, 'description')} ({self.word('card', 'sources', sources=self.sources(fact))})"

    def sources(self, offer: Offer) -> str:
        """The distinct sources of an offer with their years, newest first; at most three are named."""
        years: dict[str, int] = {}
        for source in offer.sources:
            name = self.library.source_titles.get(source.doc) or source_name(source.doc)
            years[name] = max(years.get(name, 0), source.year or 0)
        newest = sorted(years.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
        undated = self.word("card", "source_undated")
        return self.speech.join([f"{name} ({year or undated})" for name, year in newest])

    def _of(self, offer: Offer, field: str) -> str:
        return self.speech.say(Text(getattr(offer, field), f"{offer.id}.{field}"), self.place)

    def _alerts(self, offer: Offer) -> list[Line]:
        texts = [self._of(offer, "alert")] if offer.alert else []
        texts += self._consent(offer) if needs_both_parents(offer) else []
        if offer.referral_needed == "yes":
            texts.append(self.word("card", "referral"))
        return [Line("alert", f"{self.word('card', 'alert')} {text}") for text in texts]

    def _practical(self, offer: Offer) -> list[Line]:
        words = [self.word("card", "organization", name=offer.organization)] if offer.organization != offer.name else []
        if offer.audience.ages not in UNTOLD:
            words.append(self.word("card", "for_whom", who=Text(offer.audience.ages, f"{offer.id}.ages")))
        words += [*self._cost(offer), *self._anonymous(offer), *self._languages(offer)]
        return [Line("practical", text) for text in words]

    def _cost(self, offer: Offer) -> list[str]:
        cost = self._of(offer, "fees_description")
        return [self.word("card", "cost", cost=cost) if cost else self.word("card", "cost_unknown")]

    def _anonymous(self, offer: Offer) -> list[str]:
        if offer.anonymous == "unknown":
            return []
        return [self.word("card", "anonymous" if offer.anonymous == "yes" else "anonymous_no")]

    def _languages(self, offer: Offer) -> list[str]:
        names = [self.speech.language(code) for code in offer.languages]
        if names:
            return [self.word("card", "languages", languages=self.speech.join(names))]
        # Dutch speakers are helped in Dutch everywhere; for all others this is a question to ask beforehand.
        return [] if self.speech.code == DEFAULT_LANGUAGE else [self.word("card", "languages_unknown")]

    def _consent(self, offer: Offer) -> list[str]:
        words = [self.word("card", "consent_both")] if offer.parental_consent_needed == "both" else []
        if offer.both_parents_needed:
            words.append(self.word("card", "both_parents"))
        return words or ([self.word("card", "consent_none")] if offer.parental_consent_needed == "none" else [])

    def _contact(self, offer: Offer) -> list[Line]:
        words = [*self._reach(offer), *self._hours(offer)]
        ask = self.library.ask_at
        if not words and ask:
            words.append(self.word("card", "ask_there", ask_name=ask.name, ask_phone=dialled(ask) or ask.url))
        return [Line("contact", text) for text in words]

    def _reach(self, offer: Offer) -> list[str]:
        words = [self.word("card", "phone", phone=phone) for phone in dialled(offer)]
        via = self.library.records.get(offer.via)
        if via:
            words.append(self.word("card", "via", name=via.name, phone=dialled(via) or via.url))
        if offer.application_process:
            words.append(self.word("card", "how", how=self._of(offer, "application_process")))
        words += [self.word("card", "address", address=location.address) for location in offer.locations]
        if offer.url:
            words.append(self.word("card", "url", url=offer.url))
        if offer.email:
            words.append(self.word("card", "email", email=offer.email))
        return words

    def _hours(self, offer: Offer) -> list[str]:
        schedule = self.library.schedules.get(offer.id)
        if not schedule or not offer.opening_hours:
            return []
        state = opening(schedule, self.now)
        hours = Text(offer.opening_hours.text, f"{offer.id}.opening_hours")
        words = [self.word("card", "hours", hours=hours)]
        if state.always:
            return words
        if state.changes is None:
            words.append(self.word("card", "closed"))
        elif state.open:
            words.append(self.word("card", "open_until", time=self.speech.time(state.changes)))
        else:
            words.append(self.word("card", "opens_at", when=self.speech.day_and_time(state.changes)))
        return words

    def _freshness(self, offer: Offer) -> str:
        fresh = freshness(offer, self.now)
        # Nobody asks the desk whether the desk exists, or anybody else before calling a helpline: a plain sentence.
        plain = offer.kind == "line" or offer == self.library.ask_at
        code = "recent" if fresh.code == "dated" and plain else fresh.code
        day = self.speech.date(date.fromisoformat(fresh.when)) if fresh.code == "checked" else ""
        return self.word("freshness", code, year=fresh.when, date=day)


def source_name(doc: str) -> str:
    """A source as people can look it up: the site of a web page, or what the facts file calls it."""
    if "://" not in doc:
        return doc
    return doc.split("://")[1].split("/")[0].removeprefix("www.")
