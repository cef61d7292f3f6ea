"""A small made-up language table, so that each test can be read without the real one."""

from bot.understanding.message import Speller, speller
from bot.understanding.phrases import Phrases
from bot.understanding.question import Question

PHRASES = Phrases(
    language="nl",
    commands={
        "help": ("help", "ik wil dood", "hij slaat me"),
        "back": ("terug", "vorige vraag"),
        "stop": ("stop", "tot ziens"),
        "erase": ("wis", "verwijder alles"),
        "menu": ("ander onderwerp",),
    },
    needs={
        "money": ("ik heb schulden", "geen geld voor de huur", "rekeningen betalen lukt niet"),
        "legal": ("ik zoek een advocaat", "naar de rechter", "ouderschapsplan maken"),
        "greeting": ("goedemorgen", "is daar iemand"),
    },
    values={
        "age": {"4_11": ("9", "negen", "basisschool"), "12_15": ("14", "veertien"), "16_17": ("16",)},
        "role": {"parent": ("moeder", "vader"), "youth": ("14", "tiener"), "child": ("kind", "tiener")},
    },
    unsaid=("weet ik niet", "liever niet"),
    numbers={"1": ("de eerste",), "2": ("twee", "de tweede"), "last": ("de laatste",)},
    around=("ik ben", "ik ben een", "ik wil", "jaar", "graag", "hoi", "ik", "de"),
    before=("ik ben", "ik ben een", "mijn zoon is"),
    spelling={"mijn": ("mn", "m'n"), "niet": ("nie",)},
)
AGE = Question(
    (("4_11", "4 tot en met 11"), ("12_15", "12 tot en met 15"), ("16_17", "16 of 17"), ("unsaid", "Zeg ik niet")),
    save="age",
)
ROLE = Question((("parent", "Ouder"), ("youth", "Jongere"), ("child", "Kind")), save="role")
TOPIC = Question(
    (
        ("debts", "Schulden"),
        ("kids", "Kosten voor kinderen"),
        ("income", "Te weinig inkomen"),
        ("other", "Een ander onderwerp"),
        ("yes", "Ja, graag"),
        ("no", "Nee, dank je"),
        ("unsaid", "Wil ik niet zeggen"),
    )
)


def spell() -> Speller:
    """The speller of the made-up table."""
    return speller(PHRASES)
