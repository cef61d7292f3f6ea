"""Counting sentences into kinds."""

from hypothesis import given, strategies as st

from bot.understanding.scorer import scorer

SENTENCES = [("the bank took my money", "money"), ("no money left", "money"), ("a lawyer for the judge", "legal")]
SCORER = scorer(SENTENCES)


def test_the_kind_with_most_in_common_comes_first() -> None:
    """Words, pairs of words and parts of words."""
    assert SCORER.ranked("money")[0][0] == "money"
    assert SCORER.ranked("lawyers and judges")[0][0] == "legal"


def test_nothing_familiar_gives_nothing() -> None:
    """No guess from nothing."""
    assert SCORER.ranked("zzzz qqqq") == ()
    assert SCORER.ranked("") == ()


def test_unfamiliar_words_lower_the_confidence() -> None:
    """One known word in a sentence about something else."""
    assert SCORER.ranked("money")[0][1] > SCORER.ranked("money zzzz qqqq xxxx wwww vvvv")[0][1]


def test_what_is_unlikely_needs_more() -> None:
    """`against` holds a kind back without ruling it out."""
    plain = dict(SCORER.ranked("money for the judge"))
    held = dict(SCORER.ranked("money for the judge", {"legal": 3.0}))
    assert 0 < held["legal"] < plain["legal"]


def test_every_word_is_known() -> None:
    """For those who ask whether a word is one that somebody uses."""
    assert {"bank", "lawyer"} <= SCORER.words


def test_rare_features_can_be_left_out() -> None:
    """What only one sentence has."""
    assert scorer(SENTENCES, commonest=2).words == {"money", "the"}


@given(st.text(max_size=60))
def test_confidences_are_shares(text: str) -> None:
    """Between 0 and 1, best first, at most 1 together."""
    ranked = SCORER.ranked(text)
    scores = [score for _, score in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert sum(scores) <= 1 + 1e-9
