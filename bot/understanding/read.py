"""One typed message -> one Reading: in which order the tables are asked.

What somebody may mean to the letter goes before what it resembles, and what was asked goes before what was not:
command, choice and value as typed; then command and choice with slips; then a named offer; then a need; then, at a
search question, whatever is found. No message and no part of it outlives the call.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.reading import NOTHING, Reading
from bot.understanding.choices import ChoiceTable, choice_table
from bot.understanding.commands import CommandTable, command_table
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
    choices: ChoiceTable
    values: ValueTable
    needs: NeedTable
    offers: OfferTable

    def read(self, text: str, question: Question = NO_QUESTION) -> Reading:
        """What the words may mean at this question."""
        message = self.speller.message(text)
        if not message.text:
            return NOTHING
        return self._exact(message, question) or self._close(message, question) or self._meant(message, question)

    def _exact(self, message: Message, question: Question) -> Reading | None:
        for text in dict.fromkeys((message.text, message.core)):
            if command := self.commands.exact(text):
                return Reading(command=command, confidence=EXACT)
            whole = text == message.text
            if whole and (choice := self.choices.exact(text, question)):
                return Reading(choice=choice, confidence=EXACT)
            if value := self.values.exact(text, question):
                return Reading(choice=value, confidence=EXACT)
            if not whole and (choice := self.choices.exact(text, question)):
                return Reading(choice=choice, confidence=EXACT)
        return None

    def _close(self, message: Message, question: Question) -> Reading | None:
        if command := self.commands.close(message):
            return Reading(command=command, confidence=CLOSE)
        if choice := self.values.within(message, question) or self.choices.close(message, question):
            return Reading(choice=choice, confidence=CLOSE)
        if offers := self.offers.named(message):
            return Reading(offers=offers, confidence=CLOSE)
        return None

    def _meant(self, message: Message, question: Question) -> Reading:
        ranked = self.needs.ranked(message)
        alternatives = tuple(need for need, score in ranked if score >= POSSIBLE)[:MOST_ALTERNATIVES]
        if ranked and ranked[0][1] >= SURE:
            return Reading(need=ranked[0][0], confidence=min(1.0, ranked[0][1]), alternatives=alternatives[1:])
        if question.search and (offers := self.offers.found(message)):
            return Reading(offers=offers, confidence=CLOSE)
        return Reading(alternatives=alternatives)


def prepare(phrases: Phrases, offers: Sequence[OfferWords] = ()) -> Reader:
    """Fold all tables once; keep the Reader as long as the content."""
    spell = speller(phrases)
    return Reader(
        spell,
        command_table(phrases, spell),
        choice_table(phrases, spell),
        value_table(phrases, spell),
        need_table(phrases, spell),
        offer_table(offers, spell),
    )


def read(text: str, question: Question, phrases: Phrases, offers: Sequence[OfferWords] = ()) -> Reading:
    """One message without a prepared Reader: for a script or a test; a conversation keeps a Reader."""
    return prepare(phrases, offers).read(text, question)
