"""A small table of alarms in an invented kind of English, for tests of the reader."""

from bot.understanding.alarm_making import alarm_reader
from bot.understanding.alarm_table import AlarmTable, Negation
from bot.understanding.alarms import AlarmReader
from bot.understanding.message import speller
from bot.understanding.phrases import Phrases

PHRASES = Phrases("en", commands={}, needs={"money": ("i have no money left", "my account is empty")})

TABLE = AlarmTable(
    language="en",
    classes={
        "i": ("i", "im"),
        "me": ("me", "myself"),
        "my": ("my",),
        "want": ("want", "wanna"),
        "die": ("die", "dead", "not wake up"),
        "hits": ("hits", "beats", "punches"),
        "parent": ("dad", "father", "mother"),
        "partner": ("husband", "girlfriend"),
    },
    patterns={
        "suicide": {
            "emergency": ("<i> +took pills", "goodbye & forever"),
            "urgent": ("<i> <want> ... <die>", "nobody would miss <me>"),
            "concern": ("what's the point",),
        },
        "child_abuse": {"urgent": ("<parent> <hits> <me>", "<parent> & <hits> & bruis* !football")},
        "domestic_violence": {"urgent": ("<partner> <hits>", "<hits> by|from <partner>")},
    },
    examples={
        "suicide": {
            "urgent": ("the world is better off without somebody like me", "better off without me around"),
            "emergency": ("i wrote my last letter tonight",),
        },
        "neglect": {"urgent": ("the fridge is always empty and nobody is ever home", "i cook alone nobody is home")},
    },
    harmless=("i like football", "this homework is boring", "the fridge is full of food", "nobody is on time today"),
    idioms=("dead tired",),
    look_alikes=("bests",),
    negation=Negation(before=("not", "never"), after=("anymore",)),
    past=("years ago", "used to"),
    recent=("yesterday",),
    now=("right now",),
    somebody_else=("my friend", "a classmate"),
    fiction=("in the movie",),
)


def reader(table: AlarmTable = TABLE) -> AlarmReader:
    """The table, made ready."""
    return alarm_reader(table, PHRASES, speller(PHRASES))
