"""Which offers fit, in what order and why."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from bot.core.freshness import freshness
from bot.core.library import Library
from bot.core.matching import Answers, age_share, fits, reaches_person, recommend
from bot.core.offer import Audience, Offer, Phone
from tests.toys import NOW, Daytime, library, offer


def ids(content: Library, answers: Answers, now: datetime = NOW, limit: int = 3) -> list[str]:
    """What is recommended, without the town's name."""
    return [match.offer.removeprefix("town/") for match in recommend(content, answers, now, limit)]


def town(*offers: Offer) -> Library:
    """A town with just these offers, where one can ask at the desk."""
    return library(offers=(offer("bank", kind="access", also_needs=("housing",), phones=(Phone("1"),)), *offers))


def test_made_for_the_question_goes_before_helpful_with_it() -> None:
    """`needs` before `also_needs`; without either it is not shown."""
    content = town(offer("b", also_needs=("money",)), offer("a", needs=("money",)), offer("c", needs=("legal",)))
    assert ids(content, Answers(need="money")) == ["a", "b", "bank"]


def test_the_lightest_help_that_fits_goes_first() -> None:
    """Zo licht als mogelijk, zo zwaar als nodig."""
    kinds = ("organisation", "individual", "course", "line", "information")
    content = town(*(offer(f"{n}", kind=kind, needs=("money",)) for n, kind in enumerate(kinds)))
    assert ids(content, Answers(need="money"), limit=9) == ["4", "3", "2", "1", "0", "bank"]


def test_the_order_of_files_does_not_matter() -> None:
    """Ties go by id."""
    offers = [offer(slug, needs=("money",), phones=(Phone("1"),)) for slug in "cabd"]
    assert ids(town(*offers), Answers(need="money")) == ids(town(*reversed(offers)), Answers(need="money"))


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, True),
        ({"publish": "named_only"}, True),
        ({"publish": "no"}, False),
        ({"status": "defunct"}, False),
        ({"status": "temporarily closed"}, False),
        ({"kind": "statistic"}, False),
        ({"roles": ("youth",)}, False),
        ({"slug": "country/x"}, True),
        ({"slug": "elsewhere/x"}, False),
    ],
)
def test_only_what_people_may_be_shown(fields: dict[str, object], shown: bool) -> None:
    """Published, active, no background fact, for this role, in this pack or one that it includes."""
    given_fields = dict(fields)
    slug = str(given_fields.pop("slug", "x"))
    content = town(offer(slug, needs=("money",), **given_fields))
    assert (slug in ids(content, Answers(role="parent", need="money"))) is shown


@pytest.mark.parametrize(
    ("role", "age", "limits", "fit"),
    [
        ("youth", "12_15", (8, 18), True),
        ("youth", "18_27", (8, 18), False),  # one year in ten
        ("youth", "16_17", (17, 27), True),
        ("youth", "12_15", (17, 27), False),
        ("youth", "unsaid", (17, 27), True),
        ("youth", "", (17, 27), True),
        ("child", "", (12, 15), False),
        ("child", "unsaid", (8, 18), True),
        ("parent", "under_4", (4, 12), False),
        ("parent", "4_11", (4, None), True),
        ("parent", "4_11", (None, 3), False),
        ("youth", "over_27", (None, None), True),
    ],
)
def test_ages(role: str, age: str, limits: tuple[int | None, int | None], fit: bool) -> None:
    """The age is of the young person; an age that was not said keeps nothing back, but a child is under 12."""
    one = offer("x", minimum_age=limits[0], maximum_age=limits[1])
    assert fits(one, Answers(role=role, age=age)) is fit


def test_a_parent_tells_the_age_of_the_child() -> None:
    """A course for adults is not kept from the parent of a baby, but it is from a youth."""
    course = offer("x", minimum_age=18, ages_of="adult")
    assert fits(course, Answers(role="parent", age="under_4"))
    assert not fits(course, Answers(role="youth", age="12_15"))


def test_an_age_that_fits_only_just_counts_less() -> None:
    """A place for 17 and over is not the first for 16 and 17."""
    content = town(offer("a", needs=("money",), minimum_age=18, maximum_age=20), offer("b", needs=("money",)))
    assert age_share(content.records["town/a"], Answers(age="18_27")) == pytest.approx(0.3)
    assert ids(content, Answers(role="youth", age="18_27", need="money"))[:2] == ["b", "a"]


@pytest.mark.parametrize(
    ("role", "need", "age", "roles", "fit"),
    [
        ("professional", "money", "", ("parent",), True),
        ("professional", "money", "", ("youth",), False),
        ("network", "parents_fight_youth", "12_15", ("youth",), True),
        ("network", "parents_fight_youth", "4_11", ("youth",), False),
        ("network", "parents_fight_youth", "4_11", ("child",), True),
        ("professional", "professional_training", "", ("parent",), False),
        ("professional", "professional_training", "", ("professional",), True),
    ],
)
def test_a_helper_is_shown_what_the_one_they_help_is_shown(
    role: str, need: str, age: str, roles: tuple[str, ...], fit: bool
) -> None:
    """A teacher who looks for a kids' group asks for somebody else; for training they ask for themselves."""
    assert fits(offer("x", roles=roles), Answers(role=role, need=need, age=age)) is fit


def test_phase_language_and_district_bring_an_offer_forward() -> None:
    """Each with its reason."""
    content = town(
        offer("a", needs=("money",)),
        offer("phase", needs=("money",), phase=("deciding",)),
        offer("other", needs=("money",), phase=("expecting",)),
        offer("tongue", needs=("money",), languages=("tr",)),
        offer("near", needs=("money",), service_areas=("north",)),
    )
    answers = Answers(need="money", phase="deciding", offer_language="tr", area="north")
    found = recommend(content, answers, NOW, 9)
    assert [m.offer for m in found] == [f"town/{x}" for x in ("tongue", "phase", "near", "a", "other", "bank")]
    reasons = {m.offer: {r.code for r in m.reasons} for m in found}
    assert reasons["town/tongue"] >= {"need", "language", "local"}
    assert "phase" in reasons["town/phase"]
    assert "area" in reasons["town/near"]


def test_open_now_goes_before_closed_now() -> None:
    """And only then says so."""
    content = library(
        offers=(offer("a", needs=("money",), phones=(Phone("1"),)), offer("b", needs=("money",))),
        schedules={"town/b": Daytime()},
    )
    night = NOW.replace(hour=3)
    assert ids(content, Answers(need="money")) == ["b", "a"]
    assert ids(content, Answers(need="money"), night) == ["a", "b"]


def test_fresh_goes_before_old() -> None:
    """Seen last year, five years ago, long ago."""
    content = town(*(offer(f"y{year}", needs=("money",), last_seen=year) for year in (2010, 2019, 2023, 2026)))
    assert ids(content, Answers(need="money"), limit=9)[:4] == ["y2026", "y2023", "y2019", "y2010"]


def test_a_youth_in_a_conflict_is_not_sent_only_to_offers_that_both_parents_sign() -> None:
    """There is another way in the first page, whatever else fits better."""
    groups = [offer(f"group{n}", kind="group", needs=("parents_fight_youth",), parental_consent_needed="both",
                    phones=(Phone("1"),)) for n in range(4)]  # fmt: skip
    alone = offer("alone", kind="organisation", also_needs=("parents_fight_youth",), phones=(Phone("2"),),
                  parental_consent_needed="none")  # fmt: skip
    content = library(offers=(*groups, alone))
    found = recommend(content, Answers(role="youth", need="parents_fight_youth"), NOW)
    assert "town/alone" in [match.offer for match in found[:3]]
    assert "no_consent" in {reason.code for match in found[:3] for reason in match.reasons}


@pytest.mark.parametrize("fields", [{"parental_consent_needed": "both"}, {"both_parents_needed": True}])
@pytest.mark.parametrize("alarm", ["domestic_violence", "child_abuse", "honour_or_forced_marriage"])
def test_after_violence_no_offer_needs_both_parents(fields: dict[str, object], alarm: str) -> None:
    """One of them may be the one who is feared."""
    content = town(offer("both", needs=("money",), **fields))
    assert "both" in ids(content, Answers(role="parent", need="money"))
    assert "both" not in ids(content, Answers(role="parent", need="money", alarms=(alarm,)))
    assert "both" in ids(content, Answers(role="parent", need="money", alarms=("eating_or_addiction",)))


def test_there_is_always_a_way_to_a_person() -> None:
    """Where nothing in the first page has one, the last place goes to one that does."""
    pages = [offer(f"page{n}", kind="information", needs=("money",)) for n in range(5)]
    late = offer("late", kind="organisation", also_needs=("money",), phones=(Phone("1"),))
    assert ids(town(*pages, late), Answers(need="money"))[:3] == ["page0", "page1", "late"]
    found = recommend(town(*pages), Answers(need="money"), NOW)
    assert [match.offer for match in found[:3]] == ["town/page0", "town/page1", "town/bank"]
    assert "person" in {reason.code for reason in found[2].reasons}


def test_where_nobody_can_be_asked_the_list_stays_as_it_is() -> None:
    """An honest list without a person is better than none."""
    content = library(offers=tuple(offer(f"page{n}", kind="information", needs=("money",)) for n in range(2)))
    assert ids(content, Answers(need="money")) == ["page0", "page1"]


@pytest.mark.parametrize(
    ("fields", "way"),
    [
        ({"phones": (Phone("1"),)}, True),
        ({"via": "town/bank"}, True),
        ({"application_process": "Ask your own GP."}, True),
        ({"kind": "walk-in", "url": "https://x.example"}, True),
        ({"kind": "information", "url": "https://x.example"}, False),
        ({"kind": "course"}, False),
    ],
)
def test_what_counts_as_a_way_to_a_person(fields: dict[str, object], way: bool) -> None:
    """A number, another desk, somebody one has already, or a line or walk-in with a page."""
    assert reaches_person(offer("x", **fields)) is way


@pytest.mark.parametrize("need", ["", "unsaid"])
def test_without_a_need_places_to_begin_are_shown(need: str) -> None:
    """Not lines for one danger, which come with helplines, and no courses."""
    content = town(offer("course", kind="course", needs=("money",)), offer("danger", alarms=("suicide",)))
    assert ids(content, Answers(role="parent", need=need)) == ["bank"]


def test_nothing_fits_gives_nothing() -> None:
    """The flow then has its own words."""
    assert ids(town(), Answers(need="money")) == []


OFFERS = st.lists(
    st.builds(
        lambda n, kind, need, also, consent, roles, low: offer(
            f"o{n}", kind=kind, needs=(need,), also_needs=(also,), parental_consent_needed=consent,
            audience=Audience(roles), minimum_age=low,
        ),
        st.integers(0, 10**6),
        st.sampled_from(["line", "group", "course", "access", "information"]),
        st.sampled_from(["money", "legal"]),
        st.sampled_from(["money", "housing"]),
        st.sampled_from(["none", "both", "unknown"]),
        st.sampled_from([("parent",), ("youth", "child"), ("parent", "youth")]),
        st.sampled_from([None, 4, 12, 18]),
    ),
    unique_by=lambda one: one.id,
    max_size=12,
)  # fmt: skip


@given(OFFERS, st.randoms(use_true_random=False), st.sampled_from(["parent", "youth", "unsaid"]),
       st.sampled_from(["money", "legal", "housing", "unsaid"]))  # fmt: skip
def test_ranking_is_deterministic_and_only_shows_what_fits(
    offers: list[Offer], chance: object, role: str, need: str
) -> None:
    """Whatever the order of the files; each offer once, all of them fitting."""
    shuffled = list(offers)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    answers = Answers(role=role, need=need, age="12_15")
    found = ids(town(*offers), answers)
    assert found == ids(town(*shuffled), answers)
    assert len(found) == len(set(found))
    content = town(*offers)
    assert all(fits(content.records[f"town/{one}"], answers) for one in found)


@pytest.mark.parametrize(
    ("assured", "seen", "code", "when"),
    [
        ("2026-11-01", 2018, "checked", "2026-11-01"),
        ("2026-01-01", 2018, "dated", "2018"),
        ("2027-01-01", 2018, "dated", "2018"),
        ("", 2025, "recent", "2025"),
        ("", 2024, "dated", "2024"),
        ("", None, "undated", ""),
    ],
)
def test_freshness(assured: str, seen: int | None, code: str, when: str) -> None:
    """A check counts for half a year and never from the future; then the year of the last source counts."""
    one = replace(offer("x"), assured_date=assured, last_seen=seen)
    assert freshness(one, NOW) == (code, when)


def test_the_time_zone_of_now_is_kept() -> None:
    """Nine o'clock in Amsterdam is open, whatever the clock of the server says."""
    content = library(offers=(offer("a", needs=("money",)),), schedules={"town/a": Daytime()})
    found = recommend(content, Answers(need="money"), datetime(2026, 7, 1, 9, 30, tzinfo=ZoneInfo("Europe/Amsterdam")))
    assert "open_now" in {reason.code for reason in found[0].reasons}
