"""How long it takes before the first conversation: reading all content, and importing the commands.

Each beside something well known that is measured in the same run, so that a slow machine shows.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median

import yaml

from bot.app import build
from bot.content.load import FOLDERS, default_root

ROW = "{:<42} {:>9} {:>12}"
LOADING = "all content, read and checked in shape"
COMMANDS = "import bot.cli"


def files() -> list[bytes]:
    """Every YAML file of the content."""
    root = default_root()
    return [path.read_bytes() for folder in FOLDERS for path in sorted((root / folder).rglob("*.yaml"))]


def with_pyyaml(loader: type) -> None:
    """Parse the same files with PyYAML, which checks nothing."""
    for source in files():
        yaml.load(source, Loader=loader)  # the safe loaders only


def run(program: str) -> None:
    """Start Python and run one line."""
    subprocess.run([sys.executable, "-c", program], check=True)


def measure(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Seconds of each job: the median over the rounds, in each of which every job is done once."""
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            begin = time.perf_counter()
            job()
            seconds[name].append(time.perf_counter() - begin)
    return {name: median(found) for name, found in seconds.items()}


def show(found: Mapping[str, float], ours: str, aim: float) -> None:
    """One table; the first column of ratios is against ours."""
    print(ROW.format("", "seconds", "ours is"))
    for name, seconds in found.items():
        print(ROW.format(name, f"{seconds:.3f}", f"{found[ours] / seconds:.2f} x"))
    print(f"{ours}: {found[ours]:.3f} s (aim: under {aim} s)")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description="Measure the time before the first conversation.")
    arguments.add_argument("--rounds", type=int, default=7)
    rounds = arguments.parse_args().rounds
    print(f"{len(files())} files of content")
    loading = {
        LOADING: build,
        "the same files by yaml.safe_load": lambda: with_pyyaml(yaml.SafeLoader),
        "the same files by yaml.CSafeLoader": lambda: with_pyyaml(yaml.CSafeLoader),
    }
    show(measure(loading, rounds), LOADING, 0.5)
    starting = {
        COMMANDS: lambda: run("import bot.cli"),
        "import click": lambda: run("import click"),
        "Python that does nothing": lambda: run("pass"),
    }
    show(measure(starting, rounds), COMMANDS, 0.3)


if __name__ == "__main__":
    main()
