"""All checks over a content folder, in one run, sorted by file and line."""

from pathlib import Path

from bot.content.checks import CHECKS
from bot.content.context import Context
from bot.content.load import Sources, library_of, read
from bot.content.problems import Problem


def check(root: Path) -> tuple[Problem, ...]:
    """Every problem in the content below `root`; empty when it is fit to be served.

    Raises:
        ContentError: when `root` is not a content folder at all.
    """
    sources = read(root)
    problems = set(sources.problems)
    context = context_of(sources)
    if context:
        problems.update(problem for one in CHECKS for problem in one(context))
    return tuple(sorted(problems))


def context_of(sources: Sources) -> Context | None:
    """What the checks look at; None when so little could be read that they would only repeat it."""
    if not (sources.common and sources.words and sources.packs):
        return None
    served = sources.common.pack
    pack = served if served in sources.packs else min(sources.packs)
    return Context(sources, library_of(sources, sources.common, sources.words, pack))
