"""A name that may only be written in full, written short: `_common.yaml` tells which (`spell_out`)."""

import re
from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.content.texts import all_texts


def check(context: Context) -> Iterator[Problem]:
    """Look for the short names in every text, outside their full form."""
    names = context.library.common.spell_out
    patterns = {full: re.compile(rf"(?<!\w){re.escape(short)}(?!\w)") for short, full in names.items()}
    for short, full in names.items():
        if not patterns[full].search(full):
            yield context.in_common(("spell_out", short), f"'{short}' is no part of '{full}'")
    for spot in all_texts(context):
        for full, pattern in patterns.items():
            if pattern.search(spot.text.replace(full, "")):
                yield spot.problem(context, f"written in full this is '{full}'")
