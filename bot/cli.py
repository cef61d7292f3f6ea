"""The commands. Each says what it needs and calls one function; no logic here.

Parts are imported inside the commands, so that `--help` and a mistyped word answer at once.
"""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from bot import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator

    from bot.app import App
    from bot.settings import Settings

T = TypeVar("T")


def _folder(_context: click.Context, _option: click.Parameter, given: Path | None) -> Path:
    from bot.content.load import default_root

    return given or default_root()


CONTENT = click.option(
    "--content",
    type=click.Path(path_type=Path),
    callback=_folder,
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
def chat(content: Path, pack: str, lang: str, record: Path | None, jsonl: bool) -> None:
    """Talk in the terminal."""
    from bot.channels import console, jsonl as lines
    from bot.channels.driver import Driver
    from bot.recording import Recording

    app = _app(content, pack, lang)
    driver = Driver(app.parts, app.language)
    recording = Recording(app.library.pack)
    with _problems_told():  # the words of a language are read when somebody types
        if jsonl:
            _print_lines(lines.chat(driver, sys.stdin))
        else:
            console.chat(driver, recording.add)
    if record:
        recording.write(record)


@main.command()
@CONTENT
@PACK
@LANGUAGE
@click.option("--jsonl", is_flag=True, required=True, help="One JSON line of answers in, one line of offers out.")
def recommend(content: Path, pack: str, lang: str, jsonl: bool) -> None:
    """Rank offers for answers."""
    from bot.channels import jsonl as lines
    from bot.channels.driver import Driver

    app = _app(content, pack, lang)
    _print_lines(lines.recommendations(Driver(app.parts, app.language), sys.stdin))


@main.command()
@CONTENT
def check(content: Path) -> None:
    """Find everything that is wrong with the content."""
    from bot.content.check import check as find
    from bot.content.problems import ContentError

    try:
        problems = find(content)
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
def test(content: Path, pack: str, cases: Path | None) -> None:
    """Run the conversation cases; every exit of every step must be taken by one."""
    from bot.cases import run

    app = _app(content, pack, "nl")
    folder = cases or content / "tests" / "conversations"
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
def understand(content: Path, lang: str, sentence: str, jsonl: bool, tests: str, report: Path | None) -> None:
    """Show what typed words are understood as."""
    from bot import measure, understand as program
    from bot.readers import listener, reader

    with _problems_told():
        if tests:
            _print_lines(measure.lines(measure.own_messages(content, tests, reader(content, tests))))
        elif report:
            _print_lines(measure.report(listener(content), lang, report))
        elif jsonl:
            _print_lines(program.answers(listener(content), lang, sys.stdin))
        else:
            _print_lines(program.explained(reader(content, lang), sentence))


@main.command()
@CONTENT
def plain(content: Path) -> None:
    """Count how plain the Dutch of every flow and offer is: long sentences, long words, jargon, the passive."""
    from bot.content.plain_report import report

    with _problems_told():
        _print_lines(report(content))


@main.group()
def language() -> None:
    """Work on the languages of the assistant."""


@language.command()
@CONTENT
def messages(content: Path) -> None:
    """Write what there is to translate, and bring the translations of all languages level with it."""
    from bot.translating import update

    _print_written(lambda: update(content))


@language.command()
@CONTENT
@click.argument("code")
@click.argument("name")
def add(content: Path, code: str, name: str) -> None:
    """Begin a language: CODE is such as `de`, NAME what its own speakers call it."""
    from bot.translating import begin

    _print_written(lambda: begin(content, code, name))


@language.command()
@CONTENT
def model(content: Path) -> None:
    """Learn anew from the tables: what danger is like in each language, and how to tell the languages apart."""
    try:
        from bot.learning import learn_all
    except ImportError:
        _stop("learning needs scikit-learn: run `make model` in the source tree")
    _print_written(lambda: learn_all(content))


@main.command()
@CONTENT
@click.argument("folder", type=click.Path(path_type=Path))
def draw(content: Path, folder: Path) -> None:
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


@main.command()
def serve() -> None:
    """Run the messengers that are set: their webhooks, and polling where Telegram has none. See `settings`."""
    from bot import logs
    from bot.serving.run import serve as run

    logs.set_up()
    with _service_told() as settings:
        _run_async(run(settings, _app_of(settings).parts))


@main.command()
@click.argument("what", type=click.Choice(["setup"]))
def telegram(what: str) -> None:
    """`setup` sets what Telegram shows of the bot: name, descriptions and commands per language, and the webhook."""
    from bot.serving.run import set_up_telegram

    del what
    with _service_told() as settings:
        for line in _run_async(set_up_telegram(settings, _app_of(settings).parts)) or ["nothing to change"]:
            click.echo(line)


@main.command()
def settings() -> None:
    """List every setting: whether it is set, and what it is for."""
    from bot.settings import explained

    with _service_told() as found:
        _print_lines(explained(found))


@main.command("what-is-held")
@click.argument("channel", type=click.Choice(["telegram", "whatsapp"]))
@click.argument("chat")
def what_is_held(channel: str, chat: str) -> None:
    """Print everything that is held about CHAT, the id by which the messenger knows it."""
    from bot.serving.held import held

    with _service_told() as found:
        _print_lines(_run_async(held(found, channel, chat)))


def _app(content: Path, pack: str, language: str) -> "App":
    from bot.app import build

    with _problems_told():
        return build(content, pack, language)


def _app_of(settings: "Settings") -> "App":
    from bot.app import build

    with _problems_told():
        return build(settings.content, settings.pack)


def _run_async(work: "Coroutine[None, None, T]") -> "T":
    import asyncio

    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


@contextmanager
def _service_told() -> "Iterator[Settings]":
    """What keeps a service from running ends the command, in one line with the fix for each, and no traceback."""
    from bot.serving.run import Refusal
    from bot.settings import SettingsError, read

    try:
        yield read()
    except (SettingsError, *Refusal) as error:
        _stop(str(error))


def _print_lines(lines: "Iterable[str]") -> None:
    for line in lines:
        click.echo(line)  # click flushes: another program is waiting for it


def _print_written(write: "Callable[[], Iterable[str]]") -> None:
    from bot.i18n.catalog import CatalogError

    try:
        with _problems_told():
            _print_lines(f"written: {file}" for file in write())
    except CatalogError as error:
        _stop(f"a file with translations cannot be read, line {error.line}: {error} (`thuiswijzer check` says which)")


@contextmanager
def _problems_told() -> "Iterator[None]":
    """Content that cannot be used ends the command, with all that is wrong with it and no traceback."""
    from bot.content.problems import ContentError

    try:
        yield
    except ContentError as error:
        for problem in error.problems:
            click.echo(f"[ERROR] {problem}", err=True)
        _stop("the content cannot be used")
    except FileNotFoundError as error:
        _stop(f"{error.filename}: no such file")


def _stop(reason: str) -> NoReturn:
    click.echo(f"thuiswijzer: {reason}", err=True)
    sys.exit(2)
