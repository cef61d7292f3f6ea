"""`@bot omgang` in any chat: offer cards to share there. Pure; nothing of what is typed is kept.

People type half words here, so an offer is found by the start of a word of its name or of a need's name as well.
Words of danger show the lines to call first.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.channels.cards import Writer
from bot.channels.telegram.texts import card_html
from bot.channels.telegram.updates import Inline
from bot.core.events import Match
from bot.core.helplines import helplines
from bot.core.matching import Answers, recommend
from bot.core.offer import Offer
from bot.core.vocabulary import OFFER_NEEDS
from bot.turn import Parts
from bot.understanding.question import NO_QUESTION

MOST = 10
CACHED = 300
"""Seconds for which Telegram may show the same answer to whoever types the same."""
SHORTEST = 3
LONGEST_ID, LONGEST_LINE = 64, 120


def answer(asked: Inline, parts: Parts, now: datetime) -> dict[str, object]:
    """The parameters of answerInlineQuery."""
    code = asked.language.casefold().partition("-")[0]
    speech = parts.speech(code)
    local = now.astimezone(ZoneInfo(parts.library.place.timezone))
    writer = Writer(parts.library, speech, local)
    rtl = parts.library.languages[speech.code].direction == "rtl" if speech.code in parts.library.languages else False
    results = [_article(offer, writer, rtl) for offer in _found(asked.text, speech.code, parts, local)]
    return {
        "inline_query_id": asked.query_id,
        "results": results,
        "cache_time": CACHED,
        "is_personal": False,
        "button": {"text": writer.word("messenger", "open_chat"), "start_parameter": "inline"},
    }


def _found(text: str, language: str, parts: Parts, now: datetime) -> list[Offer]:
    library = parts.library
    if not text.strip():
        return [offer for offer in library.offers if offer.kind == "line"][:MOST]
    found: dict[str, Offer] = {}
    reading = parts.listener.read(text, language, NO_QUESTION, ())
    for alarm in reading.alarms:
        for match in helplines(library, alarm.label, Answers(), now):
            found[match.offer] = library.records[match.offer]
    for name in reading.offers:
        found.setdefault(name, library.records[name])
    for offer in _begun(text, parts):
        found.setdefault(offer.id, offer)
    needs = [need for need in (reading.need, *reading.alternatives) if need in OFFER_NEEDS]
    for need in needs[:2]:
        for match in recommend(library, Answers(need=need), now, MOST):
            found.setdefault(match.offer, library.records[match.offer])
    return list(found.values())[:MOST]


def _begun(text: str, parts: Parts) -> Iterator[Offer]:
    typed = text.casefold().split()
    for offer in parts.library.offers if max(map(len, typed), default=0) >= SHORTEST else ():
        words = f"{offer.name} {offer.organization}".casefold().split()
        if all(any(word.startswith(part) for word in words) for part in typed):
            yield offer


def _article(offer: Offer, writer: Writer, rtl: bool) -> dict[str, object]:
    card = writer.card(Match(offer.id, 0, ()))
    return {
        "type": "article",
        "id": offer.id[-LONGEST_ID:],
        "title": card.title,
        "description": card.lines[0].text[:LONGEST_LINE],
        "input_message_content": {
            "message_text": card_html(card, rtl),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
    }
