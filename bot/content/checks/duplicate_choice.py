"""Two choices of one question that cannot be told apart, by id or by label, the engine's own choices included."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Path, Problem
from bot.core.flow import Step
from bot.core.questions import MORE, NEED
from bot.core.vocabulary import UNSAID

OWN = (UNSAID, MORE)
"""Choices that the engine adds to a question."""


def check(context: Context) -> Iterator[Problem]:
    """Look at the choices of every question."""
    own = {context.library.words.messages.get(name, ""): name for name in OWN}
    for flow, _, step, path in context.steps():
        for where, text in _same(step, own):
            yield context.in_flow(flow.flow, (*path, *where), text)


def _same(step: Step, own: dict[str, str]) -> Iterator[tuple[Path, str]]:
    ids: set[str] = set()
    labels = {label.casefold(): name for label, name in own.items()}
    if step.unsaid and step.unsaid.label:
        labels[step.unsaid.label.casefold()] = UNSAID
    for number, choice in enumerate(step.choose):
        if choice.id in OWN or choice.id.startswith(NEED):
            yield ("choose", number, "id"), f"the id '{choice.id}' is the engine's own"
        elif choice.id in ids:
            yield ("choose", number, "id"), f"the question has the choice '{choice.id}' already"
        label = choice.label.casefold()
        if label in labels:
            yield ("choose", number, "label"), f"the label '{choice.label}' is also that of '{labels[label]}'"
        ids.add(choice.id)
        labels.setdefault(label, choice.id)
