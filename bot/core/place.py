"""What differs inside a sentence from one municipality to the next: its name, and where to ask there."""

from bot.core.library import Library
from bot.core.offer import Phone

PLACE_WORDS = ("place", "ask_name", "ask_phone", "safe_word")


def place_values(library: Library) -> dict[str, str]:
    """What the words of PLACE_WORDS stand for in every sentence; empty where the pack does not tell."""
    ask = library.ask_at
    phones = [dialled(phone) for phone in ask.phones] if ask else []
    return {
        "place": library.place.name,
        "ask_name": ask.name if ask else "",
        "ask_phone": phones[0] if phones else ask.url if ask else "",
        "safe_word": "help",
    }


def dialled(phone: Phone) -> str:
    """A number with what to know when dialling: the number, and behind it in brackets `keuze 2`."""
    return f"{phone.number} ({phone.description})" if phone.description else phone.number
