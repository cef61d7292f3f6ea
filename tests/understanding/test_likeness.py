"""What is learnt from examples, and that reading it back gives the same."""

import pytest
from hypothesis import given, settings, strategies as st

from bot.learning import FALSE_ALARMS, learn
from bot.understanding.examples import Examples, HarmlessExamples, source_of
from bot.understanding.likeness import CONCERN, DANGER, EMERGENCY, dumps, loads
from tests.understanding.toy_alarms import EXAMPLES, PHRASES, learnt

MODEL = learnt()


@pytest.mark.parametrize(
    ("text", "label", "severe"),
    [
        ("everybody is better off without me", "suicide", ""),
        ("my last letter tonight", "suicide", EMERGENCY),
        ("the days are grey and empty", "suicide", CONCERN),
        ("the fridge is empty and nobody is home", "neglect", ""),
        ("i like my homework", "", ""),
        ("i have no money", "", ""),
    ],
)
def test_a_message_is_like_what_it_shares_words_with(text: str, label: str, severe: str) -> None:
    """Danger or not, which, and how severe."""
    message = MODEL.weigh(text)
    if label:
        # From so few messages where danger begins is a guess; which of two is more like it is not.
        assert MODEL.margin(DANGER, message) > MODEL.margin(DANGER, MODEL.weigh("i like my homework"))
    else:
        assert MODEL.margin(DANGER, message) < 0
    if label:
        assert MODEL.label(message) == label
        assert [head for head in (EMERGENCY, CONCERN) if MODEL.margin(head, message) > 0] == [severe][: bool(severe)]


def test_the_words_that_tell_most_are_named() -> None:
    """For a coordinator who asks why."""
    words = ["well", "you", "know", "the", "world", "is", "better", "off", "without", "me"]
    assert {words[place] for place in MODEL.telling(words)} & {"better", "off", "without", "me"}


def test_learning_twice_gives_the_same_file() -> None:
    """No chance in it, so that a model can be made again and compared."""
    assert dumps(learn(EXAMPLES, PHRASES)) == dumps(MODEL)


def test_a_model_names_what_it_was_learnt_from() -> None:
    """Another example, another name."""
    other = Examples(EXAMPLES.danger, HarmlessExamples(("something else",)))
    assert MODEL.source == source_of(EXAMPLES, PHRASES) != source_of(other, PHRASES)
    assert 0 < FALSE_ALARMS < 0.1


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_what_is_read_back_judges_the_same(text: str) -> None:
    """Any text whatsoever."""
    again = loads(dumps(MODEL))
    assert again.words == MODEL.words
    for head in MODEL.heads:
        assert again.margin(head, again.weigh(text)) == MODEL.margin(head, MODEL.weigh(text))
