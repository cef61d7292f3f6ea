"""The way back: what each answer changed, so that `back` can undo it, to any depth that is kept."""

from bot.core.state import ENGINE, MAX_TRAIL, State
from bot.core.walk import Walk


def go_back(walk: Walk) -> None:
    """Undo the last answer: its question is open again, with the slots and the callers of before."""
    state = walk.state
    while state.trail:
        flow, step, undo, stack = (*state.trail.pop(), {}, [])[:4]
        for slot, value in undo.items():
            if value:
                state.slots[slot] = value
            else:
                state.slots.pop(slot, None)
        state.stack = list(stack)
        living = walk.library.step(flow, step)
        if living and living.ask:
            state.flow, state.step, state.more = flow, step, []
            walk.ask_again()
            return
    walk.say("at_the_start")
    walk.ask_again()


def keep_trail(walk: Walk, before: State) -> None:
    """Remember the question that this turn answered, so that `back` can undo it."""
    state = walk.state
    moved = (state.flow, state.step) != (before.flow, before.step)
    went_back = len(state.trail) < len(before.trail)
    if before.ended or state.ended or not moved or went_back or before.flow == ENGINE:
        return
    undo = {
        slot: before.slots.get(slot, "")
        for slot in before.slots.keys() | state.slots.keys()
        if before.slots.get(slot) != state.slots.get(slot)
    }
    entry = [before.flow, before.step, undo, before.stack]
    while not entry[-1]:
        entry.pop()
    state.trail = [*state.trail, entry][-MAX_TRAIL:]
