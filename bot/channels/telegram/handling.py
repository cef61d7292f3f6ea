"""One update, from wherever it came: a turn of a conversation, an answer to a group, or offers for another chat."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from telegram import Update

from bot.channels.telegram import CHANNEL
from bot.channels.telegram.callback import Presses, Signer
from bot.channels.telegram.calls import group_answer, show
from bot.channels.telegram.client import Client
from bot.channels.telegram.inline import answer
from bot.channels.telegram.shape import fits
from bot.channels.telegram.updates import InGroup, Inline, read
from bot.conversation import Conversations
from bot.logs import event
from bot.storage.base import Count, Moved, Store, StoreError

WANTED = ("message", "callback_query", "inline_query")
"""The kinds of updates that we ask for; all others are not even sent."""


class Handling:
    """Takes updates for one bot.

    Args:
        client: answers inline queries at once; everything else goes through the outbox.
        bot_name: username of the bot, without `@`.
        clock: the moment, with a time zone.
    """

    def __init__(
        self,
        conversations: Conversations,
        store: Store,
        client: Client,
        signer: Signer,
        bot_name: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._conversations = conversations
        self._store = store
        self._client = client
        self._clock = clock
        self._bot_name = bot_name
        self._presses = Presses(conversations.parts.library, signer)
        self._show = partial(show, parts=conversations.parts, signer=signer)

    async def take(self, tree: object) -> None:
        """Take one update, decoded. When this returns it may be acknowledged; one that cannot be handled is counted.

        Raises:
            StoreError: when it cannot be kept now: it must come again.
        """
        try:
            await self._take(tree)
        except StoreError:
            raise
        except Moved:
            raise StoreError("another process holds this conversation") from None
        except Exception as error:  # noqa: BLE001  one bad update must not stop the others for ever
            event("update_passed_over", channel=CHANNEL, error=error)
            await self._store.count((Count(f"{self._clock():%Y-%m}", "passed_over", CHANNEL),))

    async def _take(self, tree: object) -> None:
        if not isinstance(tree, dict) or not fits(tree):
            raise TypeError("this is no update")
        parts = self._conversations.parts
        match read(Update.de_json(tree, None), self._presses, self._bot_name):
            case None:
                pass
            case Inline() as asked:
                # Not waited for: the person types on, and asks again by that.
                self._client.cast("answerInlineQuery", answer(asked, parts, self._clock()))
            case InGroup(chat, message, language):
                said = group_answer(chat, parts, self._bot_name, language, self._clock())
                await self._conversations.aside(CHANNEL, chat, message, (said,), self._clock())
            case incoming:
                await self._conversations.handle(incoming, self._show, self._clock())


def chat_of(tree: object) -> str:
    """The chat of an update, by which the order within a chat is kept; empty where it has none."""
    if not isinstance(tree, dict):
        return ""
    found = tree.get("message") or (tree.get("callback_query") or {}).get("message") if _shaped(tree) else None
    chat = found.get("chat") if isinstance(found, dict) else None
    return str(chat.get("id", "")) if isinstance(chat, dict) else ""


def _shaped(tree: dict[object, object]) -> bool:
    return isinstance(tree.get("callback_query"), dict | None)
