"""From answers to offers: which fit, in what order, and why.

Filters first (role, age, pack, published, safe after an alarm), then a sum of the weights below. The rules behind the
weights: made for the question before helpful with it; the lightest help that fits first ("zo licht als mogelijk, zo
zwaar als nodig"); local before national; open and fresh before closed and old. Ties go by id, so the order of files
never shows. Every list has a way to a person in its first page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.events import Match, Reason
from bot.core.library import Library
from bot.core.offer import Offer
from bot.core.vocabulary import AGE_YEARS, UNSAID

UNSAFE_TOGETHER = frozenset({"violence_now", "domestic_violence", "child_abuse", "sexual_abuse",
                             "honour_or_forced_marriage", "perpetrator", "abduction"})  # fmt: skip
"""After these alarms no offer is made that needs both parents: one may be the one who is feared."""

YOUNG = frozenset({"youth", "child"})
GENERAL_KINDS = frozenset({"access", "line", "walk-in"})
"""What is shown to somebody whose need is not known."""

MADE_FOR, HELPS_WITH, GENERAL = 100, 60, 40
PHASE, WRONG_PHASE, LOCAL, LANGUAGE, AREA, OPEN, PUBLISHED = 12, -10, 10, 15, 5, 4, 6
BOTH_PARENTS_FOR_YOUNG = -30
LIGHTNESS = {
    "information": 10, "website": 10, "line": 9, "walk-in": 9, "group": 7, "course": 7, "financial": 7, "housing": 7,
    "access": 6, "individual": 5, "organisation": 2,
}  # fmt: skip
FRESH = ((1, 5), (4, 3), (8, 1))
"""Years since it was last seen -> points."""


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
    return _role_fits(offer, answers) and _age_fits(offer, answers) and _safe(offer, answers)


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
        if fits(offer, answers) and (need or offer.kind in GENERAL_KINDS)
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
        general = _ranked(library, library.offers, answers, now, "")
        person = next((match for match in general if is_way(match)), None)
    if person is None:
        return tuple(ranked)
    person = Match(person.offer, person.score, (*person.reasons, Reason("person")))
    rest = [match for match in ranked if match.offer != person.offer]
    return (*rest[: limit - 1], person, *rest[limit - 1 :])


def _role_fits(offer: Offer, answers: Answers) -> bool:
    return answers.role in ("", UNSAID) or answers.role in offer.audience.roles


def _age_fits(offer: Offer, answers: Answers) -> bool:
    age = answers.age
    if not age or age == UNSAID:
        if answers.role != "child":
            return True
        age = "4_11"
    if offer.ages_of == "adult" and answers.role not in YOUNG:
        return True  # the answer was about the child
    youngest, oldest = AGE_YEARS[age]
    low = 0 if offer.minimum_age is None else offer.minimum_age
    high = 200 if offer.maximum_age is None else offer.maximum_age
    return youngest <= high and oldest >= low


def _safe(offer: Offer, answers: Answers) -> bool:
    return not (needs_both_parents(offer) and UNSAFE_TOGETHER.intersection(answers.alarms))


def _match(library: Library, offer: Offer, answers: Answers, now: datetime, need: str) -> Match:
    score = LIGHTNESS.get(offer.kind, 0)
    reasons: list[Reason] = []

    def count(points: int, code: str = "", detail: str = "") -> None:
        nonlocal score
        score += points
        if code:
            reasons.append(Reason(code, detail))

    if need and need in offer.needs:
        count(MADE_FOR, "need")
    elif need and need in offer.also_needs:
        count(HELPS_WITH, "also_need")
    elif not need:
        count(GENERAL)
    if answers.phase and offer.phase:
        if answers.phase in offer.phase:
            count(PHASE, "phase")
        elif answers.phase != UNSAID:
            count(WRONG_PHASE)
    if answers.age in AGE_YEARS and not (offer.minimum_age is None and offer.maximum_age is None):
        count(0, "age")
    if offer.pack == library.pack:
        count(LOCAL, "local")
    if answers.offer_language in offer.languages:
        count(LANGUAGE, "language", answers.offer_language)
    if answers.area and answers.area in offer.service_areas:
        count(AREA, "area")
    schedule = library.schedules.get(offer.id)
    if schedule and schedule.is_open(now):
        count(OPEN, "open_now")
    if offer.publish == "yes":
        count(PUBLISHED)
    if offer.last_seen is not None:
        age = now.year - offer.last_seen
        count(next((points for years, points in FRESH if age <= years), 0))
    if answers.role in YOUNG:
        if needs_both_parents(offer):
            count(BOTH_PARENTS_FOR_YOUNG)
        elif offer.parental_consent_needed == "none":
            count(0, "no_consent")
    if offer.anonymous == "yes":
        count(0, "anonymous")
    if offer.free == "yes":
        count(0, "free")
    return Match(offer.id, score, tuple(reasons))
