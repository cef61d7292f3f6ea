"""Offers are named anywhere and found where somebody searches."""

import pytest

from bot.understanding.offers import OfferWords, offer_table
from tests.understanding.toy_phrases import spell

SPELL = spell()
OFFERS = (
    OfferWords("x/villa", "Villa Pinedo (Online-Buddy, forum)", "Villa Pinedo", ("gescheiden",), "Chat met een buddy."),
    OfferWords("x/line", "De Kindertelefoon", "Kindertelefoon", ("praten",), "Bellen of chatten met iemand."),
    OfferWords("x/debts", "Schulddienstverlening Dorp", "Gemeente", ("schulden",), "Hulp als je schulden hebt."),
    OfferWords("x/kids", "Kindpakket Dorp", "Gemeente", ("weinig geld",), "Geld voor sport en school."),
    OfferWords("x/contact", "Begeleide Omgangsregeling (BOR)", "Humanitas", ("omgang",), "Een vrijwilliger helpt."),
    OfferWords("x/mee", "MEE", "MEE", ("beperking",), "Ondersteuning."),
    OfferWords("x/plan", "Ouderschapsplan", "", ("scheiden",), "Afspraken op papier."),
    OfferWords("x/team", "Team Dorp", "Gemeente", ("opvoeden",), "Vragen over opvoeden."),
)
TABLE = offer_table(OFFERS, SPELL, frozenset({"ouderschapsplan", "me", "team"}))


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("villa pinedo", ("x/villa",)),
        ("ken je Villa Pinedo ook?", ("x/villa",)),
        ("vila pinédo", ("x/villa",)),
        ("ik wil de kinder telefoon bellen", ("x/line",)),
        ("kindertelfoon", ("x/line",)),
        ("hoe vraag ik kindpakket aan", ("x/kids",)),
        ("begeleide omgangsregeling", ("x/contact",)),
        ("bor", ("x/contact",)),
        ("pinedo", ("x/villa",)),
        ("mee", ("x/mee",)),
        ("een kindpakketdienst", ()),
        ("ik ben kindertelefoonvrijwilliger", ()),
        ("ga je mee naar buiten", ()),
        ("wij maken een ouderschapsplan", ()),
        ("villa pinedo of de kindertelefoon", ("x/villa", "x/line")),
        ("hallo", ()),
        ("", ()),
    ],
)
def test_named(typed: str, offers: tuple[str, ...]) -> None:
    """A whole name is heard in any sentence, also with a slip; an ordinary or short word only by itself."""
    assert TABLE.named(SPELL.message(typed)) == offers


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("schulden", "x/debts"),
        ("schuldhulp", "x/debts"),
        ("sport", "x/kids"),
        ("humanitas", "x/contact"),
        ("opvoeding", "x/team"),
        ("budy", "x/villa"),
        ("omgang met mijn kind", "x/contact"),
        ("vrijwilligers", "x/contact"),
    ],
)
def test_found(typed: str, first: str) -> None:
    """A search looks at names, organisations, situations and descriptions, also for parts of words and slips."""
    assert TABLE.found(SPELL.message(typed))[:1] == (first,)


@pytest.mark.parametrize("typed", ["xyzzy", "ja", "", "wat een weer vandaag zeg"])
def test_nothing_found(typed: str) -> None:
    """A search for what no offer is about finds nothing."""
    assert TABLE.found(SPELL.message(typed)) == ()


def test_the_order_of_the_offers_does_not_matter() -> None:
    """A search gives the same list however the files are ordered."""
    turned = offer_table(tuple(reversed(OFFERS)), SPELL)
    for typed in ("gemeente", "schulden", "helpt", "chat"):
        assert turned.found(SPELL.message(typed)) == TABLE.found(SPELL.message(typed))
