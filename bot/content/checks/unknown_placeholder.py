"""A text has a `{placeholder}` that nothing fills, or the assistant's own words lack one that they need.

Everywhere may stand those of `bot.core.place.PLACE_WORDS`; `bot.core.common.PLACEHOLDERS` tells what else a word of
`_words.yaml` is filled with.
"""

import re
from collections.abc import Iterator

from bot.content.context import WORDS, Context
from bot.content.problems import Problem, did_you_mean
from bot.content.texts import Spot, all_texts
from bot.core.common import PLACEHOLDERS
from bot.core.place import PLACE_WORDS
from bot.core.text import slots_of

BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def check(context: Context) -> Iterator[Problem]:
    """Look at the braces in every text."""
    for spot in all_texts(context):
        own = _own(spot)
        found = [match[1] for match in BRACES.finditer(spot.text)]
        if spot.plural and slots_of(spot.plural) != slots_of(spot.text):
            yield spot.problem(context, "the sentences for one and for more have other placeholders")
        for name in found:
            if name is None:
                yield spot.problem(context, "a brace without its other half; write round brackets")
            elif name not in (*PLACE_WORDS, *own):
                near = did_you_mean(name, (*own, *PLACE_WORDS))
                known = ", ".join(f"{{{word}}}" for word in (*own, *PLACE_WORDS))
                yield spot.problem(context, f"nothing fills {{{name}}}{near}; here can stand: {known}")
        for name in own:
            if name not in found:
                yield spot.problem(context, f"{{{name}}} is missing, so what it stands for would not be told")


def _own(spot: Spot) -> tuple[str, ...]:
    if spot.file != WORDS:
        return ()
    table, key = str(spot.path[0]), str(spot.path[1])
    return PLACEHOLDERS.get((table, key), ())
