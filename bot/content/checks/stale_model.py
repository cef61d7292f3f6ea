"""The examples of a language changed since it was learnt from them what danger is like: new ones would not be heard."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.languages import is_stale
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Compare what was learnt from with what there is."""
    for language, examples in context.sources.examples.items():
        phrases = context.sources.phrases.get(language)
        if phrases and is_stale(context.sources.root, language, examples, phrases):
            name = next(iter(sorted(examples.danger)))
            text = "examples or phrases changed since they were learnt: run `make model`"
            yield context.in_examples(language, (name,), text)
