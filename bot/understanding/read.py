"""One typed message -> one Reading: in which order the tables are asked.

What is on the screen goes before what works everywhere: typing a label means pressing it, also when its words are a
command elsewhere. What is typed to the letter goes before what it resembles, and an answer goes before a new subject:
label, command, number or value; label and command with slips, value or label inside a sentence; a named offer; what a
search finds; a need. No message and no part of it outlives the call.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.reading import NOTHING, Alarm, Reading
from bot.core.vocabulary import CONVERSATION_NEEDS, OFFER_NEEDS
from bot.understanding.alarm_making import alarm_reader
from bot.understanding.alarm_table import AlarmTable
from bot.understanding.alarms import AlarmReader
from bot.understanding.choices import ChoiceTable, choice_table
from bot.understanding.commands import CommandTable, command_table
from bot.understanding.likeness import Likeness
from bot.understanding.message import Message, Speller, speller
from bot.understanding.needs import MOST_ALTERNATIVES, POSSIBLE, SURE, NeedTable, need_table
from bot.understanding.offers import OfferTable, OfferWords, offer_table
from bot.understanding.phrases import Phrases
from bot.understanding.question import NO_QUESTION, Question
from bot.understanding.values import ValueTable, value_table

EXACT = 1.0
CLOSE = 0.8


@dataclass(frozen=True, slots=True)
class Reader:
    """The tables of one language and one set of offers, folded once."""

    speller: Speller
    commands: CommandTable
    about: CommandTable
    """Questions about offers that were shown."""
    choices: ChoiceTable
    values: ValueTable
    needs: NeedTable
    offers: OfferTable
    alarms: AlarmReader | None = None
    """None where nobody has written the alarms of the language yet."""

    def hear(self, text: str) -> tuple[Alarm, ...]:
        """The alarms in the words, the most severe first."""
        return self.alarms.read(text) if self.alarms else ()

    def needs_of(self, text: str, role: str = "") -> tuple[tuple[str, float], ...]:
        """The needs in the words with a confidence of 0 to 1, best first."""
        return self.needs.ranked(self.speller.message(text), role)

    def hear_after(self, echo: Sequence[str], text: str) -> tuple[Alarm, ...]:
        """The alarms that the words raise only together with the message before them."""
        return self.alarms.hear_after(echo, text) if self.alarms else ()

    def echo(self, text: str) -> tuple[str, ...]:
        """What is kept of the words until the next message: classes of words, in order."""
        return self.alarms.echo(text) if self.alarms else ()

    def read(self, text: str, question: Question = NO_QUESTION) -> Reading:
        """What the words may mean at this question; `hear` is for danger."""
        message = self.speller.message(text)
        if exact := self._exact(message, question):
            return exact
        if not message.text or message.text in self.choices.unsaid:
            return NOTHING
        reading = self._close(message, question) or self._meant(message, question)
        told = self.values.told(message)
        if not told or reading.command or reading.offers:
            return reading
        ranked = self.needs.ranked(message, question.role)
        need = ranked[0][0] if ranked and ranked[0][1] >= SURE else ""
        return replace(reading, slots=told, need=reading.need or need)

    def _exact(self, message: Message, question: Question) -> Reading | None:
        if choice := self.choices.label(message.text, question):
            return Reading(choice=choice, confidence=EXACT)
        if command := self.commands.exact(message.text) or self.commands.exact(message.core):
            return Reading(command=command, confidence=EXACT)
        choice = (
            self.choices.exact(message.text, question)
            or self.values.exact(message.text, question)
            or self.values.exact(message.core, question)
            or self.choices.exact(message.core, question)
        )
        return Reading(choice=choice, confidence=EXACT) if choice else None

    def _close(self, message: Message, question: Question) -> Reading | None:
        if choice := self.choices.alike(message, question):
            return Reading(choice=choice, confidence=CLOSE)
        if command := self.commands.close(message):
            return Reading(command=command, confidence=CLOSE)
        if about := self.about.exact(message.core) or self.about.close(message):
            return Reading(about=about, confidence=CLOSE)
        choice = (
            self.values.alike(message, question)
            or self.values.within(message, question)
            or self.choices.partly(message, question)
        )
        if choice:
            return Reading(choice=choice, confidence=CLOSE)
        if offers := self.offers.named(message):
            return Reading(offers=offers, confidence=CLOSE)
        return None

    def _meant(self, message: Message, question: Question) -> Reading:
        ranked = self.needs.ranked(message, question.role)
        need, confidence = ranked[0] if ranked else ("", 0.0)
        sure = confidence >= SURE
        searched = question.search and (not sure or need in OFFER_NEEDS)
        if searched and (offers := self.offers.found(message)):
            return Reading(offers=offers, confidence=CLOSE)
        if sure and question.save == "need" and any(need == choice for choice, _ in question.choices):
            return Reading(choice=need, confidence=confidence)
        if sure:
            return Reading(need=need, confidence=confidence)
        possible = (other for other, score in ranked if score >= POSSIBLE and other not in CONVERSATION_NEEDS)
        return Reading(alternatives=tuple(possible)[:MOST_ALTERNATIVES])


def prepare(
    phrases: Phrases,
    offers: Sequence[OfferWords] = (),
    alarms: AlarmTable | None = None,
    likeness: Likeness | None = None,
) -> Reader:
    """Fold all tables once; keep the Reader as long as the content.

    Raises:
        PatternError: when a pattern of the alarms is not well written.
    """
    spell = speller(phrases)
    needs = need_table(phrases, spell)
    return Reader(
        spell,
        command_table(phrases.commands, spell),
        command_table(phrases.about, spell),
        choice_table(phrases, spell),
        value_table(phrases, spell),
        needs,
        offer_table(offers, spell, needs.words),
        alarm_reader(alarms, phrases, spell, likeness) if alarms else None,
    )


def read(text: str, question: Question, phrases: Phrases, offers: Sequence[OfferWords] = ()) -> Reading:
    """One message without a prepared Reader: for a script or a test; a conversation keeps a Reader."""
    return prepare(phrases, offers).read(text, question)
