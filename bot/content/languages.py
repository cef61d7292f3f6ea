"""The words of one language from disk, without reading those of the others."""

from collections.abc import Sequence
from pathlib import Path

from bot.content.alarm_patterns import wrong_patterns
from bot.content.decode import decode
from bot.content.problems import ContentError
from bot.content.yamlio import parse
from bot.understanding import language as detection
from bot.understanding.alarm_table import AlarmTable
from bot.understanding.examples import HARMLESS, DangerExamples, Examples, HarmlessExamples, source_of
from bot.understanding.language import Detector
from bot.understanding.likeness import Likeness, loads
from bot.understanding.phrases import Phrases

MODEL = "locales/detection.jsonl"
LIKENESS = "locales/{}/likeness.bin"


def phrase_table(root: Path, code: str) -> Phrases:
    """The words that people type in a language.

    Raises:
        ContentError: with every problem in the file.
        OSError: when there is no such file.
    """
    file = f"locales/{code}/phrases.yaml"
    return decode(parse((root / file).read_bytes(), file), Phrases)


def alarm_table(root: Path, code: str) -> AlarmTable | None:
    """How people say in a language that they are in danger; None where nobody has written that yet.

    Raises:
        ContentError: with every problem in the file, also with every pattern that cannot be read.
    """
    file = f"locales/{code}/alarms.yaml"
    path = root / file
    if not path.is_file():
        return None
    document = parse(path.read_bytes(), file)
    table = decode(document, AlarmTable)
    problems = [document.problem(place, text) for place, text in wrong_patterns(table)]
    if problems:
        raise ContentError(problems)
    return table


def examples_of(root: Path, code: str) -> Examples:
    """The example messages of a language; empty where nobody has written any.

    Raises:
        ContentError: with the problems of the first file that has any.
    """
    danger: dict[str, DangerExamples] = {}
    harmless = HarmlessExamples()
    for path in sorted((root / "locales" / code / "examples").glob("*.yaml")):
        document = parse(path.read_bytes(), path.relative_to(root).as_posix())
        if path.stem == HARMLESS:
            harmless = decode(document, HarmlessExamples)
        else:
            danger[path.stem] = decode(document, DangerExamples)
    return Examples(danger, harmless)


def likeness(root: Path, code: str) -> Likeness | None:
    """What was learnt from the examples of a language; None where nothing was."""
    path = root / LIKENESS.format(code)
    return loads(path.read_bytes()) if path.is_file() else None


def is_stale(root: Path, code: str, examples: Examples, phrases: Phrases) -> bool:
    """True when there is more to learn in a language than was learnt (`thuiswijzer language model`)."""
    known = likeness(root, code)
    return bool(examples.danger) and (known is None or known.source != source_of(examples, phrases))


def detector(root: Path) -> Detector | None:
    """What tells languages apart; None where it has not been made."""
    path = root / MODEL
    return detection.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def detection_model(root: Path, codes: Sequence[str]) -> str:
    """Make the model of `detector` out of the tables of these languages, as text for the file.

    Raises:
        ContentError: with every problem in a table.
    """
    sentences: dict[str, list[str]] = {}
    for code in codes:
        phrases = phrase_table(root, code)
        sentences[code] = [way for ways in phrases.needs.values() for way in ways]
        # Other spellings are how a language in another script is typed in Latin letters.
        sentences[code] += [way for ways in phrases.spelling.values() for way in ways]
        sentences[code] += examples_of(root, code).all
    return detection.dumps(detection.train(sentences))
