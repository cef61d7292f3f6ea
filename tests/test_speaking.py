"""Every conversation case in every language: the same way, the same offers, and nothing left in Dutch.

What a case types is Dutch and is read as Dutch; whatever is shown is in the language of the test.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache

import pytest

from bot.cases import Case, library_for, moment, turns
from bot.channels.base import Bubble, Card, Screen
from bot.channels.render import render
from bot.core.common import DEFAULT_LANGUAGE
from bot.core.events import Asked, Found, Turn
from bot.core.library import Library
from bot.core.limits import TELEGRAM, WHATSAPP
from bot.core.prepared import LANGUAGE
from bot.i18n.catalog import FILE, read, translations
from bot.i18n.speech import LocaleSpeech, Translations
from tests.conftest import ROOT
from tests.content_under_test import app
from tests.test_conversations import cases

LANGUAGES = app().library.languages
COMPLETE = [code for code, language in LANGUAGES.items() if language.status == "complete"]
TRANSLATED = [code for code in COMPLETE if code != DEFAULT_LANGUAGE]


class Noted(dict[tuple[str, str], tuple[str, ...]]):
    """Translations that note what was asked for and is not there."""

    def __init__(self, known: Translations) -> None:
        super().__init__(known)
        self.missing: set[tuple[str, str]] = set()

    def get(self, key: tuple[str, str], default: object = None) -> tuple[str, ...] | None:  # type: ignore[override]
        """A name has no context, and is the same in every language."""
        if key not in self and key[0] and any(letter.isalpha() for letter in key[1]):
            self.missing.add(key)
        return super().get(key)


@cache
def played(name: str, language: str) -> tuple[Turn, ...]:
    """What comes of a case in a language."""
    done = tuple(done for _, done in turns(app().parts, cases()[name], language))
    assert not [turn for turn in done if isinstance(turn, str)]
    return done  # type: ignore[return-value]  # held by the line above


def way(turn: Turn) -> tuple[str, tuple[str, ...]]:
    """Where a turn leads, and the offers that it shows."""
    asked = [f"{event.flow}.{event.step}" for event in turn.events if isinstance(event, Asked)]
    offers = [match.offer for event in turn.events if isinstance(event, Found) for match in event.matches]
    return (asked or [""])[-1], tuple(offers)


def screens(code: str, translated: Mapping[tuple[str, str], tuple[str, ...]]) -> Iterator[tuple[str, Screen]]:
    """Every different screen that the cases show in a language, with the name of a case that shows it."""
    speech = LocaleSpeech(code, LANGUAGES[code].direction, translated)
    seen = set()
    for name, case in cases().items():
        library, now = shown_in(case)
        for turn in played(name, code):
            key = (turn.events, library.pack, case.library, now)
            if turn.language == code and key not in seen:
                seen.add(key)
                yield name, render(turn.events, library, speech, now)


def shown_in(case: Case) -> tuple[Library, datetime]:
    """The content and the moment of a case."""
    library = library_for(app().library, case)
    return library, moment(library, case)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_case_goes_the_same_way_in_every_language(code: str) -> None:
    """The same questions and the same offers, turn by turn."""
    for name in cases():
        here, there = played(name, code), played(name, "")
        assert [way(turn) for turn in here] == [way(turn) for turn in there], name


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_screen_is_in_its_language_and_fits_every_channel(code: str) -> None:
    """Nothing is left in Dutch, no slot is left open, and no text is longer than WhatsApp and Telegram carry."""
    noted = Noted(translations(read(ROOT / FILE.format(code), code)))
    number = 0
    for name, screen in screens(code, noted):
        number += 1
        assert noted.missing == set(), name
        assert list(too_long(screen)) == [], name
        assert not [text for text in texts(screen) if "{" in text], name
    assert number > len(app().library.flows)


def texts(screen: Screen) -> Iterator[str]:
    """All that a screen shows."""
    for block in screen.blocks:
        yield from [block.text] if isinstance(block, Bubble) else [line.text for line in block.lines]
    for button in screen.buttons:
        yield from (button.label, button.description)


def too_long(screen: Screen) -> Iterator[str]:
    """What does not fit."""
    room = WHATSAPP.button if len(screen.buttons) <= WHATSAPP.buttons else WHATSAPP.row
    for block in screen.blocks:
        if isinstance(block, Bubble) and len(block.text) > WHATSAPP.text:
            yield block.text
        if isinstance(block, Card) and units(block) > TELEGRAM.text:
            yield block.title
    for button in screen.buttons:
        if len(button.label) > room or len(button.description) > WHATSAPP.description:
            yield button.label


def units(card: Card) -> int:
    """The length of a card as Telegram counts it."""
    return sum(
        len(text.encode("utf-16-le")) // 2 + 1 for text in (card.title, card.subtitle, *(x.text for x in card.lines))
    )


@pytest.mark.parametrize("code", [code for code in TRANSLATED if LANGUAGES[code].direction == "rtl"])
def test_values_keep_their_order_among_letters_from_right_to_left(code: str) -> None:
    """A number of two parts is never shown the wrong way round: it stands between marks."""
    found = 0
    for _, screen in screens(code, translations(read(ROOT / FILE.format(code), code))):
        for text in texts(screen):
            if "14 0492" in text:
                found += 1
                assert text.split("14 0492")[0][-1:] == "\u2068" and text.split("14 0492")[1][:1] == "\u2069"
    assert found


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_first_screen_says_that_nobody_has_read_the_translation(code: str) -> None:
    """As long as that is true; and every language stands there by its own name."""
    first = next(screen for name, screen in screens(code, translations(read(ROOT / FILE.format(code), code))))
    shown = " ".join(texts(first))
    said = [block.context for block in first.blocks if isinstance(block, Bubble)]
    assert ("_words.messages.not_reviewed" in said) == (not LANGUAGES[code].reviewers)
    assert [LANGUAGES[each].name for each in app().library.spoken if LANGUAGES[each].name not in shown] == []


@pytest.mark.parametrize("code", app().library.spoken)
def test_the_choice_of_a_language_is_offered_in_that_language(code: str) -> None:
    """On the button stands its own name, whatever is spoken now."""
    asked = app().library.questions["language", "which"]
    assert (LANGUAGE + code, LANGUAGES[code].name) in [(option.id, option.label.msgid) for option in asked.options]
