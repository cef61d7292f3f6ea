"""What is written is true: commands in the pages run and print what stands there, and everything has its page.

The lists come from the code: a new command, step key, offer field or check fails here until it is documented.
"""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.flow import Choice, Find, Nothing, Route, Step, Unsaid
from bot.core.offer import Offer
from tests.conftest import ROOT
from tests.console_blocks import Command, commands, run, same

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL_PAGES = [*PAGES, ROOT / "SECURITY.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs" / "decisions").glob("*.md"))]
COMMANDS = [found for page in PAGES for found in commands(page) if found.ours]


def read(name: str) -> str:
    """One page, by its place in the checkout."""
    return (ROOT / name).read_text(encoding="utf-8")


def undocumented(ids: list[str], page: str) -> list[str]:
    """The ids that do not stand between backticks anywhere on the page."""
    spans = " ".join(re.findall(r"`[^`\n]+`", page))
    blocks = " ".join(re.findall(r"(?ms)^```\w*\n(.*?)^```", page))
    return [name for name in ids if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", f"{spans} {blocks}")]


def cli_commands() -> dict[str, Any]:
    """Command name -> click command, of the program itself."""
    from bot.cli import main

    return dict(main.commands)


@pytest.mark.slow
@pytest.mark.parametrize("found", COMMANDS, ids=str)
def test_a_command_in_the_pages_does_what_the_page_says(found: Command) -> None:
    """A command that a reader can copy runs, and where its output is shown that is what it prints (`make docs`)."""
    code, output = run(found.command)
    assert "Traceback" not in output
    if found.output:
        assert same(found.output, output), f"{found}\n--- printed:\n{output}"
    else:
        assert code == 0, output


def test_the_readme_shows_a_real_conversation() -> None:
    """The README has a conversation whose output is compared with the program's."""
    shown = [found for found in commands(ROOT / "README.md") if found.ours and " chat" in found.command]
    assert [found for found in shown if found.output]


def test_every_command_is_documented() -> None:
    """Each command of the program stands in the README with its name."""
    text = read("README.md")
    assert [name for name in cli_commands() if f"thuiswijzer {name}" not in text] == []


def test_every_command_and_option_explains_itself() -> None:
    """`--help` has a sentence for each command and each of its options."""
    silent = [name for name, command in cli_commands().items() if not (command.help or command.short_help)]
    silent += [
        f"{name} {option.name}"
        for name, command in cli_commands().items()
        for option in command.params
        if option.param_type_name == "option" and not getattr(option, "help", None)
    ]
    assert silent == []


@pytest.mark.parametrize("shape", [Step, Choice, Unsaid, Find, Nothing, Route], ids=lambda shape: shape.__name__)
def test_every_key_of_a_flow_is_documented(shape: type) -> None:
    """docs/dialogues.md names each key that a flow may hold."""
    assert undocumented([field.name for field in fields(shape)], read("docs/dialogues.md")) == []


def test_every_field_of_an_offer_is_documented() -> None:
    """docs/knowledge.md names each field that an offer may hold."""
    assert undocumented([field.name for field in fields(Offer)], read("docs/knowledge.md")) == []


def test_every_check_is_documented() -> None:
    """Each content check is named in docs/dialogues.md or docs/knowledge.md, so that its message can be looked up."""
    from bot.content.checks import CHECKS

    names = [check.__module__.rpartition(".")[2] for check in CHECKS]
    assert undocumented(names, read("docs/dialogues.md") + read("docs/knowledge.md")) == []


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_a_page_points_to_files_that_exist(page: Path) -> None:
    """Links to other files of the project lead somewhere."""
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_a_page_names_make_targets_that_exist(page: Path) -> None:
    """`make something` in a page is a target of the Makefile."""
    targets = set(re.findall(r"(?m)^([a-z-]+)(?: [a-z -]+)?:", read("Makefile"))) | {"chat", "run"}
    named = re.findall(r"(?m)(?:`|^\$ )make ([a-z-]+)", page.read_text(encoding="utf-8"))
    assert [name for name in named if name not in targets] == []


def test_every_make_target_says_what_it_does() -> None:
    """`make` alone lists each target: one line each, behind `##`."""
    phony = {name for line in re.findall(r"(?m)^\.PHONY: (.*)$", read("Makefile")) for name in line.split()}
    told = set(re.findall(r"(?m)^([a-z-]+):.*## \S", read("Makefile")))
    assert phony == told


def test_decisions_are_numbered_and_whole() -> None:
    """Each decision has its number in the row, and says its context, the choice and what we gave up."""
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    for page in pages:
        headings = re.findall(r"(?m)^## (.*)$", page.read_text(encoding="utf-8"))
        assert headings == ["Context", "Choice", "What we gave up"], page.name


def test_the_version_is_told_once_and_its_changes_are() -> None:
    """The changelog has a heading for the version that the code says it is."""
    from bot import __version__

    assert f"## [{__version__}]" in read("CHANGELOG.md")


def test_publiccode_keeps_the_lengths_and_words_of_its_standard() -> None:
    """publiccode.yml holds what version 0.7 asks for, but the address and the person that nobody knows yet."""
    told = yaml.safe_load(read("publiccode.yml"))
    assert told["publiccodeYmlVersion"] == "0.7"
    assert told["legal"]["license"] == "EUPL-1.2"
    assert set(told["description"]) == {"nl", "en"}
    for text in told["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
    assert told["maintenance"]["type"] == "none" or told["maintenance"]["contacts"]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_places_named_in_a_page_exist(page: str) -> None:
    """Where a page says to look, there is something to see."""
    named = re.findall(r"`((?:bot|dialogues|knowledge|locales|tests|docs|requirements)/[\w./-]*)`", read(page))
    assert [place for place in named if not (ROOT / place).exists()] == []
