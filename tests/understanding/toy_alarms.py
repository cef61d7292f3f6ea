"""A small table of alarms in an invented kind of English, for tests of the reader."""

from functools import cache

from bot.learning import learn
from bot.understanding.alarm_making import alarm_reader
from bot.understanding.alarm_table import AlarmTable, Negation
from bot.understanding.alarms import AlarmReader
from bot.understanding.examples import DangerExamples, Examples, HarmlessExamples
from bot.understanding.likeness import Likeness
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
    hints={"neglect": {"urgent": ("empty ... home", "fridge & empty")}},
    idioms=("dead tired",),
    look_alikes=("bests",),
    negation=Negation(before=("not", "never"), after=("anymore",)),
    past=("years ago", "used to"),
    recent=("yesterday",),
    now=("right now",),
    somebody_else=("my friend", "a classmate"),
    fiction=("in the movie",),
)


EXAMPLES = Examples(
    {
        "suicide": DangerExamples(
            emergency=("i wrote my last letter tonight", "tonight is my last night", "my last letter is on the table",
                       "tonight i say bye for the last time", "the last letter is written"),
            urgent=("the world is better off without somebody like me", "better off without me around",
                    "everybody is better off without me", "without me the world is a better place",
                    "the family is better off without me"),
            concern=("everything is grey for months", "grey and empty months", "all is grey", "empty and grey days",
                     "grey empty weeks"),
        ),
        "neglect": DangerExamples(
            emergency=("the baby is alone since this morning", "alone with the baby since this morning"),
            urgent=("the fridge is always empty and nobody is ever home", "i cook alone nobody is home",
                    "the fridge is empty again", "nobody is home for days", "an empty fridge for days"),
            concern=("the neighbours have an empty fridge",),
        ),
    },
    HarmlessExamples(
        ("i like football", "this homework is boring", "the fridge is full of food", "nobody is on time today",
         "my last match was great", "the letter from school is here", "without sugar the tea is better",
         "the grey shoes are nice", "the world cup starts tonight", "a better place for the fridge",
         "everybody likes the last song"),
    ),
)  # fmt: skip


def reader(table: AlarmTable = TABLE) -> AlarmReader:
    """The table, made ready."""
    return alarm_reader(table, PHRASES, speller(PHRASES), learnt())


@cache
def learnt() -> Likeness:
    """What the examples teach."""
    return learn(EXAMPLES, PHRASES)
