"""The commands. Each says what it needs and calls one function; no logic here.

Parts are imported inside the commands, so that `--help` and a mistyped word answer at once.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bot import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.app import App
    from bot.content.problems import ContentError

CONTENT = click.option(
    "--content",
    type=click.Path(path_type=Path),
    help="Folder with dialogues/, knowledge/ and locales/; the one that comes with the program when left out.",
)
PACK = click.option("--pack", default="", help="Municipality: a folder of knowledge/. The content's own when left out.")
LANGUAGE = click.option("--lang", default="nl", show_default=True, help="Language of the conversation.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="thuiswijzer")
def main() -> None:
    """An anonymous, rule-based chat assistant that points people to local help."""


@main.command()
@CONTENT
@PACK
@LANGUAGE
@click.option("--record", type=click.Path(path_type=Path), help="Write the conversation to FILE as a test case.")
@click.option("--jsonl", is_flag=True, help="One JSON line in, one JSON line out.")
def chat(content: Path | None, pack: str, lang: str, record: Path | None, jsonl: bool) -> None:
    """Talk in the terminal."""
    from bot.channels import console, jsonl as lines
    from bot.channels.driver import Driver
    from bot.content.problems import ContentError
    from bot.recording import Recording

    app = _app(content, pack, lang)
    driver = Driver(app.parts, app.language)
    recording = Recording(app.library.pack)
    try:
        if jsonl:
            _print_lines(lines.chat(driver, sys.stdin))
        else:
            console.chat(driver, recording.add)
    except ContentError as error:  # the words of a language are read when somebody types
        _tell(error)
    if record:
        recording.write(record)


@main.command()
@CONTENT
@PACK
@LANGUAGE
@click.option("--jsonl", is_flag=True, required=True, help="One JSON line of answers in, one line of offers out.")
def recommend(content: Path | None, pack: str, lang: str, jsonl: bool) -> None:
    """Rank offers for answers."""
    from bot.channels import jsonl as lines
    from bot.channels.driver import Driver

    app = _app(content, pack, lang)
    _print_lines(lines.recommendations(Driver(app.parts, app.language), sys.stdin))


@main.command()
@CONTENT
def check(content: Path | None) -> None:
    """Find everything that is wrong with the content."""
    from bot.content.check import check as find
    from bot.content.load import default_root
    from bot.content.problems import ContentError

    try:
        problems = find(content or default_root())
    except ContentError as error:
        problems = error.problems
    for problem in problems:
        click.echo(f"[ERROR] {problem}")
    if problems:
        click.echo(f"{len(problems)} problems.", err=True)
        sys.exit(1)
    click.echo("No problems.")


@main.command()
@CONTENT
@PACK
@click.option("--cases", type=click.Path(path_type=Path), help="Folder with conversation cases.")
def test(content: Path | None, pack: str, cases: Path | None) -> None:
    """Run the conversation cases; every exit of every step must be taken by one."""
    from bot.cases import run
    from bot.content.load import default_root

    app = _app(content, pack, "nl")
    root = content or default_root()
    folder = cases or root / "tests" / "conversations"
    if not folder.is_dir():
        _stop(f"{folder}: no such folder; name one with --cases")
    result = run(app.parts, folder)
    for line in result.failures:
        click.echo(f"[ERROR] {line}")
    click.echo(f"{result.passed} passed, {len(result.failures)} failed")
    sys.exit(1 if result.failures else 0)


@main.command()
@CONTENT
@LANGUAGE
@click.argument("sentence", default="")
@click.option("--jsonl", is_flag=True, help="One JSON line with a text in, one JSON line of what was understood out.")
@click.option(
    "--tests", default="", metavar="CODE", help="Hold the labelled messages of a language against its tables."
)
@click.option("--report", type=click.Path(path_type=Path), help="Figures per language for a labelled JSONL file.")
def understand(content: Path | None, lang: str, sentence: str, jsonl: bool, tests: str, report: Path | None) -> None:
    """Show what typed words are understood as."""
    from bot import measure, understand as program
    from bot.content.load import default_root
    from bot.content.problems import ContentError
    from bot.readers import listener, reader

    root = content or default_root()
    try:
        if tests:
            _print_lines(measure.lines(measure.own_messages(root, tests, reader(root, tests))))
        elif report:
            _print_lines(measure.report(listener(root), lang, report))
        elif jsonl:
            _print_lines(program.answers(listener(root), lang, sys.stdin))
        else:
            _print_lines(program.explained(reader(root, lang), sentence))
    except ContentError as error:
        _tell(error)
    except FileNotFoundError as error:
        _stop(f"{error.filename}: no such file")


@main.command()
@CONTENT
def plain(content: Path | None) -> None:
    """Count how plain the Dutch of every flow and offer is: long sentences, long words, jargon, the passive."""
    from bot.content.load import default_root
    from bot.content.plain_report import report
    from bot.content.problems import ContentError

    try:
        _print_lines(report(content or default_root()))
    except ContentError as error:
        _tell(error)


@main.group()
def language() -> None:
    """Work on the languages of the assistant."""


@language.command()
@CONTENT
def messages(content: Path | None) -> None:
    """Write what there is to translate, and bring the translations of all languages level with it."""
    from bot.content.load import default_root
    from bot.content.problems import ContentError
    from bot.i18n.catalog import CatalogError
    from bot.translating import update

    try:
        for written in update(content or default_root()):
            click.echo(f"written: {written}")
    except ContentError as error:
        _tell(error)
    except CatalogError as error:
        _stop(f"a file with translations cannot be read, line {error.line}: {error} (`thuiswijzer check` says which)")


@language.command()
@CONTENT
@click.argument("code")
@click.argument("name")
def add(content: Path | None, code: str, name: str) -> None:
    """Begin a language: CODE is such as `de`, NAME what its own speakers call it."""
    from bot.content.load import default_root
    from bot.content.problems import ContentError
    from bot.translating import begin

    try:
        for written in begin(content or default_root(), code, name):
            click.echo(f"written: {written}")
    except ContentError as error:
        _tell(error)


@language.command()
@CONTENT
def model(content: Path | None) -> None:
    """Learn anew from the tables: what danger is like in each language, and how to tell the languages apart."""
    from bot.content.load import default_root
    from bot.content.problems import ContentError

    try:
        from bot.learning import learn_all
    except ImportError:
        _stop("learning needs scikit-learn: run `make model` in the source tree")
    try:
        for written in learn_all(content or default_root()):
            click.echo(f"written: {written}")
    except ContentError as error:
        _tell(error)
    except FileNotFoundError as error:
        _stop(f"{error.filename}: no such file")


@main.command()
@CONTENT
@click.argument("folder", type=click.Path(path_type=Path))
def draw(content: Path | None, folder: Path) -> None:
    """Draw every flow as an SVG picture in FOLDER."""
    from bot.content.draw import write_all

    app = _app(content, "", "nl")
    written = write_all(app.library.flows, folder)
    click.echo(f"{written} pictures in {folder}")


@main.command()
@click.argument("what", type=click.Choice(["flow", "offer"]))
def schema(what: str) -> None:
    """Print the JSON Schema of a flow or an offer file, for an editor."""
    from bot.content.schema import schema as make

    click.echo(make(what))


def _app(content: Path | None, pack: str, language: str) -> "App":
    from bot.app import build
    from bot.content.problems import ContentError

    try:
        return build(content, pack, language)
    except ContentError as error:
        _tell(error)


def _print_lines(lines: "Iterable[str]") -> None:
    for line in lines:
        click.echo(line)  # click flushes: another program is waiting for it


def _tell(error: "ContentError") -> NoReturn:
    for problem in error.problems:
        click.echo(f"[ERROR] {problem}", err=True)
    _stop("the content cannot be used")


def _stop(reason: str) -> NoReturn:
    click.echo(f"thuiswijzer: {reason}", err=True)
    sys.exit(2)
