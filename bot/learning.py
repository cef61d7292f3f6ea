"""Learn from example messages what danger is like: makes the file that `bot.understanding.likeness` reads.

Only developers run it (`thuiswijzer language model`); scikit-learn comes with their environment. Each head adds two
ways of weighing: counting (naive Bayes), which is good at words that few messages have, and logistic regression, which
is good at words that many kinds have; together they heard 5 of 100 messages more than either alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.content.languages import LIKENESS, MODEL, detection_model, examples_of, is_stale, phrase_table
from bot.content.load import languages
from bot.understanding.examples import Examples, source_of
from bot.understanding.likeness import (
    CONCERN,
    DANGER,
    EMERGENCY,
    RARITY_STEPS,
    STEPS,
    Head,
    Likeness,
    dumps,
    number_of,
)
from bot.understanding.message import Speller, speller
from bot.understanding.phrases import Phrases
from bot.understanding.scorer import features

SIZE, SMALLER = 1 << 17, 1 << 15
"""Numbers of features for what decides whether and how severe, and for which alarm."""
SMOOTHING = 0.1
FOLDS = 5
FALSE_ALARMS = 0.08
"""The share of messages without danger that may be called danger when they are left out of learning."""
FALSE_EMERGENCIES = 0.07
CLIPPED = 99.9
"""Percentile of the weights that gets the largest step."""
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """One folded message; without danger it has no label."""

    text: str
    label: str = ""
    severity: str = ""
    hard: bool = False
    """Without danger, and chosen because it sounds like it."""


def learn_all(root: Path) -> Iterator[str]:
    """Write the models below `root` that are not up to date; gives the name of each written file.

    Raises:
        ContentError: with the problems of a table that cannot be read.
    """
    codes = tuple(languages(root))
    for code in codes:
        examples, phrases = examples_of(root, code), phrase_table(root, code)
        if is_stale(root, code, examples, phrases):
            (root / LIKENESS.format(code)).write_bytes(dumps(learn(examples, phrases)))
            yield LIKENESS.format(code)
    (root / MODEL).write_text(detection_model(root, codes), encoding="utf-8")
    yield MODEL


def learn(examples: Examples, phrases: Phrases) -> Likeness:
    """The model of one language."""
    spell = speller(phrases)
    rows = rows_of(examples, phrases, spell)
    numbers = _matrix([it.text for it in rows], SIZE)
    rarity = _rarity(numbers)
    shares = _unit(numbers @ diags(rarity / RARITY_STEPS))
    kind = np.array([it.label for it in rows])
    severity = np.array([it.severity for it in rows])
    alarming = kind != ""
    judged = severity != CONCERN
    danger = _calibrated(shares[judged], alarming[judged], np.array([it.hard for it in rows])[judged], FALSE_ALARMS)
    alarms, its_severity = shares[alarming], severity[alarming]
    heads = {
        DANGER: danger,
        EMERGENCY: _calibrated(alarms, its_severity == EMERGENCY, its_severity != EMERGENCY, FALSE_EMERGENCIES),
        CONCERN: _calibrated(alarms, its_severity == CONCERN, its_severity != CONCERN, FALSE_EMERGENCIES),
        **_labels(_folded_columns(alarms, SMALLER), kind[alarming]),
    }
    words = {word for it in rows if not it.label for word in it.text.split() if not word.startswith("~")}
    words |= {word for entry in examples.harmless.look_alikes for word in spell.fold(entry).split()}
    return Likeness(source_of(examples, phrases), frozenset(words), rarity.tobytes(), heads)


def rows_of(examples: Examples, phrases: Phrases, spell: Speller) -> list[Row]:
    """All messages to learn from, folded."""

    def folded(texts: Iterable[str]) -> list[str]:
        return [spell.with_consonants(text) for text in spell.fold_all(texts)]

    found = [
        Row(text, label, severity)
        for label, its in examples.danger.items()
        for severity, texts in its.by_severity().items()
        for text in folded(texts)
    ]
    found += [Row(text, hard=True) for text in folded(examples.harmless.messages)]
    return found + [Row(text) for ways in phrases.needs.values() for text in folded(ways)]


def _matrix(texts: Sequence[str], size: int) -> csr_matrix:
    """One row a message with 1 for each of its features."""
    starts, columns = [0], []
    for text in texts:
        columns += sorted({number_of(feature) & (size - 1) for feature in features(text)})
        starts.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(texts), size))


def _rarity(numbers: csr_matrix) -> NDArray[np.uint8]:
    """How rare each feature is, in steps."""
    carriers = np.asarray(numbers.sum(0)).ravel()
    rare = np.log((1 + numbers.shape[0]) / (1 + carriers)) + 1
    steps: NDArray[np.uint8] = np.minimum(255, np.rint(rare * RARITY_STEPS)).astype(np.uint8)
    return steps


def _unit(rows: csr_matrix) -> csr_matrix:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(1)).ravel())
    length[length == 0] = 1
    return diags(1 / length) @ rows


def _folded_columns(rows: csr_matrix, size: int) -> csr_matrix:
    """The same rows with fewer numbers: those that share their last bits fall together."""
    rows = rows.tocoo()
    return csr_matrix((rows.data, (rows.row, rows.col % size)), shape=(rows.shape[0], size))


def _counted(rows: csr_matrix, yes: Flags) -> Floats:
    """What each feature says for yes, by counting."""
    for_it = np.asarray(rows[yes].sum(0)).ravel() + SMOOTHING
    against = np.asarray(rows[~yes].sum(0)).ravel() + SMOOTHING
    weights: Floats = np.log(for_it / for_it.sum()) - np.log(against / against.sum())
    return weights


def _both(rows: csr_matrix, yes: Flags) -> Floats:
    """The weights of counting and of regression together, each brought to the same spread."""
    counted = _counted(rows, yes)
    regression = LogisticRegression(C=10, class_weight="balanced", max_iter=1000, solver="liblinear")
    fitted = regression.fit(rows, yes).coef_[0]
    weights: Floats = counted / np.std(rows @ counted) + fitted / np.std(rows @ fitted)
    weights[np.asarray(rows.sum(0)).ravel() == 0] = 0  # never seen: says nothing
    return weights


def _calibrated(rows: csr_matrix, yes: Flags, watched: Flags, share: float) -> Head:
    """A head that says yes wrongly for at most this share of the watched rows, when they are left out of learning."""
    margins = np.zeros(rows.shape[0])
    for learning, held in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(rows, yes):
        margins[held] = rows[held] @ _both(rows[learning], yes[learning])
    wrong = np.sort(margins[watched & ~yes])[::-1]
    return _head(_both(rows, yes), -float(wrong[int(share * len(wrong))]))


def _labels(rows: csr_matrix, kind: NDArray[np.str_]) -> Mapping[str, Head]:
    """A head for each alarm."""
    names = sorted({str(name) for name in kind})
    fitted = LogisticRegression(C=10, max_iter=1000).fit(rows, kind).coef_
    counted = np.stack([_counted(rows, kind == name) for name in names])
    weights = counted / np.std(rows @ counted.T) + fitted / np.std(rows @ fitted.T)
    weights[:, np.asarray(rows.sum(0)).ravel() == 0] = 0
    return {name: _head(its, 0.0) for name, its in zip(names, weights, strict=True)}


def _head(weights: Floats, bias: float) -> Head:
    largest = float(np.percentile(np.abs(weights[weights != 0]), CLIPPED))
    steps = np.clip(np.rint(weights / largest * STEPS), -STEPS, STEPS).astype(np.int8)
    return Head(memoryview(steps.tobytes()).cast("b"), largest / STEPS, bias)
