"""How plain Dutch is counted."""

import pytest

from bot.content.load import default_root
from bot.content.plain import Plain, figures, plain, sentences, wrong
from bot.content.plain_report import report

MEASURE = Plain(6, 5, 8, 10, ("uitzonderlijk",), {"indien": "als", "hulptraject*": "hulp"})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Hoi. Fijn dat je er bent!", 2),
        ("Bel 112.", 1),
        ("Open van 9.00 tot 17.00 uur.", 1),
        ("", 0),
        ("Kosten: gratis", 2),
    ],
)
def test_a_text_falls_apart_into_sentences(text: str, number: int) -> None:
    """A time is no end of a sentence."""
    assert len(sentences(text)) == number


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dit is een zin die veel te lang is", "a sentence of 9 words; at most 6"),
        ("Een onbegrijpelijk woord", "'onbegrijpelijk' has 14 letters"),
        ("Indien je belt", "'Indien' is a hard word; better: als"),
        ("Een hulptrajectje", "'hulptrajectje' is a hard word; better: hulp"),
    ],
)
def test_what_is_hard_is_told_with_a_better_word(text: str, told: str) -> None:
    """To whoever writes it."""
    assert any(line.startswith(told) for line in wrong(text, MEASURE))


@pytest.mark.parametrize(
    "text", ["Bel {ask_name_of_somebody}", "Ga naar Gemeentehuis", "Een uitzonderlijk huis", "Bel ons"]
)
def test_names_slots_and_listed_words_may_be_long(text: str) -> None:
    """They are none of the writer's making."""
    assert list(wrong(text, MEASURE)) == []


def test_the_passive_is_counted_by_sentence() -> None:
    """'Wordt geholpen' is; 'moe worden' and 'is geholpen door' are not."""
    counted = figures(["Je wordt snel geholpen. Je mag moe worden. Wij helpen je."], MEASURE)
    assert (counted.sentences, counted.passive, counted.longest) == (3, 1, 4)
    assert counted.passive_percent == pytest.approx(33.3, abs=0.1)


def test_the_measures_of_the_content_are_strict_enough_to_find_something() -> None:
    """A sentence from a policy paper does not pass."""
    measure = plain(default_root())
    assert measure
    paper = (
        "Indien de problematiek daartoe aanleiding geeft, wordt een integraal hulptraject ingezet met ketenpartners."
    )
    assert len(list(wrong(paper, measure))) >= 4


def test_the_report_has_a_line_for_each_flow_and_claims_no_certificate() -> None:
    """Counted is not proven."""
    lines = list(report(default_root()))
    flows = {path.name for path in (default_root() / "dialogues").glob("[!_]*.yaml")}
    assert {line.split()[0].rpartition("/")[2] for line in lines if line.startswith("dialogues/")} >= flows
    assert "not proven" in lines[-1] and not any("B1" in line for line in lines)
