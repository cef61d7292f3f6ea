"""The question that is open, with all its choices: those of the step and those that the engine adds.

Made anew from the state whenever it is needed (to ask, to ask again, to read typed words, to judge a press), so no
channel has to remember which buttons it showed.
"""

from bot.core.events import Asked, Option
from bot.core.flow import Step
from bot.core.library import Library
from bot.core.state import ENGINE, State
from bot.core.text import Text
from bot.core.vocabulary import UNSAID

CHANGE = "change"
"""Engine step: which answer do you want to change?"""
MEANINGS = "meanings"
"""Not a step of its own: the guesses that are shown over an open question."""
KEEP = "keep"
NEED = "need:"
"""Prefix of the id of a choice that stands for a need: `need:money`."""
MORE = "more"


def allows(step: Step, choice: str) -> bool:
    """True when a step itself has this choice; every question has `unsaid`."""
    return choice == UNSAID or any(option.id == choice for option in step.choose)


def question(library: Library, state: State, again: bool = False) -> Asked | None:
    """The open question, or None when the content no longer has it."""
    if state.meanings:
        return _meanings(library, state)
    if state.flow == ENGINE:
        return _change(library, state, again)
    step = library.step(state.flow, state.step)
    if step is None or not step.ask:
        return None
    context = f"{state.flow}.{state.step}"
    options = [
        Option(
            choice.id,
            Text(choice.label, f"{context}.{choice.id}"),
            Text(choice.description, f"{context}.{choice.id}.description") if choice.description else None,
        )
        for choice in step.choose
    ]
    if state.more:
        options.append(_own(library, MORE, MORE))
    if step.unsaid and step.unsaid.label:
        options.append(Option(UNSAID, Text(step.unsaid.label, f"{context}.{UNSAID}")))
    else:
        options.append(_own(library, UNSAID, UNSAID))
    return Asked(state.flow, state.step, Text(step.ask, f"{context}.ask"), tuple(options), again)


def value_name(library: Library, slot: str, value: str) -> Text:
    """What a value of a slot is called in a sentence; the value itself where it has no name."""
    return Text(library.words.values.get(slot, {}).get(value, value), f"_words.values.{slot}.{value}")


def _own(library: Library, message: str, choice: str) -> Option:
    return Option(choice, _message(library, message))


def _message(library: Library, message: str) -> Text:
    return Text(library.words.messages[message], f"_words.messages.{message}")


def _meanings(library: Library, state: State) -> Asked:
    options = [Option(NEED + need, value_name(library, "need", need)) for need in state.meanings]
    options.append(_own(library, "none_of_these", UNSAID))
    return Asked(state.flow, state.step, _message(library, "did_you_mean"), tuple(options), again=True)


def _change(library: Library, state: State, again: bool) -> Asked:
    words = library.words
    options = [
        Option(
            slot,
            Text(words.slots[slot], f"_words.slots.{slot}"),
            Text(words.messages["change_now"], "_words.messages.change_now",
                 (("value", value_name(library, slot, value)),)),
        )
        for slot, value in state.slots.items()
    ]  # fmt: skip
    options.append(_own(library, "change_keep", KEEP))
    return Asked(ENGINE, CHANGE, _message(library, "change_ask"), tuple(options), again)
