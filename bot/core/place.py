"""What differs inside a sentence from one municipality to the next: its name, and where to ask there."""

from collections.abc import Callable

from bot.core.library import Library
from bot.core.offer import Offer, Phone
from bot.core.text import Text, in_source

PLACE_WORDS = ("place", "ask_name", "ask_phone", "safe_word", "languages")


def place_values(library: Library, say: Callable[[Text], str] = in_source) -> dict[str, str]:
    """What the words of PLACE_WORDS stand for in every sentence; empty where the pack does not tell."""
    ask = library.ask_at
    phones = dialled(ask) if ask else ()
    return {
        "place": library.place.name,
        "ask_name": ask.name if ask else "",
        "ask_phone": say(phones[0]) if phones else ask.url if ask else "",
        "safe_word": "help",
        "languages": " · ".join(library.languages[code].name for code in library.spoken),
    }


def dialled(offer: Offer) -> tuple[Text, ...]:
    """The numbers of an offer with what to know when dialling: the number, and behind it in brackets `keuze 2`."""
    return tuple(_dialled(offer, phone) for phone in offer.phones)


def _dialled(offer: Offer, phone: Phone) -> Text:
    if not phone.description:
        return Text("{number}", values=(("number", phone.number),))
    what = Text(phone.description, f"{offer.id}.phones")
    return Text("{number} ({what})", values=(("number", phone.number), ("what", what)))
