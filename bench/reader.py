"""How long reading a typed message takes, with every language loaded, beside two peers in the same run.

The peers: a plain fuzzy search (rapidfuzz WRatio over the Dutch phrases: what a reader without tables would do), and
nlp.js, trained on the same Dutch phrases, where node and npm are there. Prints milliseconds, ratios, how many needs of
unseen Dutch messages each puts right, the longest inputs, and a fuzz run over odd strings, which must not raise.
"""

import argparse
import json
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from rapidfuzz import fuzz, process

from bot.content.languages import phrase_table
from bot.content.load import default_root, languages
from bot.core.vocabulary import NEEDS
from bot.measure import labelled
from bot.readers import listener
from bot.understanding.listen import Listener

LONGEST = 300
NLPJS = ("@nlpjs/basic@4", "@nlpjs/lang-nl@4")
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
    for code in languages(default_root()):
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


def nlpjs(phrases: Mapping[str, Sequence[str]], asked: Sequence[tuple[str, str]]) -> dict[str, Any] | None:
    """What nlp.js makes of the same: the share of right needs and milliseconds; None where it cannot be installed."""
    folder = Path("build/nlpjs")
    if not shutil.which("npm"):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    install = ["npm", "install", "--silent", "--no-package-lock", "--no-audit", "--prefix", str(folder), *NLPJS]
    if subprocess.run(install, capture_output=True, check=False).returncode:
        return None
    shutil.copy(Path(__file__).with_name("nlpjs.mjs"), folder)
    given = json.dumps({"phrases": {need: list(ways) for need, ways in phrases.items()}, "messages": asked})
    run = subprocess.run(["node", "nlpjs.mjs"], cwd=folder, input=given, capture_output=True, text=True, check=True)
    return dict(json.loads(run.stdout))


def unseen_needs() -> list[tuple[str, str]]:
    """Dutch messages with a need that no table was written after."""
    lines = (default_root() / "tests/unseen/nl.jsonl").read_text(encoding="utf-8").splitlines()
    return [(one["text"], one["label"]) for one in map(json.loads, lines) if one["label"] in NEEDS]


def beside_nlpjs(everybody: Listener) -> None:
    """Needs of the same messages from the same phrases, in both."""
    asked, phrases = unseen_needs(), phrase_table(default_root(), "nl").needs
    ours = timed(lambda text: everybody.readers["nl"].needs_of(text), [text for text, _ in asked])
    right = sum(everybody.readers["nl"].needs_of(text)[:1][0][0] == need for text, need in asked) / len(asked)
    print(f"thuiswijzer, Dutch needs           p50 {median(ours):6.2f} ms  right first {right:.0%} of {len(asked)}")
    if theirs := nlpjs(phrases, asked):
        times, share = theirs["times"], theirs["right"]
        print(f"nlp.js, the same phrases           p50 {median(times):6.2f} ms  right first {share:.0%}")
        print(f"thuiswijzer takes {median(ours) / median(times):.2f} x the time of nlp.js")
    else:
        print("nlp.js: not measured, because npm cannot install it here")


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
    beside_nlpjs(everybody)
    for name, text in long_texts().items():
        (taken,) = timed(lambda text: everybody.read(text, "nl"), [text])
        print(f"{name:<34} {taken:6.1f} ms")
    chance = random.Random(7)
    for _ in range(given.fuzz):
        everybody.read(odd(chance), "nl")
    print(f"{given.fuzz} odd strings read, nothing raised")


if __name__ == "__main__":
    main()
