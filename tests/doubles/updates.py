"""Telegram updates as people cause them, without ids (`BotApi.queue` gives those), and unruly deliveries of them."""

import time
from collections import deque
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

Update = dict[str, Any]


def private(chat: int, text: str, message: int = 1, language: str = "nl", **more: Any) -> Update:
    """A text in a private chat. `more` is put into the message."""
    return {"message": _message(chat, message, language) | {"text": text} | more}


def pressed(chat: int, data: str, menu: Mapping[str, Any], query: str = "1", language: str = "nl") -> Update:
    """The press of a button of a message that the bot sent."""
    person = _message(chat, 0, language)["from"]
    return {"callback_query": {"id": query, "from": person, "chat_instance": "1", "message": dict(menu), "data": data}}


def in_group(chat: int, text: str, language: str = "nl") -> Update:
    """A text in a group."""
    there = {"id": chat, "type": "supergroup", "title": "Buurt"}
    return {"message": _message(7, 1, language) | {"chat": there, "text": text}}


def inline(text: str, query: str = "1", language: str = "nl") -> Update:
    """Something typed behind the name of the bot in any chat."""
    person = _message(7, 1, language)["from"]
    return {"inline_query": {"id": query, "from": person, "query": text, "offset": ""}}


def scrambled(updates: Iterable[Update], random: Random, share: float = 0.3, most: int = 5) -> list[Update]:
    """Deliveries of numbered updates: shuffled between chats, and a share of them delivered 2 to `most` times.

    What is delivered for the first time keeps its order within a chat.
    """
    chats: dict[Any, deque[Update]] = {}
    for update in updates:
        message = update.get("message") or update["callback_query"]["message"]
        chats.setdefault(message["chat"]["id"], deque()).append(update)
    turns = [chat for chat, waiting in chats.items() for _ in waiting]
    random.shuffle(turns)
    placed: list[tuple[float, Update]] = []
    for place, chat in enumerate(turns):
        update = chats[chat].popleft()
        placed.append((float(place), update))
        again = random.randint(1, most - 1) if random.random() < share else 0
        placed += [(random.uniform(place, len(turns)), update) for _ in range(again)]
    return [update for _, update in sorted(placed, key=lambda pair: pair[0])]


def _message(chat: int, number: int, language: str) -> Update:
    person = {"id": chat, "is_bot": False, "first_name": "N", "language_code": language}
    there = {"id": chat, "type": "private", "first_name": "N"}
    return {"message_id": number, "date": int(time.time()), "chat": there, "from": person}
