"""The examples of a language changed since it was learnt from them what danger is like: new ones would not be heard."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.languages import likeness
from bot.content.problems import Problem
from bot.understanding.examples import source_of


def check(context: Context) -> Iterator[Problem]:
    """Compare what was learnt from with what there is."""
    for language, examples in context.sources.examples.items():
        phrases = context.sources.phrases.get(language)
        known = likeness(context.sources.root, language)
        if phrases and examples.danger and (known is None or known.source != source_of(examples, phrases)):
            name = next(iter(sorted(examples.danger)))
            text = "examples or phrases changed since they were learnt: run `make model`"
            yield context.in_examples(language, (name,), text)
