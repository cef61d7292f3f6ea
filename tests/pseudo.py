"""A made-up translation of anything: letters get a mark, so that whatever was not translated shows."""

import re

MARKED = str.maketrans("aceilnorsuyz", "áçéíľñóřšúýž")
KEPT = re.compile(r"(\{[a-z_]+\}|“[^”]+”|https?://\S+|\w*[A-Z]\w*)")
"""Slots, words to type, links, and words with a capital: those may be names."""


def pseudo(text: str, longer: float = 0.0) -> str:
    """`text` with marks on its letters, and at its end so much longer as a share of its length."""
    parts = [part if KEPT.fullmatch(part) else part.translate(MARKED) for part in KEPT.split(text)]
    return "".join(parts) + "·" * round(len(text) * longer)
