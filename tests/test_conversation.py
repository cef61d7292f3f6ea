"""The language of a conversation: the person's choice, then what the channel knows, then Dutch."""

from functools import cache

import pytest

from bot.channels.driver import Driver
from bot.core.events import Asked, Found
from bot.core.inputs import Commanded, Pressed, Started, Typed
from bot.core.prepared import LANGUAGE
from tests.content_under_test import app
from tests.test_conversations import cases
from tests.test_speaking import played


def driver(language: str = "nl") -> Driver:
    """A conversation on a channel that knows a language."""
    return Driver(app().parts, language)


@pytest.mark.parametrize(
    ("known", "spoken"), [("tr", "tr"), ("tr-TR", "tr"), ("EN-gb", "en"), ("fy", "nl"), ("", "nl")]
)
def test_what_the_channel_knows_counts_until_somebody_chooses(known: str, spoken: str) -> None:
    """A language that is not spoken is as good as none."""
    talk = driver(known)
    turn, _ = talk.take(Started())
    assert talk.speech(turn).code == spoken
    turn, _ = talk.take(Typed(), text="polski")
    assert talk.speech(turn).code == "pl"
    turn, _ = talk.take(Pressed("parent"))
    assert talk.speech(turn).code == "pl"


def test_what_was_chosen_is_forgotten_with_the_rest() -> None:
    """After `wis` nothing is known but what the channel tells; the goodbye is still said in the language."""
    talk = driver()
    talk.take(Typed(), text="türkçe")
    turn, _ = talk.take(Commanded("wis"))
    assert talk.speech(turn).code == "tr"
    turn, _ = talk.take(Started())
    assert talk.speech(turn).code == "nl"


@cache
def places() -> dict[str, tuple[str, int]]:
    """Open question -> a case and the number of its turn that end there, once something was answered."""
    found: dict[str, tuple[str, int]] = {}
    for name in cases():
        for number, turn in enumerate(played(name, "")):
            asked = [event for event in turn.events if isinstance(event, Asked)]
            if asked and turn.state.slots:
                found.setdefault(f"{asked[-1].flow}.{asked[-1].step}", (name, number))
    return found


@pytest.mark.parametrize("at", [at for at in places() if not at.startswith("language.")])
def test_another_language_at_any_step_keeps_the_place(at: str) -> None:
    """By button and by its name; the question is asked again, and no offer is shown twice for it."""
    from bot.turn import take_turn
    from tests.toys import NOW

    name, number = places()[at]
    state = played(name, "")[number].state
    for given, text in ((Pressed(LANGUAGE + "ar"), ""), (Typed(), "بالعربية")):
        turn = take_turn(app().parts, state, given, NOW, text)
        asked = [event for event in turn.events if isinstance(event, Asked)]
        assert (turn.language, f"{asked[-1].flow}.{asked[-1].step}") == ("ar", at)
        assert (turn.state.slots, turn.state.trail) == (state.slots, state.trail)
        assert not any(isinstance(event, Found) for event in turn.events)


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "schulden"), ("en", "debts"), ("tr", "borç"), ("pl", "długi"), ("uk", "борги"), ("es", "deudas")],
)
def test_an_offer_is_found_by_words_of_the_language(language: str, words: str) -> None:
    """Whoever looks one up for somebody else types in the language of the conversation."""
    talk = driver(language)
    talk.take(Started("role-professional"))
    for _ in range(3):
        turn, screen = talk.take(Typed(), text=words)
        found = [match.offer for event in turn.events if isinstance(event, Found) for match in event.matches]
        if found:
            break
    assert "helmond/schuldhulp" in found, screen
