"""Somebody in a role comes with a need, and the municipality has no offer for it.

Looked at is the municipality that the content is for (`pack` in `_common.yaml`); of others only a few offers may be
known. Every age that a person in the role may give counts: an offer for children of 4 does not help with one of 16.
"""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.core.matching import Answers, fits
from bot.core.vocabulary import NEEDS_OF_ROLE, UNSAID

AGES_OF_ROLE = {"youth": (UNSAID, "12_15", "16_17"), "child": (UNSAID, "4_11")}
"""The ages that the assistant is made for. Other roles answer for somebody else, or not at all."""


def check(context: Context) -> Iterator[Problem]:
    """Look for an offer for every role, need and age."""
    if not context.is_whole or context.library.pack != context.library.common.pack:
        return
    for role, needs in NEEDS_OF_ROLE.items():
        for need in needs:
            offers = context.library.by_need.get(need, ())
            for age in AGES_OF_ROLE.get(role, (UNSAID,)):
                if not any(fits(offer, Answers(role=role, age=age, need=need)) for offer in offers):
                    who = role if age == UNSAID else f"{role} of {age}"
                    text = f"no offer for a {who} with the need '{need}'"
                    yield context.in_pack(context.library.pack, (), text)
