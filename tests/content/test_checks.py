"""Every check of `bot.content.checks`: what it finds, where, and in which words.

`base/` is a small content folder without a problem. `broken/<rule>/` holds the files that differ from it, and the lines
that must be told (`expected.txt`). The words of the assistant are those of the real content.
"""

import shutil
from pathlib import Path

import pytest

from bot.content.check import check, context_of
from bot.content.checks import CHECKS, Check
from bot.content.load import default_root, read
from bot.content.problems import ContentError

HERE = Path(__file__).parent
WORDS = "dialogues/_words.yaml"
EXPECTED = "expected.txt"
EXAMPLES = sorted(path.name for path in (HERE / "broken").iterdir())


def rule(one: Check) -> str:
    """The name of a check: that of its file."""
    return one.__module__.rpartition(".")[2]


def folder(path: Path, *examples: str) -> Path:
    """The base with the files of `examples` laid over it."""
    shutil.copytree(HERE / "base", path)
    shutil.copy(default_root() / WORDS, path / WORDS)
    for example in examples:
        shutil.copytree(HERE / "broken" / example, path, dirs_exist_ok=True)
    return path


def expected(example: str) -> list[str]:
    """The lines that an example must give."""
    return (HERE / "broken" / example / EXPECTED).read_text(encoding="utf-8").splitlines()


def changed(tmp_path: Path, file: str, old: str, new: str) -> list[tuple[str, str]]:
    """Where and what is told of the base after one change."""
    content = folder(tmp_path / "content")
    source = (content / file).read_text(encoding="utf-8")
    assert old in source
    (content / file).write_text(source.replace(old, new), encoding="utf-8")
    return [(problem.where, problem.text) for problem in check(content)]


def test_every_check_has_its_example() -> None:
    """A rule, its file and its broken example have one name."""
    assert [rule(one) for one in CHECKS if rule(one) not in EXAMPLES] == []
    assert [example for example in EXAMPLES if example not in map(rule, CHECKS)] == []


def test_every_file_of_checks_is_in_the_table(root: Path) -> None:
    """A rule that was written and forgotten in the table would never be run."""
    files = {path.stem for path in (root / "bot" / "content" / "checks").glob("*.py")} - {"__init__"}
    assert files == {rule(one) for one in CHECKS}


def test_the_base_has_no_problem(tmp_path: Path) -> None:
    """Whatever an example gives, comes of what it changes."""
    assert check(folder(tmp_path / "content")) == ()


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_gives_exactly_its_lines(example: str, tmp_path: Path) -> None:
    """Each problem is told once, in its own words, at its own line and column."""
    problems = check(folder(tmp_path / "content", example))
    assert [str(problem) for problem in problems] == expected(example)
    assert problems


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_breaks_only_its_own_rule(example: str, tmp_path: Path) -> None:
    """One mistake is one problem: no other check repeats it in other words."""
    context = context_of(read(folder(tmp_path / "content", example)))
    assert context
    assert [str(problem) for one in CHECKS if rule(one) != example for problem in one(context)] == []


def test_all_problems_are_told_in_one_run_sorted(tmp_path: Path) -> None:
    """Several broken files give all their problems at once, by file, line and column."""
    examples = ("unknown_target", "bad_link", "too_many_choices", "same_phrase")
    problems = check(folder(tmp_path / "content", *examples))
    assert sorted(map(str, problems)) == sorted(line for example in examples for line in expected(example))
    places = [(problem.file, problem.line, problem.column) for problem in problems]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "files",
    [
        ["dialogues/start.yaml"],
        ["dialogues/anything_else.yaml", "dialogues/human.yaml"],
        ["dialogues/human.yaml", "knowledge/nederland/_pack.yaml", "knowledge/town/desk.yaml"],
        ["knowledge/nederland/line.yaml"],
        ["knowledge/town/_pack.yaml"],
        ["dialogues/_common.yaml"],
        ["dialogues/_words.yaml"],
        ["locales/nl/phrases.yaml"],
    ],
)
def test_a_file_that_cannot_be_read_gives_no_other_problems(files: list[str], tmp_path: Path) -> None:
    """Naming what could not be read, or missing it, is no second mistake."""
    content = folder(tmp_path / "content")
    for file in files:
        (content / file).write_text("flow: [\n", encoding="utf-8")
    assert [problem.file for problem in check(content)] == files


def test_words_without_their_placeholder_are_found(tmp_path: Path) -> None:
    """A card whose word for a phone lost `{phone}` would show no number."""
    assert changed(tmp_path, WORDS, "Bel: {phone}", "Bel: {fone}") == [
        ("card.phone", "nothing fills {fone} (did you mean 'phone'?); here can stand: {phone}, "
         "{place}, {ask_name}, {ask_phone}, {safe_word}, {languages}"),
        ("card.phone", "{phone} is missing, so what it stands for would not be told"),
    ]  # fmt: skip


def test_words_that_become_labels_are_measured(tmp_path: Path) -> None:
    """The choice that is on every question also stands beside two others, as a button."""
    told = changed(tmp_path, WORDS, "unsaid: Wil ik niet zeggen", "unsaid: Dat wil ik liever niet zeggen")
    assert told == [("messages.unsaid", "label of 29 characters; WhatsApp shows at most 20")]


def test_the_place_to_ask_must_be_there(tmp_path: Path) -> None:
    """A pack that names a record that is not there has nowhere to ask."""
    told = changed(tmp_path, "knowledge/town/_pack.yaml", "ask_at: town/desk", "ask_at: town/dask")
    assert ("ask_at", "no such record 'town/dask' (did you mean 'town/desk'?)") in told


def test_an_alarm_that_nothing_hears_is_told(tmp_path: Path) -> None:
    """The alarms of the vocabulary are all used, or the vocabulary is too large."""
    told = changed(tmp_path, "knowledge/nederland/line.yaml", "  - abduction\n", "")
    assert ("", "no flow and no record uses the alarm 'abduction'") in told


def test_a_flow_in_a_folder_of_dialogues_is_pointed_at(tmp_path: Path) -> None:
    """A problem names the file where it is, also when flows are sorted into folders."""
    content = folder(tmp_path / "content", "unreachable_step")
    (content / "dialogues" / "more").mkdir()
    (content / "dialogues" / "aside.yaml").rename(content / "dialogues" / "more" / "aside.yaml")
    assert [problem.file for problem in check(content)] == ["dialogues/more/aside.yaml"]


def test_a_folder_that_is_no_content_is_refused(tmp_path: Path) -> None:
    """Checking the wrong folder is told as such, not as hundreds of problems."""
    with pytest.raises(ContentError, match="not a content folder: no such folder"):
        check(tmp_path / "nowhere")


def test_the_real_content_has_no_problem() -> None:
    """What is served is what was checked."""
    assert [str(problem) for problem in check(default_root())] == []
