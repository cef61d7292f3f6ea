"""Conversation cases: stories in YAML that say what the assistant must answer.

The runner plays each with the real engine, reads the state back from JSON before every turn, and afterwards wants
every exit of every step to have been taken by some case.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.cases.case import Case, CaseFile, CaseTurn, turns_of
from bot.cases.ways import Exit, exits
from bot.content.decode import decode
from bot.content.problems import ContentError, Path as Place, did_you_mean
from bot.content.yamlio import Document, parse
from bot.core.engine import advance, open_question
from bot.core.events import Alarmed, Asked, Ended, Found, Said, Turn
from bot.core.inputs import Commanded, Input, Pressed, Started, TimedOut, Typed
from bot.core.library import Library
from bot.core.reading import NOTHING, Alarm, Reading
from bot.core.state import State, dumps, loads
from bot.turn import Parts, read


@dataclass
class Result:
    """What came of a run."""

    passed: int = 0
    failures: list[str] = field(default_factory=list)
    taken: set[Exit] = field(default_factory=set)


def run(parts: Parts, folder: Path) -> Result:
    """Play every case below `folder` and look for exits that none of them took."""
    result = Result()
    for path in sorted(folder.glob("**/*.yaml")):
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        try:
            document = parse(path.read_bytes(), name)
            cases = decode(document, CaseFile).cases
        except ContentError as error:
            result.failures += map(str, error.problems)
            continue
        for number, case in enumerate(cases):
            problems = list(play(parts, case, result.taken))
            result.failures += [f"{_at(document, number)} {case.name}: {problem}" for problem in problems]
            result.passed += not problems
    result.failures += [
        f"dialogues/{flow}.yaml steps.{step}: no case takes the exit '{name}'"
        for flow, step, name in sorted(exits(parts.library) - result.taken)
    ]
    return result


def play(parts: Parts, case: Case, taken: set[Exit]) -> Iterator[str]:
    """Play one case; what went otherwise than it says. Adds the exits it took to `taken`."""
    for number, (turn, done) in enumerate(turns(parts, case), 1):
        if isinstance(done, str):
            yield f"turn {number}: {done}"
            return
        taken |= set(done.taken)
        for problem in _unmet(turn, done):
            yield f"turn {number}: {problem}"


def turns(parts: Parts, case: Case, language: str = "") -> Iterator[tuple[CaseTurn, Turn | str]]:
    """Each turn of a case with what comes of it, in a conversation in `language`; why not, where it cannot be taken.

    What a case types is Dutch, and is read as Dutch in any language.
    """
    parts = replace(parts, library=library_for(parts.library, case))
    now = moment(parts.library, case)
    state = dumps(State(language=language))
    for turn in turns_of(case):
        done = _take(parts, loads(state), turn, now)
        yield turn, done
        if isinstance(done, str):
            return
        state = dumps(done.state)


def library_for(library: Library, case: Case) -> Library:
    """The content that a case is played on."""
    library = library.serving(case.pack) if case.pack else library
    return without_offers(library) if case.library == "without_offers" else library


def moment(library: Library, case: Case) -> datetime:
    """When a case is played."""
    return datetime.fromisoformat(case.now).replace(tzinfo=ZoneInfo(library.place.timezone))


def without_offers(library: Library) -> Library:
    """The same content with a sociale kaart in which nothing is shown."""
    hidden = {key: replace(record, publish="no") for key, record in library.records.items()}
    return replace(library, records=hidden)


def _at(document: Document, number: int) -> str:
    place: Place = ("cases", number)
    return f"{document.file}:{document.places[place][0]}"


def _take(parts: Parts, state: State, turn: CaseTurn, now: datetime) -> Turn | str:
    inputs: Mapping[str, Input | None] = {
        "start": Started(turn.start) if turn.start is not None else None,
        "press": Pressed(turn.press) if turn.press is not None else None,
        "type": Typed() if turn.type is not None else None,
        "command": Commanded(turn.command) if turn.command is not None else None,
        "timeout": TimedOut() if turn.timeout else None,
        "understood": Typed() if turn.understood is not None else None,
    }
    given = [one for one in inputs.values() if one is not None]
    if len(given) != 1:
        return f"expected one of {', '.join(inputs)}"
    if turn.press is not None and (wrong := _not_shown(parts, state, turn.press)):
        return wrong
    if turn.understood is not None:
        known = turn.understood
        alarms = tuple(Alarm(one.label, one.severity, one.about) for one in known.alarms)
        reading = Reading(
            alarms=alarms,
            command=known.command,
            choice=known.choice,
            slots=tuple(known.slots.items()),
            about=known.about,
            need=known.need,
            offers=known.offers,
            alternatives=known.alternatives,
        )
        return advance(parts.library, state, given[0], reading, now)
    reading = read(parts, replace(state, language=""), turn.type, now) if turn.type else NOTHING
    return advance(parts.library, state, given[0], reading, now)


def _not_shown(parts: Parts, state: State, choice: str) -> str:
    """A press of a button that is not there is a mistake in the case, unless it says so by an old button's id."""
    asked = open_question(parts.library, state)
    shown = [option.id for option in asked.options] if asked else []
    if choice in shown or choice.startswith("old:"):
        return ""
    where = f"{asked.flow}.{asked.step}" if asked else "no open question"
    return f"'{choice}' is no choice at {where}{did_you_mean(choice, shown)}; there are: {', '.join(shown)}"


def _unmet(turn: CaseTurn, done: Turn) -> Iterator[str]:
    asked = [event for event in done.events if isinstance(event, Asked)]
    at = f"{asked[-1].flow}.{asked[-1].step}" if asked else ""
    said = [event.text.msgid for event in done.events if isinstance(event, Said)] + [
        event.text.msgid for event in asked
    ]
    offers = [match.offer for event in done.events if isinstance(event, Found) for match in event.matches]
    alarms = [event.alarm.label for event in done.events if isinstance(event, Alarmed)]
    ended = any(isinstance(event, Ended) for event in done.events)
    if turn.at is not None and turn.at != at:
        yield f"expected to be at {turn.at}, is at {at or 'no question'}"
    if turn.says is not None and not any(turn.says in text for text in said):
        yield f"expected to say '{turn.says}', says {said}"
    if turn.offers is not None and list(turn.offers) != offers:
        yield f"expected offers {list(turn.offers)}, shows {offers}"
    missing = [offer for offer in turn.offers_include or () if offer not in offers]
    if missing:
        yield f"expected among the offers {missing}, shows {offers}"
    if turn.alarms is not None and list(turn.alarms) != alarms:
        yield f"expected alarms {list(turn.alarms)}, raised {alarms}"
    if turn.ended is not None and turn.ended != ended:
        yield f"expected {'an end' if turn.ended else 'no end'}"
