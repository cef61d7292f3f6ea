"""A card tells what is known, says what is not, and where to ask."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.channels.base import Card
from bot.channels.cards import Writer, place_values, source_name
from bot.core.events import Match, Reason
from bot.i18n.speech import LocaleSpeech
from tests.content_under_test import app

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def card(offer: str, now: datetime = NOON, reasons: tuple[str, ...] = ()) -> Card:
    """The Dutch card of a real offer at a moment."""
    match = Match(offer, 0, tuple(Reason(reason) for reason in reasons))
    return Writer(app().library, LocaleSpeech("nl"), now).card(match)


def text(one: Card) -> str:
    """All lines of a card."""
    return "\n".join(line.text for line in one.lines)


def test_an_old_fact_says_its_year_and_where_to_ask() -> None:
    """Genoemd in 2018; vraag na of dit er nog is."""
    assert "Genoemd in 2018. Vraag na of dit er nog is bij 14 0492 (keuze 2)." in text(card("helmond/spreekuur"))


def test_nothing_claims_to_have_been_checked() -> None:
    """Every card of every pack says that nobody called."""
    for pack in ("helmond", "zwolle", "dinkelland-tubbergen"):
        library = app(pack).library
        writer = Writer(library, LocaleSpeech("nl"), NOON)
        for offer in library.offers:
            fresh = [line.text for line in writer.card(Match(offer.id, 0, ())).lines if line.about == "freshness"]
            assert len(fresh) == 1
            assert "gebeld" in fresh[0], offer.id


def test_the_place_to_ask_is_not_asked_about_itself() -> None:
    """The card of the desk does not send people to the desk to ask whether the desk is there."""
    assert "Vraag na of dit er nog is" not in text(card("helmond/140492"))


def test_what_it_costs_is_unknown_where_no_source_tells() -> None:
    """Never a guess."""
    assert "Kosten: niet bekend" in text(card("helmond/spreekuur"))
    assert "Kosten: gratis" in text(card("nederland/kindertelefoon"))


def test_an_offer_without_any_contact_says_where_to_ask() -> None:
    """No card ends in nothing."""
    assert "14 0492 (keuze 2)" in text(card("helmond/vingers"))


def test_an_offer_that_is_reached_through_another_names_it_with_its_number() -> None:
    """`via` becomes a name and a number."""
    assert "via Gemeente Helmond, frontoffice Sociaal Domein: 14 0492 (keuze 2)" in text(card("helmond/spreekuur"))


def test_opening_hours_are_told_for_this_moment() -> None:
    """Open until, or when it opens; with the words of the source."""
    assert "Nu open, tot 21:00 uur." in text(card("nederland/kindertelefoon"))
    night = card("nederland/kindertelefoon", NOON.replace(hour=23))
    assert "Nu dicht. Weer open: dinsdag 11:00" in text(night)
    assert "Nu" not in text(card("nederland/113")).replace("Nummer", "")


def test_consent_and_violence_are_told_before_going() -> None:
    """KIES voor het kind: both signatures, and not with violence."""
    alerts = [line.text for line in card("nederland/kies").lines if line.about == "alert"]
    assert any("toestemming" in alert for alert in alerts)
    assert any("geweld" in alert for alert in alerts)


def test_sources_are_named_as_people_know_them() -> None:
    """A title for a document, the site for a page, a year or 'zonder datum'."""
    assert "Kadernota sociaal domein Helmond 2019-2022 (2019)" in text(card("helmond/140492"))
    assert "zonder datum" in text(card("helmond/leergeld"))
    assert source_name("https://www.nji.nl/scheiding/x") == "nji.nl"
    assert source_name("Weergave in zoekindex") == "Weergave in zoekindex"


def test_reasons_are_words() -> None:
    """Except those that are no news to the reader."""
    one = card("helmond/spreekuur", reasons=("need", "local", "age"))
    why = [line.text for line in one.lines if line.about == "why"]
    assert why == ["Waarom dit: gemaakt voor jouw vraag en dichtbij, in je eigen gemeente."]
    assert len(one.reasons) == 3


def test_every_word_has_its_values_filled_in() -> None:
    """No `{slot}` is left on any card of any pack."""
    for pack in ("helmond", "zwolle", "dinkelland-tubbergen"):
        library = app(pack).library
        writer = Writer(library, LocaleSpeech("nl"), NOON)
        for offer in library.offers:
            one = writer.card(Match(offer.id, 0, (Reason("need"),)))
            assert "{" not in text(one), offer.id


def test_a_pack_without_a_place_to_ask_leaves_the_slots_empty() -> None:
    """The national pack on its own has no desk; it may have a page."""
    library = app().library
    assert place_values(library.serving("nederland"))["ask_phone"] == ""
    desk = replace(library.records["helmond/140492"], phones=())
    without = replace(library, records={**library.records, desk.id: desk})
    assert place_values(without)["ask_phone"] == "https://www.helmond.nl"
