"""Looking something up from another chat: offers as cards, in the person's language, and nothing of it is kept."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.cards import Writer
from bot.channels.telegram.inline import MOST, answer
from bot.channels.telegram.updates import Inline
from bot.core.events import Match
from bot.core.offer import Offer
from tests.content_under_test import app
from tests.judges import telegram_problems

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def found(text: str, language: str = "nl") -> dict[str, Any]:
    """The answer, once the judge has nothing against it."""
    params: dict[str, Any] = answer(Inline("9", text, language), app().parts, NOW)
    assert telegram_problems("answerInlineQuery", params) == []
    assert len(params["results"]) <= MOST
    ids = [result["id"] for result in params["results"]]
    assert len(set(ids)) == len(ids) and all(0 < len(one.encode()) <= 64 for one in ids)
    return params


def ids(text: str, language: str = "nl") -> list[str]:
    """The offers that were found."""
    return [result["id"] for result in found(text, language)["results"]]


def test_without_words_there_are_helplines_and_a_button() -> None:
    """The button opens the private chat."""
    params = found("")
    records = app().library.records
    assert params["results"] and {records[result["id"]].kind for result in params["results"]} == {"line"}
    assert params["button"]["start_parameter"]
    assert (params["cache_time"], params["is_personal"]) == (300, False)


@pytest.mark.parametrize(
    ("text", "language", "offer"),
    [
        ("omgang", "nl", "helmond/bor"),
        ("kindertel", "nl", "nederland/kindertelefoon"),
        ("Kindertelefoon", "en-GB", "nederland/kindertelefoon"),
        ("schulden", "nl", "helmond/schuldhulp"),
        ("debts", "en", "helmond/schuldhulp"),
        ("spreekuur", "xx", "helmond/spreekuur"),
    ],
)
def test_offers_are_found_by_their_names_and_by_what_they_are_for(text: str, language: str, offer: str) -> None:
    """Also by half a word, because people look while they type."""
    assert offer in ids(text, language)


def test_what_nobody_offers_gives_the_button_only() -> None:
    """Nothing is shown that was not asked for."""
    assert ids("zxcvb qwrtp") == []


@pytest.mark.parametrize("text", ["ik wil dood", "ik wil niet meer leven"])
def test_danger_shows_the_helplines_first(text: str) -> None:
    """Whoever types it here is not left with an ordinary search."""
    assert ids(text)[0] == "nederland/113"


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE x; --", "<b>x</b>", "\x00\ud83d", "a" * 256, "{name} %s", "@ ?", "ij" * 99]
)
def test_no_words_break_it(text: str) -> None:
    """And none of them come back."""
    assert "DROP" not in str(found(text))


@pytest.mark.parametrize("language", app().library.spoken)
def test_every_card_fits_and_says_where_it_comes_from(language: str) -> None:
    """In every language: one message, with its source, and taken by the judge."""
    speech = app().parts.speech(language)
    writer = Writer(app().library, speech, NOW)
    shown = [result for text in ("", *sample()) for result in found(text, language)["results"]]
    assert shown
    for result in shown:
        offer = app().library.records[result["id"]]
        text = result["input_message_content"]["message_text"]
        assert 0 < len(result["description"]) <= 120
        assert writer.card(Match(offer.id, 0, ())).lines[-1].text.split("<")[0][:40] in text
        assert len(text.encode("utf-16-le")) // 2 <= 4096


def sample() -> list[str]:
    """Names of offers."""
    offers: tuple[Offer, ...] = app().library.offers
    return [offer.name for offer in offers[::6]]
