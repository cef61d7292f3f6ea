"""The terminal, Telegram and WhatsApp say the same: same offers, same words, same choices, within each one's limits."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.channels.base import Bubble, Card, Screen
from bot.channels.driver import Driver
from bot.channels.telegram.callback import Signer, secret_of
from bot.channels.telegram.calls import show as telegram
from bot.channels.whatsapp.messages import ALIKE, RIGHT, show as whatsapp
from bot.conversation import Incoming, Shown
from bot.core.events import Turn
from bot.core.inputs import Commanded, Input, Pressed, Started, Typed
from tests.content_under_test import app
from tests.judges import telegram_problems, whatsapp_problems
from tests.toys import NOW

SIGNER = Signer(secret_of("1:token"))
CHAT = "31600000001"
CONVERSATIONS: tuple[tuple[Input, ...], ...] = (
    (Started("role-parent--phase-deciding--need-spreekuur_when_where"),),
    (Started("role-youth--age-12_15--need-rights_of_child_youth"),),
    (Started("role-parent--need-money"), Pressed("debts"), Commanded("back"), Commanded("change")),
    (Started(""), Commanded("help"), Commanded("privacy"), Commanded("language"), Commanded("human")),
    (Started("role-professional--need-professional_find_offer"), Commanded("menu")),
    (Started(""), Typed(), Typed()),
    (Started("role-child"), Commanded("more"), Commanded("wis")),
)


def turns(language: str) -> Iterator[tuple[Input, Turn, Screen, bool]]:
    """Every turn of the conversations, as the terminal has it."""
    for conversation in CONVERSATIONS:
        driver = Driver(app().parts, language)
        for number, given in enumerate(conversation):
            turn, screen = driver.take(given, NOW, "xqzw vbnk" if isinstance(given, Typed) else "")
            yield given, turn, screen, number == 0


def words(text: str) -> str:
    """The letters and digits of a text, without what a channel needs to set it."""
    return re.sub(
        r"[\W_]+", " ", text.translate({value: key for key, value in ALIKE.items()}).replace(RIGHT, "")
    ).strip()


def said(screen: Screen) -> list[str]:
    """Everything that the terminal shows, piece by piece."""
    found: list[str] = []
    for block in screen.blocks:
        match block:
            case Bubble(text):
                found.append(text)
            case Card():
                found += [block.title, *(line.text for line in block.lines)]
    return found


@pytest.mark.parametrize("language", app().library.spoken)
def test_every_channel_says_the_same(language: str) -> None:
    """Also the choices: each is a button, a row or a numbered line; and neither specification refuses a call."""
    for given, turn, screen, begins in turns(language):
        shown = Shown(Incoming("", CHAT, "1", given, about={"to": CHAT}), turn, begins, (), NOW)
        calls: list[Any] = [out.body for out in telegram(shown, app().parts, SIGNER)]
        messages: list[Any] = [out.body["message"] for out in whatsapp(shown, app().parts, "", bytes)]
        assert [problem for call in calls for problem in telegram_problems(call["call"], call["with"])] == []
        assert [problem for message in messages for problem in whatsapp_problems(message)] == []
        in_telegram = words(
            html.unescape(re.sub("<[^>]+>", "", " ".join(call["with"].get("text", "") for call in calls)))
        )
        bodies = [m["interactive"]["body"]["text"] if "interactive" in m else m["text"]["body"] for m in messages]
        in_whatsapp = words(" ".join(bodies))
        for text in said(screen):
            assert words(text) in in_telegram
            assert words(text) in in_whatsapp
        keyboards = json.dumps([call["with"].get("reply_markup") for call in calls], ensure_ascii=False)
        choices = json.dumps([[message.get("interactive") for message in messages], bodies], ensure_ascii=False)
        for button in screen.buttons:
            label = json.dumps(button.label, ensure_ascii=False)[1:-1]
            assert label in keyboards
            assert label in choices
