"""From answers to offers: which fit, in what order, and why.

Filters first (role, age, pack, published, safe after an alarm), then a sum of the weights below. The rules behind the
weights: made for the question before helpful with it; the lightest help that fits first ("zo licht als mogelijk, zo
zwaar als nodig"); local before national; open and fresh before closed and old. Ties go by id, so the order of files
never shows. Every list has a way to a person in its first page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.common import REASONS
from bot.core.events import Match, Reason
from bot.core.library import Library
from bot.core.offer import Offer
from bot.core.vocabulary import AGE_YEARS, PARENT_NEEDS, UNSAID, YOUTH_NEEDS

UNSAFE_TOGETHER = frozenset({"violence_now", "domestic_violence", "child_abuse", "sexual_abuse",
                             "honour_or_forced_marriage", "perpetrator", "abduction"})  # fmt: skip
"""After these alarms no offer is made that needs both parents: one may be the one who is feared."""

YOUNG = frozenset({"youth", "child"})
HELPERS = frozenset({"professional", "network"})
GENERAL_KINDS = frozenset({"access", "line", "walk-in"})
"""What is shown to somebody whose need is not known."""

MADE_FOR, HELPS_WITH, GENERAL = 100, 60, 40
PHASE, WRONG_PHASE, LOCAL, LANGUAGE, AREA, OPEN, PUBLISHED = 12, -10, 10, 15, 5, 4, 6
BOTH_PARENTS_FOR_YOUNG, HALF_THE_AGES = -30, -15
LEAST_SHARE = 0.2
"""A line for 8 to 18 takes one in ten of the answer `18_27`: too few to send them all there."""
LIGHTNESS = {
    "information": 10, "website": 10, "line": 9, "walk-in": 9, "group": 7, "course": 7, "financial": 7, "housing": 7,
    "access": 6, "individual": 5, "organisation": 2,
}  # fmt: skip
FRESH = ((1, 5), (4, 3), (8, 1))
"""Years since it was last seen -> points."""


REASON = {code: Reason(code) for code in REASONS}


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of the person, as far as it matters for offers. Empty is not asked."""

    role: str = ""
    age: str = ""
    phase: str = ""
    need: str = ""
    area: str = ""
    offer_language: str = ""
    alarms: tuple[str, ...] = ()


def recommend(library: Library, answers: Answers, now: datetime, limit: int = 3) -> tuple[Match, ...]:
    """Every offer that fits, best first; the first `limit` hold a way to a person. Empty when nothing fits."""
    need = "" if answers.need == UNSAID else answers.need
    offers = library.by_need.get(need, ()) if need else library.offers
    ranked = _ranked(library, offers, answers, now, need)
    if not ranked:
        return ()
    return _with_person(library, ranked, answers, now, limit)


def explain(library: Library, offer: Offer, answers: Answers, now: datetime) -> Match:
    """The match of one offer that is shown by name, with whatever reasons hold."""
    return _match(library, offer, answers, now, "" if answers.need == UNSAID else answers.need)


def fits(offer: Offer, answers: Answers) -> bool:
    """True when the offer is open to somebody with these answers."""
    return _role_fits(offer, answers) and age_share(offer, answers) >= LEAST_SHARE and _safe(offer, answers)


def reaches_person(offer: Offer) -> bool:
    """True when a person can be reached with what is known of the offer."""
    direct = offer.phones or offer.via or offer.application_process
    return bool(direct or (offer.kind in {"line", "walk-in"} and offer.url))


def needs_both_parents(offer: Offer) -> bool:
    """True when both parents must sign or take part."""
    return offer.both_parents_needed or offer.parental_consent_needed == "both"


def _ranked(
    library: Library, offers: Iterable[Offer], answers: Answers, now: datetime, need: str
) -> list[Match]:  # best first
    matches = [
        _match(library, offer, answers, now, need)
        for offer in offers
        if fits(offer, answers) and (need or _is_general(offer))
    ]
    matches.sort(key=lambda match: (-match.score, match.offer))
    return matches


def _with_person(
    library: Library, ranked: Sequence[Match], answers: Answers, now: datetime, limit: int
) -> tuple[Match, ...]:
    def is_way(match: Match) -> bool:
        offer = library.records[match.offer]
        return reaches_person(offer) and not needs_both_parents(offer)

    if any(is_way(match) for match in ranked[:limit]):
        return tuple(ranked)
    person = next((match for match in ranked[limit:] if is_way(match)), None)
    if person is None:
        ask = [library.ask_at] if library.ask_at else []
        general = _ranked(library, ask, answers, now, "") or _ranked(library, library.offers, answers, now, "")
        person = next((match for match in general if is_way(match)), None)
    if person is None:
        return tuple(ranked)
    person = Match(person.offer, person.score, (*person.reasons, Reason("person")))
    rest = [match for match in ranked if match.offer != person.offer]
    return (*rest[: limit - 1], person, *rest[limit - 1 :])


def _is_general(offer: Offer) -> bool:
    """A place to begin, not a line for one danger: those come with `helplines`."""
    return offer.kind in GENERAL_KINDS and bool(offer.needs or offer.also_needs)


def _role_fits(offer: Offer, answers: Answers) -> bool:
    if answers.role in ("", UNSAID) or answers.role in offer.audience.roles:
        return True
    return bool(_asked_for(answers).intersection(offer.audience.roles))


def _asked_for(answers: Answers) -> frozenset[str]:
    """Whom a helper asks for: a teacher who looks for a kids' group may be shown what a parent is shown."""
    if answers.role not in HELPERS:
        return frozenset()
    if answers.need in PARENT_NEEDS:
        return frozenset({"parent"})
    if answers.need in YOUTH_NEEDS:
        return frozenset({"child"} if answers.age in ("under_4", "4_11") else {"youth"})
    return frozenset()


def age_share(offer: Offer, answers: Answers) -> float:
    """Which part of the ages that an answer stands for the offer takes: 0 to 1, and 1 where nothing is known."""
    age = answers.age
    if not age or age == UNSAID:
        if answers.role != "child":
            return 1
        age = "4_11"
    if offer.ages_of == "adult" and answers.role not in YOUNG:
        return 1  # the answer was about the child
    youngest, oldest = AGE_YEARS[age]
    low = youngest if offer.minimum_age is None else max(youngest, offer.minimum_age)
    high = oldest if offer.maximum_age is None else min(oldest, offer.maximum_age)
    return max(0, high - low + 1) / (oldest - youngest + 1)


def _safe(offer: Offer, answers: Answers) -> bool:
    return not (needs_both_parents(offer) and UNSAFE_TOGETHER.intersection(answers.alarms))


def _match(library: Library, offer: Offer, answers: Answers, now: datetime, need: str) -> Match:
    parts = [*_about_the_question(offer, answers, need), *_about_the_offer(library, offer, now)]
    score = LIGHTNESS.get(offer.kind, 0) + sum(points for points, _ in parts)
    return Match(offer.id, score, tuple(reason for _, reason in parts if reason))


Part = tuple[int, Reason | None]
"""Points, and the reason to tell, if there is one."""


def _about_the_question(offer: Offer, answers: Answers, need: str) -> Iterator[Part]:
    if not need:
        yield GENERAL, None
    elif need in offer.needs:
        yield MADE_FOR, REASON["need"]
    elif need in offer.also_needs:
        yield HELPS_WITH, REASON["also_need"]
    if answers.phase and offer.phase:
        if answers.phase in offer.phase:
            yield PHASE, REASON["phase"]
        elif answers.phase != UNSAID:
            yield WRONG_PHASE, None
    if answers.age in AGE_YEARS and not (offer.minimum_age is None and offer.maximum_age is None):
        yield (HALF_THE_AGES if age_share(offer, answers) < 0.5 else 0), REASON["age"]
    if answers.offer_language and answers.offer_language in offer.languages:
        yield LANGUAGE, Reason("language", answers.offer_language)
    if answers.area and answers.area in offer.service_areas:
        yield AREA, REASON["area"]
    if answers.role in YOUNG:
        if needs_both_parents(offer):
            yield BOTH_PARENTS_FOR_YOUNG, None
        elif offer.parental_consent_needed == "none":
            yield 0, REASON["no_consent"]


def _about_the_offer(library: Library, offer: Offer, now: datetime) -> Iterator[Part]:
    if offer.pack == library.pack:
        yield LOCAL, REASON["local"]
    schedule = library.schedules.get(offer.id)
    if schedule and schedule.is_open(now):
        yield OPEN, REASON["open_now"]
    if offer.publish == "yes":
        yield PUBLISHED, None
    if offer.last_seen is not None:
        age = now.year - offer.last_seen
        yield next((points for years, points in FRESH if age <= years), 0), None
    if offer.anonymous == "yes":
        yield 0, REASON["anonymous"]
    if offer.free == "yes":
        yield 0, REASON["free"]
