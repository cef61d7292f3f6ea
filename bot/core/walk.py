"""Going through steps until a question is open or the conversation ends.

A Walk is the working copy of one turn: it starts from a copy of the state, collects events, and is thrown away. It
follows what flows say; what an input means is for `engine`.
"""

from dataclasses import replace
from datetime import datetime

from bot.core.events import Alarmed, Ended, Event, Found, Match, Said, Saved, Told
from bot.core.flow import ASK_AT, Route, Step
from bot.core.helplines import ANY, RAISED, helplines
from bot.core.library import Library
from bot.core.matching import Answers, explain, recommend
from bot.core.prepared import message as message_text
from bot.core.questions import allows, question
from bot.core.reading import Alarm
from bot.core.state import ENGINE, State
from bot.core.text import Text, Value
from bot.core.vocabulary import UNSAID

MAX_STEPS = 100
"""Steps in one turn. More is a loop without a question, which `bot check` finds before it goes live."""
MAX_STACK = 8


class StepLimitError(RuntimeError):
    """The content goes round without asking anything. Names the step, so that its author can find it."""

    def __init__(self, flow: str, step: str) -> None:
        super().__init__(f"more than {MAX_STEPS} steps in one turn, at {flow}.{step}")


class Walk:
    """The working copy of one turn."""

    def __init__(self, library: Library, state: State, now: datetime) -> None:
        self.library = library
        self.state = state
        self.now = now
        self.events: list[Event] = []
        self.taken: list[tuple[str, str, str]] = []
        self._steps = 0

    def say(self, message: str, **values: Value) -> None:
        """Say one of the assistant's own sentences (`common.MESSAGES`)."""
        text = message_text(self.library.words, message)
        self.events.append(Said(replace(text, values=tuple(values.items())) if values else text))

    def answers(self, need: str = "") -> Answers:
        """The answers so far, for matching; `need` overrules the person's own."""
        slots = self.state.slots
        return Answers(
            role=slots.get("role", ""),
            age=slots.get("age", ""),
            phase=slots.get("phase", ""),
            need=need or slots.get("need", ""),
            area=slots.get("area", ""),
            offer_language=slots.get("offer_language", "") or self.state.language,
            alarms=tuple(self.state.alarms),
        )

    def save(self, slot: str, value: str) -> None:
        """Fill a slot."""
        if self.state.slots.get(slot) != value:
            self.state.slots[slot] = value
            self.events.append(Saved(slot, value))

    def alarm(self, alarm: Alarm) -> None:
        """Remember an alarm for the rest of the conversation."""
        self.events.append(Alarmed(alarm))
        if alarm.label not in self.state.alarms:
            self.state.alarms.append(alarm.label)
        self.state.raised = [alarm.label, alarm.severity, alarm.about]

    def calm(self) -> None:
        """The last alarm was a misunderstanding: forget it."""
        label = self.state.raised[0] if self.state.raised else ""
        self.state.alarms = [alarm for alarm in self.state.alarms if alarm != label]
        self.state.raised = []

    def ask_again(self) -> None:
        """Ask the open question once more, without what was said before it."""
        self.ask(again=True)

    def ask(self, again: bool) -> None:
        """Ask the question where the conversation stands; go to the lost when there is none."""
        asked = question(self.library, self.state, again)
        if asked is None:
            self.go("", self.library.common.lost)
        else:
            self.events.append(asked)

    def push(self, flow: str, step: str, *ask: str) -> None:
        """Remember where to go on after a called flow."""
        self.state.stack = [*self.state.stack, [flow, step, *ask]][-MAX_STACK:]

    def go(self, flow: str, goto: str) -> None:
        """Go where `goto`, written in `flow`, leads; to the `lost` flow when that is nowhere."""
        place = self.library.target(flow, goto) or self.library.target("", self.library.common.lost)
        while place:
            self._steps += 1
            if self._steps > MAX_STEPS:
                raise StepLimitError(*place)
            place = self._enter(*place)

    def follow(self, flow: str, name: str, step: Step, choice: str) -> tuple[str, str] | None:
        """Where a choice of a question leads, after its slots were filled."""
        self.taken.append((flow, name, choice))
        if step.save:
            self.save(step.save, choice)
        if choice == UNSAID:
            return self.library.target(flow, (step.unsaid.goto if step.unsaid else "") or step.goto)
        chosen = next((option for option in step.choose if option.id == choice), None)
        if chosen is None:  # a language
            return self.library.target(flow, step.goto)
        for slot, value in chosen.set.items():
            self.save(slot, value)
        return self.library.target(flow, chosen.goto or step.goto)

    def give_back(self) -> None:
        """A called flow is done: go on where it was called, or at `after` when nobody called."""
        while self.state.stack:
            flow, step, *ask = self.state.stack[-1]
            self.state.stack = self.state.stack[:-1]
            if not ask:
                return self.go(flow, f"{flow}.{step}")
            self.state.flow, self.state.step = flow, step
            self._forget_aside(flow, step)
            if flow == ENGINE or self.library.step(flow, step):
                self.say("back_to_question")
                return self.ask_again()
        return self.go("", self.library.common.after)

    def _forget_aside(self, flow: str, step: str) -> None:
        """The question that an aside left is open again: `back` must not lead into that aside."""
        trail = self.state.trail
        for number in range(len(trail) - 1, -1, -1):
            if trail[number][:2] == [flow, step]:
                self.state.trail = trail[:number]
                return

    def show_more(self) -> None:
        """Show the next page of the last find, then the open question again."""
        if not self.state.more:
            self.say("no_more")
            return self.ask_again()
        flow, name, shown = self.state.more
        step = self.library.step(flow, name)
        find = step.find if step else None
        matches = recommend(self.library, self.answers(find.need), self.now, find.limit) if find else ()
        page = matches[shown : shown + find.limit] if find else ()
        if not page:
            self.state.more = []
            self.say("no_more")
            return self.ask_again()
        self._show(page, flow, name, shown + len(page), len(matches))
        return self.ask_again()

    def show_offers(self, offers: tuple[str, ...]) -> bool:
        """Show offers by id; False when none of them is shown in this pack."""
        ids = (self.library.place.ask_at if offer == ASK_AT else offer for offer in offers)
        found = [self.library.records[offer] for offer in ids if offer in self.library.shown_ids]
        if found:
            answers = self.answers()
            self.events.append(Found(tuple(explain(self.library, offer, answers, self.now) for offer in found)))
        return bool(found)

    def _enter(self, flow: str, name: str) -> tuple[str, str] | None:
        """Do one step; the place to go on, or None when a question is open or the conversation is over."""
        step = self.library.flows[flow].steps[name]
        state = self.state
        known = state.slots.get(step.save) if step.save else None
        if step.ask and known and allows(step, known):
            return self.follow(flow, name, step, known)
        for slot, value in step.set.items():
            self.save(slot, value)
        for slot in step.forget:
            state.slots.pop(slot, None)
        if step.alarm:
            self.alarm(Alarm(step.alarm, "urgent", evidence=f"{flow}.{name}"))
        if step.calm:
            self.calm()
        self.tell(flow, name, step)
        if step.find or (step.show and step.none):
            return self._seek(flow, name, step)
        if step.show:
            self.show_offers(step.show)
        if step.ask:
            state.flow, state.step = flow, name
            self.ask(again=False)
            return None
        if step.route:
            return self._branch(flow, name, step.route)
        if step.end:
            self.taken.append((flow, name, step.end))
            return self._end(step.end)
        self.taken.append((flow, name, "call" if step.call else "goto"))
        if step.call:
            after = self.library.target(flow, step.goto)
            if after:
                self.push(*after)
            return self.library.target(flow, step.call)
        return self.library.target(flow, step.goto)

    def tell(self, flow: str, name: str, step: Step) -> None:
        """Say and show what a step has, without its way on."""
        self.events += self.library.sentences[flow, name]
        self.events += [Told(fact) for fact in step.fact if fact in self.library.records]
        if step.helplines:
            alarm = (self.state.raised or [ANY])[0] if step.helplines == RAISED else step.helplines
            lines = helplines(self.library, alarm, self.answers(), self.now)
            if lines:
                self.events.append(Found(lines))

    def _seek(self, flow: str, name: str, step: Step) -> tuple[str, str] | None:
        found = bool(step.show) and self.show_offers(step.show)
        if step.find:
            limit = step.find.limit
            ranked = recommend(self.library, self.answers(step.find.need), self.now, limit)
            shown = {match.offer for event in self.events if isinstance(event, Found) for match in event.matches}
            matches = tuple(match for match in ranked if match.offer not in shown)
            self.state.more = []
            if matches:
                found = True
                self._show(matches[:limit], flow, name, limit, len(matches))
        self.taken.append((flow, name, "found" if found else "none"))
        if found or step.none is None:
            return self.library.target(flow, step.goto)
        self.events += [Said(Text(text, f"{flow}.{name}")) for text in step.none.say]
        return self.library.target(flow, step.none.goto)

    def _show(self, page: tuple[Match, ...], flow: str, name: str, shown: int, total: int) -> None:
        left = max(total - shown, 0)
        self.state.more = [flow, name, shown] if left else []
        self.events.append(Found(page, left))

    def _branch(self, flow: str, name: str, routes: tuple[Route, ...]) -> tuple[str, str] | None:
        label, _, about = self.state.raised or ("none", "", "none")
        slots = {**self.state.slots, "alarm": label, "about": about}
        for number, route in enumerate(routes):
            if all(slots.get(slot, "none") in values for slot, values in route.when.items()):
                self.taken.append((flow, name, f"route {number}"))
                return self.library.target(flow, route.goto)
        return self.library.target("", self.library.common.lost)

    def _end(self, end: str) -> tuple[str, str] | None:
        if end == "return":
            self.give_back()
            return None
        self.events.append(Ended(erased=end == "erase"))
        self.state = State(language=self.state.language) if end == "stop" else State()
        return None
