"""ConversationHandler of python-telegram-bot: a real Application, and no network.

Timed in two ways. `dispatch`: Updates are made beforehand and nothing is sent, so that only the choosing of what to do
is timed, as with the other engines. `whole turn`: as a bot that runs, an Update is read from JSON, and the reply with
its buttons is sent, to a request class that answers at once. In both ways its state stays in memory.
"""

import asyncio
import json
import warnings
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, ConversationHandler
from telegram.request import BaseRequest
from telegram.warnings import PTBUserWarning

from contenders.conversation import Exchange

DISPATCH = "ConversationHandler, dispatch"
WHOLE_TURN = "ConversationHandler, whole turn"

BOT = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
PERSON = {"id": 7, "is_bot": False, "first_name": "Person"}
MESSAGE = {"message_id": 1, "date": 1795428000, "chat": {"id": 7, "type": "private"}, "from": BOT, "text": "Text"}
COMMAND = {**MESSAGE, "from": PERSON, "text": "/start", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
ANSWERS = {"getMe": BOT, "sendMessage": MESSAGE, "answerCallbackQuery": True}

Step = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, int]]


class Nowhere(BaseRequest):
    """Answers every request itself, at once."""

    read_timeout = None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(self, url: str, *arguments: Any, **more: Any) -> tuple[int, bytes]:
        """Answer as the server would; nothing leaves this machine."""
        return 200, json.dumps({"ok": True, "result": ANSWERS[url.rpartition("/")[2]]}).encode()


class Handler:
    """One state a turn, and in each state a handler for the choices of that turn."""

    def __init__(self, exchanges: Sequence[Exchange], *, whole_turn: bool) -> None:
        self.name = WHOLE_TURN if whole_turn else DISPATCH
        self.exchanges = exchanges
        self.whole_turn = whole_turn
        self.replies: list[str] = []
        self.loop = asyncio.new_event_loop()
        builder = Application.builder().token("1:bench").request(Nowhere()).get_updates_request(Nowhere())
        self.app = builder.updater(None).build()
        self.app.add_handler(self._conversation())
        self.loop.run_until_complete(self.app.initialize())
        self.sources = [json.dumps(self._update(exchange)) for exchange in exchanges]
        self.updates = [self._read(source) for source in self.sources]

    def talk(self, times: int) -> list[str]:
        """Hold the conversation `times` times; the replies of the last one."""
        self.loop.run_until_complete(self._talk(times))
        return self.replies

    async def _talk(self, times: int) -> None:
        for _ in range(times):
            self.replies = []
            for source, update in zip(self.sources, self.updates, strict=True):
                await self.app.process_update(self._read(source) if self.whole_turn else update)

    def state(self) -> str:
        """What its persistence would keep: where the conversation is, and the answers."""
        return json.dumps([len(self.exchanges) - 1, self.app.user_data[PERSON["id"]]], separators=(",", ":"))

    def _conversation(self) -> ConversationHandler[Any]:
        first, *others = [self._step(number, exchange) for number, exchange in enumerate(self.exchanges)]
        states = {
            number: [CallbackQueryHandler(step, pattern=f"^({'|'.join(self.exchanges[number].choices)})$")]
            for number, step in enumerate(others)
        }
        with warnings.catch_warnings():  # it warns that buttons and commands are mixed, as they are in any bot
            warnings.simplefilter("ignore", PTBUserWarning)
            return ConversationHandler([CommandHandler("start", first)], states, fallbacks=[], allow_reentry=True)

    def _step(self, number: int, exchange: Exchange) -> Step:
        async def step(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
            if number == 0:
                context.user_data.clear()
            context.user_data.update(exchange.saved)
            self.replies.append(exchange.reply)
            if self.whole_turn:
                buttons = [[InlineKeyboardButton(choice, callback_data=choice)] for choice in exchange.choices]
                if update.callback_query:
                    await update.callback_query.answer()
                await update.effective_message.reply_text(exchange.reply, reply_markup=InlineKeyboardMarkup(buttons))
            return number if number < len(self.exchanges) - 1 else ConversationHandler.END

        return step

    def _read(self, source: str) -> Update:
        return Update.de_json(json.loads(source), self.app.bot)

    @staticmethod
    def _update(exchange: Exchange) -> dict[str, Any]:
        if not exchange.press:
            return {"update_id": 1, "message": COMMAND}
        pressed = {"id": "1", "from": PERSON, "chat_instance": "1", "message": MESSAGE, "data": exchange.press}
        return {"update_id": 1, "callback_query": pressed}
