"""Events -> a Screen, in one language. Pure; the language comes as `Speech`."""

from datetime import datetime

from bot.channels.base import Bubble, Button, Card, Screen
from bot.channels.cards import Writer
from bot.core.events import Answered, Asked, Ended, Event, Found, LanguageOffered, Option, Said, Told
from bot.core.library import Library
from bot.core.prepared import LANGUAGE, plural
from bot.core.speech import Speech


def render(events: tuple[Event, ...], library: Library, speech: Speech, now: datetime) -> Screen:
    """What one turn shows, in the order in which it was decided."""
    writer = Writer(library, speech, now)
    blocks: list[Bubble | Card] = []
    buttons: tuple[Button, ...] = ()
    offered: list[Button] = []
    at, ended = "", False
    for event in events:
        match event:
            case Said(text):
                blocks.append(Bubble(speech.say(text, writer.place), text.context))
            case Told(fact):
                blocks.append(Bubble(writer.fact(library.records[fact]), fact))
            case Found(matches, left):
                blocks += [writer.card(match) for match in matches]
                if left:
                    text = plural(library.words, "places_left", left)
                    blocks.append(Bubble(speech.say(text, writer.place), text.context))
            case Answered(about, offers):
                blocks += [Bubble(writer.answer(about, library.records[offer]), about) for offer in offers]
            case LanguageOffered(code):
                blocks.append(Bubble(library.languages[code].offer, code))
                offered += [Button(f"{LANGUAGE}{code}", library.languages[code].name)] * library.speaks(code)
            case Asked(flow, step, text, options):
                blocks.append(Bubble(speech.say(text, writer.place), text.context))
                buttons = tuple(_button(option, speech, writer.place) for option in options)
                at = f"{flow}.{step}"
            case Ended():
                ended = True
            case _:
                pass  # alarms, saved slots and misses show themselves in what is said
    return Screen(tuple(blocks), (*offered, *buttons), at, ended, len(offered))


def _button(option: Option, speech: Speech, place: dict[str, str]) -> Button:
    description = speech.say(option.description, place) if option.description else ""
    return Button(option.id, speech.say(option.label, place), description)
