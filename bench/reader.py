"""How long reading a typed message takes, with every language loaded, beside a plain fuzzy search in the same run.

Prints milliseconds, the ratio to the fuzzy search (rapidfuzz WRatio over the Dutch phrases: what a reader without
tables would do), the longest inputs, and a fuzz run over odd strings, which must not raise anything.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from statistics import quantiles

from rapidfuzz import fuzz, process

from bot.content.languages import phrase_table
from bot.content.load import default_root, language_codes
from bot.measure import labelled
from bot.readers import listener
from bot.understanding.listen import Listener

LONGEST = 300
ODD = [
    "\u0301",
    "\u202e",
    "\u200d",
    "😀",
    "\ud800",
    "ـ",
    "İ",
    "ß",
    "\x00",
    "٣",
    "ፐ",
    "‮",
    "%s",
    "{x}",
    "' OR 1=1",
    "<b>",
]


def messages() -> list[str]:
    """The labelled messages of all languages, at most as long as a chat message is."""
    found = []
    for code in language_codes(default_root()):
        alarms = labelled(default_root(), code).alarms.values()
        found += [text[:LONGEST] for severities in alarms for texts in severities.values() for text in texts]
    return found


def timed(read: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Milliseconds for each text."""
    times = []
    for text in texts:
        begin = time.perf_counter()
        read(text)
        times.append((time.perf_counter() - begin) * 1000)
    return times


def odd(chance: random.Random) -> str:
    """A string that nobody sane types."""
    letters = [chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x110000)))) for _ in range(12)]
    return "".join(chance.choice((*letters, *ODD, " ", "vader ", "slaat ")) for _ in range(chance.randrange(40)))


def long_texts() -> dict[str, str]:
    """Inputs that are made to take long."""
    return {
        "60,000 letters of real messages": " ".join(messages())[:60_000],
        "one letter 60,000 times": "a" * 60_000,
        "the same sentence 2,000 times": "mijn vader slaat me. " * 2_000,
        "marks on marks": "z\u0301\u0302\u0303" * 15_000,
        "half characters": "\ud800" * 60_000,
        "a million letters": "ik " * 333_333,
    }


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--messages", type=int, default=1000)
    options.add_argument("--fuzz", type=int, default=100_000)
    given = options.parse_args()
    everybody: Listener = listener(default_root())
    texts = messages()[:: max(1, len(messages()) // given.messages)]
    for code in everybody.readers:
        everybody.readers[code].read("warm")
    phrases = [way for ways in phrase_table(default_root(), "nl").needs.values() for way in ways]
    rows = {
        "fuzzy search (WRatio)": timed(lambda text: process.extractOne(text, phrases, scorer=fuzz.WRatio), texts),
        "thuiswijzer, meaning and danger": timed(lambda text: everybody.read(text, "nl"), texts),
    }
    base = quantiles(rows["fuzzy search (WRatio)"], n=100)
    print(f"{len(texts)} messages in {len(everybody.readers)} languages, all loaded")
    for name, times in rows.items():
        parts = quantiles(times, n=100)
        print(f"{name:<34} p50 {parts[49]:6.2f} ms  p99 {parts[98]:6.2f} ms  {parts[49] / base[49]:5.2f} x")
    for name, text in long_texts().items():
        (taken,) = timed(lambda text: everybody.read(text, "nl"), [text])
        print(f"{name:<34} {taken:6.1f} ms")
    chance = random.Random(7)
    for _ in range(given.fuzz):
        everybody.read(odd(chance), "nl")
    print(f"{given.fuzz} odd strings read, nothing raised")


if __name__ == "__main__":
    main()
