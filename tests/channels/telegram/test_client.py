"""The way to the Bot API tells what can have been sent, keeps its connections, and never tells the token."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from io import StringIO
from typing import Any

import pytest
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message, Update as AiogramUpdate, User, WebhookInfo
from aiohttp import web
from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError, TimedOut

from bot import logs
from bot.channels.telegram import client as client_module
from bot.channels.telegram.client import Answer, Client, Lost, NotSent, Wait
from tests.channels.telegram.running import until
from tests.doubles.bot_api import TOKEN, BotApi, Fault
from tests.doubles.updates import inline, pressed, private

HELLO = {"chat_id": "7", "text": "hallo"}
Use = Callable[[BotApi, Client], Awaitable[Any]]


def using(use: Use, *faults: Fault, token: str = TOKEN) -> Any:
    """Use a client on a server with faults."""

    async def used() -> Any:
        async with BotApi() as api:
            api.faults += faults
            client = Client(token, api.base)
            try:
                return await use(api, client)
            finally:
                await client.shutdown()

    return asyncio.run(used())


async def hello(api: BotApi, client: Client) -> Answer:
    """Send one message."""
    return await client.call("sendMessage", HELLO, 0.5)


def test_a_call_has_its_answer_and_its_effect() -> None:
    """The decoded answer is the Bot API's own, and nothing in the call would be refused."""

    async def use(api: BotApi, client: Client) -> None:
        answer = await hello(api, client)
        assert answer.status == 200 and answer.tree is not None
        assert answer.tree["result"]["text"] == "hallo"
        assert (api.made("sendMessage"), api.refused) == ([HELLO], [])

    using(use)


def test_an_error_of_the_bot_api_is_an_answer() -> None:
    """With its status, and how long to wait."""
    answer = using(hello, Fault("refused", retry_after=7))
    assert (answer.status, answer.wait) == (429, 7)
    assert using(hello, Fault("refused", status=400)).wait == 0


@pytest.mark.parametrize("tree", [None, {}, {"parameters": None}, {"parameters": {"retry_after": "soon"}}])
def test_a_wait_that_is_none(tree: dict[str, Any] | None) -> None:
    """Whatever stands where the seconds should be."""
    assert Answer(429, tree).wait == 0


def test_a_gateway_is_told_apart_from_the_bot_api() -> None:
    """What it says is no JSON of the Bot API."""
    answer = using(hello, Fault("gateway", status=502))
    assert (answer.status, answer.tree) == (502, None)


@pytest.mark.parametrize(
    ("fault", "effect"),
    [(Fault("dropped"), 0), (Fault("dropped after"), 1), (Fault("slow", seconds=0.7), 1)],
    ids=["dropped before", "dropped after", "slow"],
)
def test_what_was_written_and_not_answered_is_lost(fault: Fault, effect: int) -> None:
    """Whether it had its effect or not: nobody can tell from here, and it is not sent again."""

    async def use(api: BotApi, client: Client) -> int:
        with pytest.raises(Lost):
            await hello(api, client)
        await asyncio.sleep(0.3)
        assert len(api.calls) == 1
        return len(api.messages)

    assert using(use, fault) == effect


def test_without_a_connection_nothing_was_sent() -> None:
    """Nobody listens."""

    async def use() -> None:
        async with BotApi() as api:
            base = api.base
        client = Client(TOKEN, base)
        with pytest.raises(NotSent, match="ClientConnectorError"):
            await client.call("getMe", {})
        await client.shutdown()

    asyncio.run(use())


def test_a_server_that_takes_no_connection_in_time_got_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that waits for a free connection of ours was not sent either."""
    monkeypatch.setattr(client_module, "AT_ONCE", 1)
    monkeypatch.setattr(client_module, "CONNECT", 0.1)

    async def use(api: BotApi, client: Client) -> None:
        first = asyncio.create_task(client.call("sendMessage", HELLO))
        await until(lambda: api.peers)
        with pytest.raises(NotSent, match="ConnectionTimeoutError"):
            await client.call("sendMessage", HELLO)
        await first
        assert len(api.made("sendMessage")) == 1

    using(use, Fault("slow", seconds=0.5))


def test_connections_are_kept() -> None:
    """A hundred calls, ten at once, need ten connections."""

    async def use(api: BotApi, client: Client) -> None:
        for _ in range(10):
            await asyncio.gather(*(hello(api, client) for _ in range(10)))
        assert len(api.peers) <= 10

    using(use)


def test_what_the_surroundings_say_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of the environment, no cookies, no redirect: each would carry the token elsewhere, or tell us apart."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    seen: list[str | None] = []

    async def served(request: web.BaseRequest) -> web.Response:
        seen.append(request.headers.get("Cookie"))
        answer = web.Response(status=302, headers={"Location": "/elsewhere"})
        answer.set_cookie("a", "b")
        return answer

    async def use() -> None:
        runner = web.ServerRunner(web.Server(served))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        client = Client(TOKEN, f"http://127.0.0.1:{runner.addresses[0][1]}")
        answers = [await client.call("getMe", {}) for _ in range(2)]
        await client.shutdown()
        await runner.cleanup()
        assert [(answer.status, answer.tree) for answer in answers] == [(302, None)] * 2

    asyncio.run(use())
    assert seen == [None, None]


def test_python_telegram_bot_calls_through_it() -> None:
    """Its typed methods and its errors are there for what is done once."""

    async def use(api: BotApi, client: Client) -> None:
        assert (await client.bot.get_me()).username == "thuiswijzer_bot"
        message = await client.bot.send_message(7, "<b>hallo</b>", parse_mode="HTML", disable_notification=True)
        assert (message.text, message.text_html) == ("hallo", "<b>hallo</b>")
        with pytest.raises(BadRequest, match="empty"):
            await client.bot.send_message(7, " ")
        assert api.refused == []

    using(use)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("dropped"), NetworkError),
        (Fault("gateway", status=502), NetworkError),
        (Fault("refused", status=401), InvalidToken),
        (Fault("refused", status=429, retry_after=7), Wait),
        (Fault("slow", seconds=0.7), TimedOut),
    ],
    ids=lambda value: f"{value.kind} {value.status}" if isinstance(value, Fault) else "",
)
def test_its_errors_are_python_telegram_bots_own(fault: Fault, error: type[TelegramError]) -> None:
    """So that nothing of aiohttp shows."""

    async def use(api: BotApi, client: Client) -> None:
        with pytest.raises(error):
            await client.bot.get_me(read_timeout=0.3)

    using(use, fault)


def test_calls_that_nobody_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are made, their trouble is nobody's, too many are dropped, and none outlives the client."""
    monkeypatch.setattr(client_module, "MOST_CAST", 2)

    async def use(api: BotApi, client: Client) -> None:
        client.cast("sendMessage", HELLO)
        client.cast("sendMessage", {**HELLO, "chat_id": "8"})
        client.cast("sendMessage", {**HELLO, "chat_id": "9"})
        await until(lambda: len(api.calls) == 2)
        assert [call.status for call in api.calls] in ([0, 200], [200, 0])
        api.faults.append(Fault("slow", seconds=60))
        client.cast("sendMessage", HELLO)
        await until(lambda: api.faults[-1].times == 0)

    using(use, Fault("dropped"))


class Everything(logging.Handler):
    """Keeps all that any logger says, with the arguments and the errors."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said += [self.format(record), repr(record.args), repr(record.__dict__)]


def behind(error: BaseException | None) -> list[str]:
    """An error as text, and every error behind it."""
    return [repr(error), str(error), *behind(error.__cause__), *behind(error.__context__)] if error else []


@pytest.fixture
def everything_logged() -> Any:
    """All loggers at DEBUG, after this process set up its own logging as it does when it serves."""
    shown, kept, root = StringIO(), Everything(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in (*logs.QUIET, "aiogram")}
    logs.set_up(shown)
    root.addHandler(kept)
    for name in (*logging.root.manager.loggerDict, *levels):
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.setLevel(logging.DEBUG)
    yield lambda: [*kept.said, shown.getvalue()]
    for name in logging.root.manager.loggerDict:
        logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))
    root.handlers[:], root.level = handlers, level


@pytest.mark.parametrize(
    "fault",
    [
        Fault("dropped"),
        Fault("dropped after"),
        Fault("gateway", status=502),
        Fault("refused", status=401, description="Unauthorized"),
        Fault("refused", status=404, description="Not Found"),
        Fault("refused", status=409, description="Conflict"),
        Fault("refused", retry_after=3),
        Fault("slow", seconds=0.6),
    ],
    ids=lambda fault: f"{fault.kind} {fault.status}",
)
def test_the_token_is_in_no_log_and_no_error(fault: Fault, everything_logged: Any) -> None:
    """Whatever goes wrong, at any level of any logger, by the bare call and by python-telegram-bot; nor in a repr."""
    fault.times = 2
    told: list[str] = []

    async def use(api: BotApi, client: Client) -> None:
        told.extend((repr(client), repr(client.bot), str(client.bot)))
        for call in (client.call("getMe", {}, 0.3), client.bot.get_me(read_timeout=0.3)):
            try:
                told.append(repr(await call))
            except (NotSent, Lost, TelegramError) as error:
                told.extend(behind(error))
                logging.getLogger("anybody").exception("trouble")

    using(use, fault)
    said = [*told, *everything_logged()]
    assert len(said) > 4
    assert not any(TOKEN in text or TOKEN.partition(":")[2] in text for text in said)


def test_a_wrong_address_does_not_tell_the_token_either(everything_logged: Any) -> None:
    """An operator's slip in the setting of the server."""
    told: list[str] = []

    async def use() -> None:
        client = Client(TOKEN, "htp:/nowhere")
        with pytest.raises(NotSent) as raised:
            await client.call("getMe", {})
        told.extend(behind(raised.value))
        with pytest.raises(NetworkError) as known:
            await client.bot.get_me()
        told.extend(behind(known.value))
        await client.shutdown()

    asyncio.run(use())
    assert not any(TOKEN in text for text in [*told, *everything_logged()])


def test_the_double_answers_as_another_hand_understands_the_bot_api() -> None:
    """aiogram's models read its answers and its updates, and so does python-telegram-bot."""

    async def use(api: BotApi, client: Client) -> None:
        def result(answer: Answer) -> Any:
            assert answer.tree is not None
            return answer.tree["result"]

        assert User.model_validate(result(await client.call("getMe", {}))).is_bot
        keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "x"}]]}
        call = {"chat_id": "7", "text": "<b>a</b> &amp; 😀<i>b</i>", "parse_mode": "HTML", "reply_markup": keyboard}
        sent = result(await client.call("sendMessage", call))
        assert Message.model_validate(sent).html_text == call["text"]
        WebhookInfo.model_validate(result(await client.call("getWebhookInfo", {})))
        api.queue(private(7, "hallo", 3), pressed(7, "x", sent), inline("omgang"))
        brought = result(await client.call("getUpdates", {"timeout": 0}))
        for tree in brought:
            theirs, ours = AiogramUpdate.model_validate(tree), Update.de_json(tree, None)
            assert theirs.update_id == ours.update_id
            assert theirs.event_type in ours.to_dict()
        assert len(brought) == 3

    using(use)


def test_aiogram_talks_to_the_double() -> None:
    """As to the Bot API itself, so what we measure against it holds elsewhere."""

    async def use(api: BotApi, client: Client) -> None:
        del client
        session = AiohttpSession(api=TelegramAPIServer.from_base(api.base))
        async with AiogramBot(TOKEN, session=session) as peer:
            assert (await peer.me()).username == "thuiswijzer_bot"
            sent = await peer.send_message(7, "een")
            assert await peer.delete_messages(7, [sent.message_id])
            api.queue(private(7, "hallo"))
            assert [update.message.text for update in await peer.get_updates() if update.message] == ["hallo"]
        assert api.messages == {}

    using(use)
