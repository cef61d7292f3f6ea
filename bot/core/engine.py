"""One turn: what an input means here, and where the conversation goes.

`advance` is a pure function of its arguments. It never raises on any input in any order; on content that loops
without a question it raises StepLimitError, which `bot check` finds beforehand.
"""

from collections.abc import Callable
from datetime import datetime

from bot.core.beginning import find_place, on, restart, start, switch, time_out
from bot.core.common import COMMAND_ALIASES, DEFAULT_LANGUAGE, Command
from bot.core.events import Answered, Asked, Found, LanguageOffered, Missed, Turn
from bot.core.inputs import Commanded, Input, Pressed, Sent, Started, TimedOut, Typed
from bot.core.library import Library
from bot.core.prepared import LANGUAGE
from bot.core.questions import CHANGE, KEEP, MORE, NEED, allows, question, value_name
from bot.core.reading import NOTHING, Reading
from bot.core.state import ENGINE, State, copy
from bot.core.trail import go_back, keep_trail
from bot.core.vocabulary import DEPENDENT_SLOTS, OFFER_NEEDS, SERIOUS
from bot.core.walk import Walk

ASK = "ask"
MOST_SHOWN = 3


def advance(
    library: Library, state: State, given: Input, reading: Reading = NOTHING, now: datetime | None = None
) -> Turn:
    """Decide one turn.

    Args:
        library: the content; the same library and arguments always give the same turn.
        state: where the conversation is; it is not changed.
        given: what the person did.
        reading: what typed words were understood as (only with Typed).
        now: the moment, with a time zone; opening hours depend on it.

    Raises:
        StepLimitError: when the content goes round without asking anything.
    """
    walk = Walk(library, copy(state), now or datetime.min)
    walk.state.echo = []
    before = state
    match given:
        case Started(payload):
            start(walk, payload)
        case TimedOut():
            time_out(walk)
        case Sent() if walk.state.ended:
            walk.say("only_words")
            start(walk)
        case _:
            if find_place(walk):
                _take(walk, given, reading)
    keep_trail(walk, before)
    _keep_shown(walk)
    if not (walk.state.ended or reading.alarms):
        walk.state.echo = list(reading.echo)
    language = walk.state.language or before.language
    return Turn(walk.state, tuple(walk.events), tuple(walk.taken), reading, language)


def open_question(library: Library, state: State) -> Asked | None:
    """The question that typed words answer now, or None before the start and after the end."""
    return None if state.ended else question(library, state)


def _take(walk: Walk, given: Input, reading: Reading) -> None:
    match given:
        case Pressed(choice, at):
            _press(walk, choice, at)
        case Commanded(name):
            _command(walk, name)
        case Typed():
            _offer_language(walk, reading)
            _read(walk, reading)
        case Sent():
            walk.say("only_words")
            walk.ask_again()


def _press(walk: Walk, choice: str, at: str) -> None:
    state = walk.state
    asked = question(walk.library, state)
    here = f"{state.flow}.{state.step}"
    if choice.startswith(NEED) and choice.removeprefix(NEED) in OFFER_NEEDS:
        _take_need(walk, choice.removeprefix(NEED))
    elif choice.startswith(LANGUAGE) and walk.library.speaks(choice.removeprefix(LANGUAGE)):
        switch(walk, choice.removeprefix(LANGUAGE))
    elif (at and at != here) or not asked or choice not in {option.id for option in asked.options}:
        if choice in walk.library.common.commands:
            _command(walk, choice)
        else:
            walk.say("old_button")
            walk.ask_again()
    else:
        _answer(walk, choice)


def _answer(walk: Walk, choice: str) -> None:
    state = walk.state
    state.misses = 0
    if state.meanings:
        state.meanings = []
        walk.ask_again()
    elif choice == MORE and state.more:
        walk.show_more()
    elif state.flow == ENGINE:
        _change_answer(walk, choice)
    else:
        flow, name = state.flow, state.step
        step = walk.library.flows[flow].steps[name]
        state.more = []
        on(walk, walk.follow(flow, name, step, choice))


def _change_answer(walk: Walk, slot: str) -> None:
    if slot == KEEP:
        walk.give_back()
        return
    for gone in (slot, *DEPENDENT_SLOTS.get(slot, ())):
        walk.state.slots.pop(gone, None)
    walk.state.stack = []
    walk.go("", walk.library.common.start)


def _read(walk: Walk, reading: Reading) -> None:
    if _alarmed(walk, reading):
        return
    asked = question(walk.library, walk.state)
    if walk.library.speaks(reading.switch):
        switch(walk, reading.switch)
    elif reading.command:
        _command(walk, reading.command)
    elif _tells_more(walk, reading):
        _take_slots(walk, reading)
    elif asked and reading.choice in {option.id for option in asked.options}:
        _press(walk, reading.choice, "")
    elif reading.about:
        _answer_about(walk, reading.about)
    elif reading.need:
        _take_need(walk, reading.need)
    elif reading.offers:
        _show_named(walk, reading.offers)
    else:
        _miss(walk, reading)


def _offer_language(walk: Walk, reading: Reading) -> None:
    """Offer to go on in the language of the words, once; in danger there are more urgent things to say."""
    state, language = walk.state, reading.language
    own = state.language or DEFAULT_LANGUAGE
    danger = any(alarm.severity in SERIOUS for alarm in reading.alarms)
    if language in walk.library.languages and language not in (own, *state.offered) and not danger:
        state.offered.append(language)
        walk.events.append(LanguageOffered(language))


def _alarmed(walk: Walk, reading: Reading) -> bool:
    """Raise what was heard, the most severe last so that it leads; True when it comes before all else."""
    if not reading.alarms:
        return False
    lead = reading.alarms[0]
    known = set(walk.state.alarms)
    for alarm in reversed(reading.alarms):
        walk.alarm(alarm)
    flow = walk.library.common.alarms.get(lead.severity, "")
    if lead.severity in SERIOUS:
        walk.state.misses, walk.state.meanings = 0, []
        _aside(walk, flow or walk.library.common.commands["help"].call)
        return True
    place = walk.library.target("", flow)
    if place and lead.label not in known:
        walk.tell(*place, walk.library.flows[place[0]].steps[place[1]])
    return False


def _tells_more(walk: Walk, reading: Reading) -> bool:
    """True when the words tell something else than an answer to the open question alone."""
    step = walk.library.step(walk.state.flow, walk.state.step)
    told = {slot for slot, value in reading.slots if walk.state.slots.get(slot) != value}
    told |= {"need"} if reading.need in OFFER_NEEDS and reading.slots else set()
    return bool(told - {step.save if step else ""})


def _take_slots(walk: Walk, reading: Reading) -> None:
    """Take everything that the words tell, say what that is, and ask what is still open."""
    state = walk.state
    state.misses, state.meanings = 0, []
    told = [*reading.slots, *([("need", reading.need)] if reading.need in OFFER_NEEDS else [])]
    step = walk.library.step(state.flow, state.step)
    stays = step is not None and not {slot for slot, _ in told} & {"role", "need", step.save}
    for slot, value in told:
        walk.save(slot, value)
    walk.say("understood", what=tuple(value_name(walk.library, slot, value) for slot, value in told))
    if stays:
        walk.ask_again()
        return
    state.stack, state.more = [], []
    walk.go("", walk.library.common.start)


def _take_need(walk: Walk, need: str) -> None:
    """A need that was typed or guessed: answer it aside, or go on with it as an answer."""
    state, common = walk.state, walk.library.common
    state.misses, state.meanings = 0, []
    if need in common.sides:
        _aside(walk, common.sides[need])
        return
    step = walk.library.step(state.flow, state.step)
    walk.say("understood", what=value_name(walk.library, "need", need))
    if step and step.save == "need" and allows(step, need):
        _answer(walk, need)
        return
    walk.save("need", need)
    state.stack, state.more = [], []
    walk.go("", common.start)


def _show_named(walk: Walk, offers: tuple[str, ...]) -> None:
    state = walk.state
    state.misses, state.meanings = 0, []
    step = walk.library.step(state.flow, state.step)
    walk.show_offers(offers)
    if step and step.search:
        on(walk, walk.library.target(state.flow, step.goto))
    else:
        walk.ask_again()


def _answer_about(walk: Walk, about: str) -> None:
    """A question about what was just shown, and then the open question again."""
    state = walk.state
    state.misses, state.meanings = 0, []
    shown = tuple(offer for offer in state.shown if offer in walk.library.records)
    if shown:
        walk.events.append(Answered(about, shown))
    else:
        walk.say("about_none")
    walk.ask_again()


def _miss(walk: Walk, reading: Reading) -> None:
    state = walk.state
    state.misses += 1
    walk.events.append(Missed(state.flow, state.step, state.misses))
    state.meanings = []
    if state.misses == 1:
        walk.say("missed_first")
        state.meanings = [need for need in reading.alternatives if need in OFFER_NEEDS][:3]
        walk.ask_again()
        return
    state.misses = 0
    walk.say("missed_second")
    _aside(walk, walk.library.common.missed)


def _aside(walk: Walk, target: str) -> None:
    """Go through a flow and come back to the open question."""
    state = walk.state
    asides = [number for number, entry in enumerate(state.stack) if entry[2:]]
    if asides:  # an aside within an aside still comes back to the first question
        state.stack = state.stack[: asides[0] + 1]
    else:
        walk.push(state.flow, state.step, ASK)
    walk.go("", target)


def _command(walk: Walk, name: str) -> None:
    name = COMMAND_ALIASES.get(name, name)
    command = walk.library.common.commands.get(name)
    if command is None:
        _miss(walk, NOTHING)
        return
    walk.state.misses, walk.state.meanings = 0, []
    if command.call:
        _aside(walk, command.call)
    elif command.goto:
        walk.state.stack, walk.state.more = [], []
        walk.go("", command.goto)
    else:
        _act(walk, command)


def _act(walk: Walk, command: Command) -> None:
    acts: dict[str, Callable[[Walk], None]] = {
        "back": go_back,
        "restart": restart,
        "change": _change,
        "more": Walk.show_more,
    }
    acts[command.act or "back"](walk)


def _change(walk: Walk) -> None:
    state = walk.state
    if not state.slots:
        walk.say("change_nothing")
        walk.ask_again()
        return
    if state.flow != ENGINE:
        walk.push(state.flow, state.step, ASK)
    state.flow, state.step = ENGINE, CHANGE
    walk.ask_again()


def _keep_shown(walk: Walk) -> None:
    """Remember what was shown last, for questions about it."""
    found = [event.matches for event in walk.events if isinstance(event, Found)]
    if found and not walk.state.ended:
        walk.state.shown = [match.offer for match in found[-1]][:MOST_SHOWN]
