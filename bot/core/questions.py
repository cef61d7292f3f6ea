"""The question that is open, with all its choices: those of the step and those that the engine adds.

Known from the state whenever it is needed (to ask, to ask again, to read typed words, to judge a press), so no channel
has to remember which buttons it showed.
"""

from bot.core.events import Asked, Option
from bot.core.flow import Step
from bot.core.library import Library
from bot.core.prepared import LANGUAGE, message as message_text
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
    if step.languages and choice.startswith(LANGUAGE):
        return True
    return choice == UNSAID or any(option.id == choice for option in step.choose)


def question(library: Library, state: State, again: bool = False) -> Asked | None:
    """The open question, or None when the content no longer has it."""
    if state.meanings:
        return _meanings(library, state)
    if state.flow == ENGINE:
        return _change(library, state, again)
    asked = library.questions.get((state.flow, state.step))
    if asked is None or not (again or state.more):
        return asked
    options = asked.options
    if state.more:
        options = (*options[:-1], _own(library, MORE, MORE), options[-1])
    return Asked(asked.flow, asked.step, asked.text, options, again)


def value_name(library: Library, slot: str, value: str) -> Text:
    """What a value of a slot is called in a sentence; the value itself where it has no name."""
    return Text(library.words.values.get(slot, {}).get(value, value), f"_words.values.{slot}.{value}")


def _own(library: Library, message: str, choice: str) -> Option:
    return Option(choice, message_text(library.words, message))


def _meanings(library: Library, state: State) -> Asked:
    options = [Option(NEED + need, value_name(library, "need", need)) for need in state.meanings]
    options.append(_own(library, "none_of_these", UNSAID))
    return Asked(state.flow, state.step, message_text(library.words, "did_you_mean"), tuple(options), again=True)


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
    return Asked(ENGINE, CHANGE, message_text(library.words, "change_ask"), tuple(options), again)
