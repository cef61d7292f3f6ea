"""A word that people are told to type, which their own language does not understand.

In the Dutch such a word stands between “ ” and is a command (`Typ “terug”`). Its translation must be the same command
in `locales/<code>/phrases.yaml`.
"""

import re
from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.core.common import DEFAULT_LANGUAGE
from bot.understanding.normalise import fold

QUOTED = re.compile("“([^”]+)”")


def check(context: Context) -> Iterator[Problem]:
    """Look up what stands between the quotes."""
    dutch = _commands(context, DEFAULT_LANGUAGE)
    own = {code: _commands(context, code) for code in context.catalogs}
    for code, entry in context.translations():
        wanted = [dutch[fold(word)] for word in QUOTED.findall(entry.text) if fold(word) in dutch]
        for _, form in entry.pairs() if wanted else ():
            typed = [own[code].get(fold(word), "") for word in QUOTED.findall(form)]
            for command in wanted:
                if command not in typed:
                    text = f"a word between “ ” must give the command '{command}' in locales/{code}/phrases.yaml"
                    yield context.in_catalog(code, entry.line, entry.context, text)


def _commands(context: Context, code: str) -> dict[str, str]:
    phrases = context.sources.phrases.get(code)
    words = phrases.commands if phrases else {}
    return {fold(word): command for command, ways in words.items() for word in ways}
