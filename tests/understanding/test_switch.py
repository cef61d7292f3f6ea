"""Which messages ask for another language, and which only name one."""

import pytest

from bot.understanding.normalise import fold
from bot.understanding.switch import language_names
from tests.content_under_test import app

NAMES = language_names(app().library.languages)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("türkçe", "tr"), ("Turkce lutfen", "tr"), ("kan het in het turks?", "tr"), ("po turecku", "tr"),
        ("turks aub", "tr"),
        ("بالعربية", "ar"), ("بدي احكي عربي", "ar"), ("arabisch graag", "ar"), ("bel3arabi", "ar"), ("arapça", "ar"),
        ("po polsku", "pl"), ("Po polsku proszę", "pl"), ("pools", "pl"), ("can we speak polish", "pl"),
        ("nederlands aub", "nl"), ("in het Nederlands graag", "nl"), ("dutch please", "nl"), ("po holendersku", "nl"),
        ("english please", "en"), ("ENGLISH!!", "en"), ("do you speak english?", "en"), ("ingilizce", "en"),
        ("українською будь ласка", "uk"), ("oekraïens", "uk"), ("можна українською?", "uk"),
        ("în română vă rog", "ro"), ("roemeens", "ro"), ("romaneste", "ro"),
        ("на български моля", "bg"), ("bulgaars", "bg"), ("فارسی لطفا", "fa"), ("farsi", "fa"), ("dari", "fa"),
        ("en español por favor", "es"), ("spaans", "es"), ("soomaali", "so"), ("af soomaali", "so"),
        ("ትግርኛ", "ti"), ("tigrinya", "ti"), ("papiamentu", "pap"), ("na papiamentu por fabor", "pap"),
        ("engelss", "en"), ("nederlans", "nl"), ("ik spreek turks", "tr"),
    ],
)  # fmt: skip
def test_a_language_is_asked_for(text: str, code: str) -> None:
    """By its name in any language, with or without polite words around it, and with a slip."""
    assert NAMES.asked_for(fold(text)) == code


@pytest.mark.parametrize(
    "text",
    [
        "mijn vader is turks", "ik spreek geen nederlands", "mijn ex is pools", "my english teacher hits me", "ja",
        "", "hoi",
        "ze praat arabisch met de kinderen", "nederlands of engels", "ik moet mijn toets engels nog leren", "help",
        "kan ik met iemand praten", "praten", "speak", "hij is naar marokko", "x" * 5000, "polish my shoes",
        "we gaan naar turkije",
    ],
)  # fmt: skip
def test_a_language_that_is_only_named_is_not_asked_for(text: str) -> None:
    """One word that is left over is enough."""
    assert NAMES.asked_for(fold(text)) == ""
