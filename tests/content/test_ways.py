"""The checks that follow a conversation: which ways they see, and which they rightly leave alone."""

from pathlib import Path

import pytest

from bot.content.check import check
from bot.content.problems import Problem
from tests.content.test_checks import folder

START = "dialogues/start.yaml"
ASIDE = "dialogues/aside.yaml"
HALF = "    find: {limit: 3}\n    none: {say: 'Vraag het bij {ask_name}, {ask_phone}.', goto: anything_else}\n"


def found(tmp_path: Path, file: str, old: str, new: str) -> list[Problem]:
    """The problems of the base after one change."""
    content = folder(tmp_path / "content")
    source = (content / file).read_text(encoding="utf-8")
    assert old in source
    (content / file).write_text(source.replace(old, new, 1), encoding="utf-8")
    return list(check(content))


def places(problems: list[Problem]) -> list[str]:
    """Where the problems stand."""
    return [problem.where for problem in problems]


@pytest.mark.parametrize(
    ("instead", "where"),
    [
        ("    say: Dat was het.\n", ["steps.half.goto"]),
        ("    say: Vraag het bij {ask_phone}.\n", []),
        ("    say: Vraag het bij {ask_name}.\n", ["steps.half.goto"]),
        ("    helplines: any\n", []),
        ("    show: [town/desk]\n", []),
        ("    show: [ask_at]\n", []),
        ("    show: [town/desk]\n    none: {goto: anything_else}\n", ["steps.half.none.goto"]),
        ("    find: {limit: 3}\n    none: {goto: anything_else}\n", ["steps.half.none.goto"]),
        ("    call: human\n", []),
        ("    call: aside\n", ["steps.half.goto"]),
        (
            "    ask: Typ een woord.\n    search: true\n    unsaid: {goto: human}\n",
            [],
        ),
        ("    ask: Typ een woord.\n    search: true\n", ["steps.half.goto"]),
    ],
)  # fmt: skip
def test_a_topic_is_not_done_without_an_offer_or_a_person(instead: str, where: list[str], tmp_path: Path) -> None:
    """Before `after` comes an offer, a helpline or where to ask, also in a flow that is called on the way."""
    assert places(found(tmp_path, START, HALF, instead)) == where


def test_a_number_in_the_welcome_does_not_do_for_every_way(tmp_path: Path) -> None:
    """What is named before the first question is long gone when the conversation ends."""
    content = folder(tmp_path / "content")
    source = (content / START).read_text(encoding="utf-8")
    source = source.replace("Typ {safe_word}", "Bel {ask_phone}").replace(HALF, "    say: Dat was het.\n")
    (content / START).write_text(source, encoding="utf-8")
    assert places(list(check(content))) == ["steps.half.goto"]


def test_a_choice_of_after_may_not_end_with_nothing(tmp_path: Path) -> None:
    """The next topic, and the goodbye, are looked at like the first."""
    problems = found(tmp_path, "dialogues/goodbye.yaml", "Ga naar {ask_name}, {ask_phone}.", "Kom terug.")
    assert places(problems) == ["steps.bye.end"]


def test_a_flow_that_returns_to_nobody_ends_at_after(tmp_path: Path) -> None:
    """A flow that was gone to, not called, goes on at `after`: that too must not be with empty hands."""
    problems = found(tmp_path, "dialogues/anything_else.yaml", "label: Praten met een mens, goto: human",
                     "label: Iets vragen, goto: aside")  # fmt: skip
    assert places(problems) == ["steps.answer.end"]


LOOP = """\
  answer:
    say: Dat mag je altijd vragen.
    end: return
"""


@pytest.mark.parametrize(
    ("steps", "loops"),
    [
        ("  answer:\n    goto: answer\n", 1),
        ("  answer:\n    goto: two\n  two:\n    goto: answer\n", 1),
        ("  answer:\n    call: aside\n    goto: two\n  two:\n    end: return\n", 1),
        ("  answer:\n    call: two\n    goto: answer\n  two:\n    end: return\n", 1),
        ("  answer:\n    call: two\n    goto: three\n  two:\n    end: return\n  three:\n    goto: answer\n", 1),
        ("  answer:\n    show: [town/desk]\n    none: {goto: answer}\n    goto: two\n  two:\n    end: return\n", 1),
        # A question that is always asked.
        ("  answer:\n    ask: Ja?\n    choose:\n      - {id: a, label: A, goto: answer}\n"
         "      - {id: b, label: B, goto: two}\n    goto: answer\n  two:\n    end: return\n", 0),
        # A question that is skipped once its slot is filled.
        ("  answer:\n    ask: Wie?\n    save: role\n    choose:\n      - {id: parent, label: A}\n"
         "      - {id: youth, label: B, goto: two}\n    goto: answer\n  two:\n    end: return\n", 1),
        # The slot is forgotten on the way round.
        ("  answer:\n    ask: Wie?\n    save: role\n    choose:\n      - {id: parent, label: A}\n"
         "      - {id: youth, label: B}\n    goto: two\n  two:\n    forget: [role]\n    goto: answer\n", 0),
        # The step forgets the slot itself: too late, it is skipped with all that it does.
        ("  answer:\n    forget: [role]\n    ask: Wie?\n    save: role\n    choose:\n      - {id: parent, label: A}\n"
         "      - {id: youth, label: B}\n    goto: answer\n", 1),
        # Only who was not asked yet goes to the question.
        ("  answer:\n    route:\n      - {when: {role: [none]}, goto: two}\n      - {goto: three}\n"
         "  two:\n    ask: Wie?\n    save: role\n    choose:\n      - {id: parent, label: A}\n"
         "      - {id: youth, label: B}\n    goto: answer\n  three:\n    end: return\n", 0),
        ("  answer:\n    route:\n      - {when: {role: [none]}, goto: two}\n      - {goto: three}\n"
         "  two:\n    set: {role: unsaid}\n    goto: answer\n  three:\n    end: return\n", 0),
        ("  answer:\n    route:\n      - {when: {role: [parent]}, goto: two}\n      - {goto: three}\n"
         "  two:\n    set: {role: unsaid}\n    goto: answer\n  three:\n    end: return\n", 1),
    ],
)  # fmt: skip
def test_a_round_without_a_question_is_found(steps: str, loops: int, tmp_path: Path) -> None:
    """Rounds are followed through calls, empty hands and questions that are skipped, but not past one that is asked."""
    problems = found(tmp_path, ASIDE, LOOP, steps)
    told = [problem.text for problem in problems if "a loop without a question" in problem.text]
    assert len(told) == loops, problems


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("ask: Ja?\n    search: true", "`ask` needs a `goto` of the step, for afterwards"),
        ("call: help", "`call` needs a `goto` of the step, for afterwards"),
        ("ask: Ja?\n    search: true\n    end: stop\n    goto: human", "the step has more than one way on: ask, end"),
        ("find: {limit: 3}\n    none: {goto: human}\n    end: return", "after `find` only `goto` can follow"),
        ("show: town/desk\n    none: {goto: human}\n    end: return", "after `none` only `goto` can follow"),
        ("route: [{goto: human}, {goto: help}]",
         "only the last route has no `when`; what follows it is never taken"),
        ("save: role\n    goto: human", "`save` needs `ask`"),
        ("unsaid: {label: Nee}\n    goto: human", "`unsaid` needs `ask`"),
    ],
)  # fmt: skip
def test_a_step_has_one_way_on(step: str, text: str, tmp_path: Path) -> None:
    """Keys that contradict each other, or that wait for another key, are told."""
    problems = found(tmp_path, ASIDE, "say: Dat mag je altijd vragen.\n    end: return", step)
    assert text in [problem.text for problem in problems]
