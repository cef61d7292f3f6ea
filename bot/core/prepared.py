"""What of a flow is the same in every conversation, made once: its questions and its sentences as events.

Only for speed: making them anew in every turn took half of its time. Nothing here depends on a state.
"""

from collections.abc import Mapping

from bot.core.common import Words
from bot.core.events import Asked, Option, Said
from bot.core.flow import Flow, Step
from bot.core.text import Text
from bot.core.vocabulary import UNSAID

Place = tuple[str, str]
"""Flow and step."""
LANGUAGE = "language:"
"""Prefix of the id of a choice that stands for a language: `language:tr`."""


def message(words: Words, name: str) -> Text:
    """One of the assistant's own sentences (`common.MESSAGES`)."""
    return Text(words.messages[name], f"_words.messages.{name}")


def plural(words: Words, name: str, count: int) -> Text:
    """One of the assistant's own sentences with a number in it (`common.PLURALS`)."""
    forms = words.plurals[name]
    return Text(forms.one, f"_words.plurals.{name}", (("count", str(count)),), forms.other, count)


def questions(flows: Mapping[str, Flow], words: Words, spoken: Mapping[str, str]) -> dict[Place, Asked]:
    """Every question of every flow with its own choices, `unsaid` last. `spoken`: code -> own name of a language."""
    return {
        (flow.flow, name): _asked(flow.flow, name, step, words, spoken if step.languages else {})
        for flow in flows.values()
        for name, step in flow.steps.items()
        if step.ask
    }


def sentences(flows: Mapping[str, Flow]) -> dict[Place, tuple[Said, ...]]:
    """What every step says."""
    return {
        (flow.flow, name): _said(f"{flow.flow}.{name}", step.say)
        for flow in flows.values()
        for name, step in flow.steps.items()
    }


def _said(context: str, texts: tuple[str, ...]) -> tuple[Said, ...]:
    return tuple(Said(Text(text, context)) for text in texts)


def _asked(flow: str, name: str, step: Step, words: Words, languages: Mapping[str, str]) -> Asked:
    context = f"{flow}.{name}"
    options = [Option(LANGUAGE + code, Text(own_name)) for code, own_name in languages.items()]
    options += [
        Option(
            choice.id,
            Text(choice.label, f"{context}.{choice.id}"),
            Text(choice.description, f"{context}.{choice.id}") if choice.description else None,
        )
        for choice in step.choose
    ]
    own = step.unsaid.label if step.unsaid else ""
    options.append(Option(UNSAID, Text(own, f"{context}.{UNSAID}") if own else message(words, UNSAID)))
    return Asked(flow, name, Text(step.ask, context), tuple(options))
