"""How a language says sentences, numbers, times and lists."""

from datetime import date, datetime

import pytest

from bot.core.text import Text
from bot.i18n.bidi import END, START, guarded, isolate
from bot.i18n.catalog import plural_forms, plural_index
from bot.i18n.speech import LocaleSpeech

EVENING = datetime(2026, 11, 23, 21, 5)
LEFT = Text("Er is nog {count} plek.", "x", (("count", "2"),), "Er zijn nog {count} plekken.", 2)


def test_a_sentence_that_is_not_translated_is_said_in_dutch() -> None:
    """Better Dutch than nothing; also with a number in it."""
    assert LocaleSpeech("tr").say(Text("Hoi", "start.hello"), {}) == "Hoi"
    assert LocaleSpeech("tr").say(LEFT, {}) == "Er zijn nog 2 plekken."


def test_the_same_dutch_is_told_apart_by_where_it_stands() -> None:
    """'Ouder' is a parent in one place and older in another."""
    speech = LocaleSpeech("en", translations={("a", "Ouder"): ("Parent",), ("b", "Ouder"): ("Older",)})
    assert [speech.say(Text("Ouder", place), {}) for place in ("a", "b")] == ["Parent", "Older"]


def test_a_slot_never_reaches_into_what_it_is_filled_with() -> None:
    """No attribute, no index, no stray brace: what nothing fills stays as it is."""
    speech = LocaleSpeech("en", translations={("a", "x"): ("{name.__class__} {0} {name} {",)})
    assert speech.say(Text("x", "a", (("name", "{name}"),)), {}) == "{name.__class__} {0} {name} {"


def test_values_are_translated_and_become_a_list() -> None:
    """A value that is a text of its own has its own translation."""
    speech = LocaleSpeech("en", translations={("n", "geld"): ("money",), ("a", "Ik lees: {what}"): ("I read: {what}",)})
    what = (Text("geld", "n"), Text("wonen", "n"))
    assert speech.say(Text("Ik lees: {what}", "a", (("what", what),)), {}) == "I read: money and wonen"


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("en", ["b", "a", "b", "b", "b", "b"]),
        ("tr", ["a", "a", "a", "a", "a", "a"]),
        ("pl", ["c", "a", "b", "c", "c", "c"]),
        ("uk", ["c", "a", "b", "c", "c", "c"]),
        ("ro", ["b", "a", "b", "b", "b", "c"]),
        ("ar", ["a", "b", "c", "d", "e", "f"]),
    ],
)
def test_each_number_has_its_plural_form(code: str, forms: list[str]) -> None:
    """0, 1, 2, 5, 11 and 100 in the order of gettext."""
    letters = tuple("abcdef"[: plural_forms(code)[0]])
    speech = LocaleSpeech(code, translations={("x", LEFT.msgid): letters})
    said = [speech.say(Text(LEFT.msgid, "x", plural=LEFT.plural, count=n), {}) for n in (0, 1, 2, 5, 11, 100)]
    assert said == forms


def test_a_language_that_cldr_does_not_know_has_two_forms_and_dutch_times() -> None:
    """A made-up one must not stop the conversation."""
    assert plural_index("xx", 1) == 0 and plural_index("xx", 2) == 1
    assert LocaleSpeech("xx").time(EVENING) == "21:05"
    assert LocaleSpeech("xx").language("tr") == "Turks"


@pytest.mark.parametrize(
    ("code", "day", "listed", "turkish"),
    [
        ("nl", "maandag 21:05", "a, b en c", "Turks"),
        ("en", "Monday 21:05", "a, b and c", "Turkish"),
        ("tr", "Pazartesi 21:05", "a, b ve c", "Türkçe"),
        ("pl", "poniedziałek 21:05", "a, b i c", "turecki"),
        ("ar", "الاثنين 21:05", "a وb وc", "التركية"),
    ],
)
def test_times_days_and_lists_are_those_of_the_language(code: str, day: str, listed: str, turkish: str) -> None:
    """24 hours everywhere: that is how opening hours are written in the Netherlands."""
    speech = LocaleSpeech(code)
    assert speech.day_and_time(EVENING) == day
    assert speech.join(["a", "b", "c"]) == listed
    assert speech.language("tr") == turkish


def test_a_date_is_written_as_people_of_europe_write_it() -> None:
    """Day before month, also in English."""
    assert LocaleSpeech("en").date(date(2026, 11, 23)) == "23 November 2026"


def test_values_are_kept_apart_where_something_can_turn() -> None:
    """In a sentence from right to left, and around a value that runs so; a Dutch number in Dutch stays clean."""
    assert isolate("14 0492", "ltr") == "14 0492"
    assert isolate("14 0492", "rtl") == f"{START}14 0492{END}"
    assert isolate("العربية", "ltr") == f"{START}العربية{END}"
    assert isolate("", "rtl") == ""
    speech = LocaleSpeech("ar", "rtl", {("a", "Bel {phone}"): ("اتصل {phone}",)})
    assert speech.say(Text("Bel {phone}", "a", (("phone", "14 0492"),)), {}) == f"اتصل {START}14 0492{END}"


def test_numbers_of_several_parts_inside_a_translation_are_kept_apart_too() -> None:
    """A range of hours would be read the wrong way round; one number alone cannot be."""
    assert guarded("من 9.00-17.00 يوميا", "rtl") == f"من {START}9.00-17.00{END} يوميا"
    assert guarded("اتصل 112 الآن", "rtl") == "اتصل 112 الآن"
    assert guarded("van 9.00-17.00", "ltr") == "van 9.00-17.00"
