"""How plain the Dutch of each flow is, as a table: what `checks.plain_dutch` looks at, also where nothing is wrong."""

from collections.abc import Iterator
from pathlib import Path

from bot.content.check import context_of
from bot.content.checks.plain_dutch import in_sentences, told
from bot.content.load import read
from bot.content.plain import FILE, Figures, figures, plain
from bot.content.problems import ContentError, Problem

HEAD = f"{'file':52} {'sentences':>9} {'words each':>10} {'longest':>7} {'passive':>7}  long words and jargon"


def report(root: Path) -> Iterator[str]:
    """One line a flow and one for all offers of a pack, then all together.

    Raises:
        ContentError: when the content or its measures cannot be read.
    """
    sources = read(root, words=False)
    context, measure = context_of(sources), plain(root)
    if context is None or measure is None:
        raise ContentError([*sources.problems, Problem(FILE, 1, 1, "", "this file is missing")][:1])
    parts: dict[str, list[str]] = {}
    for file, spots in sorted(told(context).items()):
        parts.setdefault(_part(file), []).extend(in_sentences(spots))
    yield HEAD
    for part, texts in parts.items():
        yield _line(part, figures(texts, measure))
    yield _line("all", figures([text for texts in parts.values() for text in texts], measure))
    yield "Counted, not proven: let somebody read it too."


def _part(file: str) -> str:
    """A flow by its file, an offer by its pack."""
    return file if file.startswith("dialogues/") else file.rpartition("/")[0]


def _line(part: str, counted: Figures) -> str:
    hard = ", ".join(sorted({*counted.long_words, *counted.jargon}))
    return (
        f"{part:52} {counted.sentences:9} {counted.average:10.1f} {counted.longest:7} {counted.passive:7}  {hard}"
    ).rstrip()
