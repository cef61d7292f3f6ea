"""Reading a content folder: what is there becomes a Library, what is wrong is told, all of it, at once."""

import shutil
from pathlib import Path

import pytest

from bot.content.load import build, default_root, load, read
from bot.content.problems import ContentError

BASE = Path(__file__).parent / "base"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small content folder without a problem, that a test may break."""
    shutil.copytree(BASE, tmp_path / "content")
    shutil.copy(default_root() / "dialogues" / "_words.yaml", tmp_path / "content" / "dialogues")
    return tmp_path / "content"


def told(content: Path, pack: str = "", language: str = "nl") -> list[str]:
    """The problems for which a folder cannot be used."""
    with pytest.raises(ContentError) as caught:
        load(content, pack, language)
    return [str(problem) for problem in caught.value.problems]


def test_a_folder_becomes_a_library(content: Path) -> None:
    """Flows, records, packs and phrases are known by the names of their files."""
    library = load(content, "", "nl")
    assert library.pack == "town"
    assert {"start", "human"} <= library.flows.keys()
    assert set(library.records) == {"town/desk", "nederland/line"}
    assert set(library.schedules) == {"nederland/line"}
    assert set(library.languages) == {"nl"}


def test_the_content_that_comes_with_the_program_can_be_used() -> None:
    """Every pack of the real content can be served."""
    sources = read(default_root())
    assert sources.problems == []
    for pack in sources.packs:
        assert build(sources, pack).pack == pack


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A mistyped folder is one problem, not a hundred."""
    nowhere = tmp_path / "nowhere"
    assert told(nowhere) == [f"{nowhere}:1:1: not a content folder: no such folder"]


def test_a_file_is_no_content_folder(tmp_path: Path) -> None:
    """A file where a folder should be is told too."""
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    assert told(file) == [f"{file}:1:1: not a content folder: no such folder"]


def test_a_folder_without_dialogues_is_told(content: Path) -> None:
    """Every folder that is missing is named."""
    shutil.rmtree(content / "dialogues")
    shutil.rmtree(content / "locales")
    assert told(content) == [f"{content}:1:1: not a content folder: no folder dialogues/, locales/ in it"]


@pytest.mark.parametrize("file", ["dialogues/_common.yaml", "dialogues/_words.yaml", "knowledge/town/_pack.yaml"])
def test_a_file_that_must_be_there_is_told_when_missing(content: Path, file: str) -> None:
    """Without the common file, the words or the pack nothing can be served."""
    (content / file).unlink()
    assert told(content) == [f"{file}:1:1: this file is missing"]


def test_a_pack_that_is_not_there_is_told_with_the_nearest(content: Path) -> None:
    """A mistyped pack names those that there are."""
    assert told(content, "towm") == [
        "knowledge/towm:1:1: no such pack 'towm' (did you mean 'town'?); there are: nederland, town"
    ]


def test_a_language_that_is_not_there_is_told(content: Path) -> None:
    """A mistyped language names those that there are."""
    assert told(content, "", "nll")[0].endswith("no such language 'nll' (did you mean 'nl'?); there are: nl")


def test_a_file_is_called_after_what_is_in_it(content: Path) -> None:
    """A flow, a record and a pack have the name of their file, so that each is found by its name."""
    for file, new in (("dialogues/human", "man"), ("knowledge/town/desk", "loket")):
        (content / f"{file}.yaml").rename((content / file).with_name(f"{new}.yaml"))
    (content / "knowledge" / "nederland").rename(content / "knowledge" / "land")
    assert told(content) == [
        "dialogues/man.yaml:1:1 flow: 'human' in a file that is called man.yaml: expected 'man'",
        "knowledge/land/_pack.yaml:1:1 pack: 'nederland' in a file that is called _pack.yaml: expected 'land'",
        "knowledge/land/line.yaml:1:1 id: 'nederland/line' in a file that is called line.yaml: expected 'land/line'",
        "knowledge/town/loket.yaml:1:1 id: 'town/desk' in a file that is called loket.yaml: expected 'town/loket'",
    ]


def test_a_flow_stands_in_one_file(content: Path) -> None:
    """Two files for one flow would let the order of folders decide."""
    (content / "dialogues" / "old").mkdir()
    shutil.copy(content / "dialogues" / "human.yaml", content / "dialogues" / "old" / "human.yaml")
    assert told(content) == ["dialogues/old/human.yaml:1:1 flow: the flow 'human' stands in another folder already"]


def test_all_broken_files_are_told_in_one_run(content: Path) -> None:
    """Mistakes of YAML, of shape and of opening hours come together, sorted by file."""
    (content / "dialogues" / "human.yaml").write_text("flow: &x human\n", encoding="utf-8")
    (content / "dialogues" / "help.yaml").write_text("flow: help\ntitle: x\n", encoding="utf-8")
    line = content / "knowledge" / "nederland" / "line.yaml"
    line.write_text(line.read_text(encoding="utf-8").replace("24/7", "altijd"), encoding="utf-8")
    assert [problem.split(" ")[0] for problem in told(content)] == [
        "dialogues/help.yaml:1:1",
        "dialogues/help.yaml:1:1",
        "dialogues/human.yaml:1:7",
        "knowledge/nederland/line.yaml:29:17",
    ]


def test_what_could_not_be_read_is_remembered(content: Path) -> None:
    """The checks do not tell that a broken file is missing as well."""
    (content / "dialogues" / "human.yaml").write_text("flow: [\n", encoding="utf-8")
    (content / "knowledge" / "town" / "desk.yaml").write_text("id: x\n", encoding="utf-8")
    assert read(content).broken == {"human", "town/desk"}
