"""A phone number, web address or e-mail address typed in a flow or a word, where nobody would ever update it.

Such facts stand once, in `knowledge/`; a flow shows the record, or writes `{ask_phone}`. The number of the emergency
services is the one exception: it may not be one step away. Which that is, is content: what a pack lists among its short
numbers and an offer for every alarm has.
"""

import re
from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.content.texts import flow_texts, word_texts
from bot.core.vocabulary import ALARMS

PATTERNS = (
    ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+\.\w+")),
    (
        "a web address",
        re.compile(r"(?i)https?://\S+|\bwww\.\S+|(?<![\w@])[\w-]+\.(?:nl|com|org|net|eu|info|be|chat|online)\b"),
    ),
    ("a phone number", re.compile(r"(?<![\w{])\+?\d(?:[ ./()-]{0,2}\d){5,}(?!\w)")),
)


def check(context: Context) -> Iterator[Problem]:
    """Look for facts in the texts of flows and in the assistant's own words."""
    short = _short_numbers(context) if context.is_whole else set()
    for spot in (*flow_texts(context), *word_texts(context.library.words)):
        for what, pattern in PATTERNS:
            if found := pattern.search(spot.text):
                yield spot.problem(context, f"'{found[0]}' is {what}: show the offer instead")
        for number in re.findall(r"(?<![\w:.,-])\d+(?![\w:-])", spot.text):
            if number in short:
                yield spot.problem(context, f"'{number}' is a phone number: show the offer instead")


def _short_numbers(context: Context) -> set[str]:
    """The short numbers of all packs, but for those of an offer that is there for every alarm."""
    always = {
        phone.number
        for offer in context.offers()
        if set(ALARMS) <= {*offer.alarms, *offer.also_alarms}
        for phone in offer.phones
    }
    return {number for pack in context.sources.packs.values() for number in pack.short_numbers} - always
