"""Which language a message is in."""

import pytest
from hypothesis import given, strategies as st

from bot.understanding.language import dumps, loads, possible, train

SENTENCES = {
    "nl": ["mijn vader schreeuwt altijd", "ik heb geen geld meer", "mijn moeder is verdrietig", "ik wil naar huis"] * 6,
    "en": ["my father always shouts", "i have no money left", "my mother is sad", "i want to go home"] * 6,
    "ar": ["ابي يصرخ دائما", "ليس عندي مال", "baba kayghawet dima", "امي حزينة"] * 6,
    "fa": ["پدرم همیشه داد می‌زند", "پول ندارم", "مادرم غمگین است"] * 6,
    "ti": ["ኣቦይ ኩሉ ግዜ"] * 6,
}
DETECTOR = train(SENTENCES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mijn moeder heeft geen geld", "nl"),
        ("my mother has no money", "en"),
        ("عندي مال", "ar"),
        ("پول", ""),
        ("مادرم پول ندارد", "fa"),
        ("baba dima kayghawet", "ar"),
        ("ኣቦይ ናብ ገዛ", "ti"),
        ("ok", ""),
        ("123 456", ""),
        ("🙂🙂🙂🙂🙂", ""),
    ],
)
def test_detect(text: str, code: str) -> None:
    """By script where that tells it, by words elsewhere; nothing where there is too little to go by."""
    assert DETECTOR.detect(text) == code


def test_mixed_messages_have_two_possible_languages() -> None:
    """Both are worth reading for danger."""
    assert set(possible(DETECTOR.ranked("mijn father schreeuwt always en shouts altijd"))) == {"nl", "en"}


@given(st.text(max_size=80))
def test_the_model_survives_being_written(text: str) -> None:
    """What is read back says the same."""
    again = loads(dumps(DETECTOR))
    assert [code for code, _ in again.ranked(text)][:1] == [code for code, _ in DETECTOR.ranked(text)][:1]
