"""What must be the same on both sides of a translation."""

import pytest

from bot.i18n.check import differences, missing_names


@pytest.mark.parametrize(
    ("dutch", "translated"),
    [
        ("Bel {phone} of 112.", "Call {phone} or 112."),
        ("Van 8 tot 18 jaar", "18 yaşına kadar, 8 yaşından"),
        ("Kijk op https://www.villapinedo.nl.", "Look at https://www.villapinedo.nl."),
        ("می", "می‌خواهم"),
    ],
)
def test_another_order_is_no_difference(dutch: str, translated: str) -> None:
    """Languages put words in their own order."""
    assert list(differences(dutch, translated)) == []


@pytest.mark.parametrize(
    ("dutch", "translated", "told"),
    [
        ("Bel {phone}", "Call {fone}", "the placeholder {phone} is missing"),
        ("Bel 112", "Call 911", "the number '112' is missing"),
        ("Bel {x}", "{x.__class__} {x}", "'{x.__class__}' is no placeholder; write round brackets"),
        ("Bel {x}", "{x} {", "'{' is no placeholder; write round brackets"),
        ("Hoi", "Hi ", "a space or line too much at the beginning or the end"),
        ("Hoi 🌍", "Hi", "the emoji '🌍' is missing"),
        ("Mail a@b.nl", "Mail a@c.nl", "the link 'a@b.nl' is missing"),
        ("Hoi", "‮Hi", "the invisible mark U+202E does not belong in a translation"),
    ],
)
def test_a_difference_is_told(dutch: str, translated: str, told: str) -> None:
    """In words that a translator understands."""
    assert told in list(differences(dutch, translated))


def test_names_stay_as_they_are() -> None:
    """People must find them on the door."""
    names = frozenset({"Veilig Thuis", "GGD Brabant"})
    assert list(missing_names(names, "Bel Veilig Thuis", "Ring Veilig Thuis")) == []
    assert list(missing_names(names, "Bel Veilig Thuis", "Call Safe Home")) == [
        "the name 'Veilig Thuis' must stay as it is"
    ]
