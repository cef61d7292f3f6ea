"""Polling loses nothing: the offset moves when all of a batch is safe, and one bad update stops no other."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import StringIO
from random import Random
from typing import Any

import pytest

from bot import logs
from bot.channels.telegram import polling as polling_module
from bot.channels.telegram.courier import Courier
from bot.channels.telegram.handling import chat_of
from bot.channels.telegram.polling import Polling
from bot.delivery.courier import Pace
from bot.storage.base import Change, Committed, StoreError
from bot.storage.memory import MemoryStore
from tests.channels.telegram.running import Assistant, running, until
from tests.doubles.bot_api import BotApi, Fault
from tests.doubles.updates import in_group, inline, private, scrambled

BAD = {"message": {"message_id": "x", "date": "never", "chat": 5}}
"""An update that nobody can read."""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits of a moment, and no pace to keep."""
    monkeypatch.setattr(polling_module, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(polling_module, "LONGEST_WAIT", 0.05)
    monkeypatch.setattr(Courier, "chat_pace", Pace(1000, 1000))


@pytest.fixture
def logged() -> StringIO:
    """What is logged."""
    stream = StringIO()
    logs.set_up(stream)
    return stream


class Failing(MemoryStore):
    """A store that is away at times, or hangs at a commit, and that knows what was committed."""

    def __init__(self, fails: Callable[[int], bool] = lambda call: False, hangs_after: int = 10**9) -> None:
        super().__init__()
        self.fails = fails
        self.hangs_after = hangs_after
        self.tries = 0
        self.committed: list[Change] = []

    async def commit(self, change: Change, lease: int) -> Committed:
        self.tries += 1
        if self.fails(self.tries):
            raise StoreError("busy")
        committed = await super().commit(change, lease)
        if not committed.seen:
            self.committed.append(change)
        if len(self.committed) > self.hangs_after:
            await asyncio.Event().wait()
        return committed


@asynccontextmanager
async def polled(assistant: Assistant) -> AsyncIterator[asyncio.Event]:
    """Poll until the block ends, and then stop as a service does."""
    stopped = asyncio.Event()
    task = asyncio.create_task(Polling(assistant.client, assistant.handling, long=1).run(stopped))
    try:
        yield stopped
    finally:
        stopped.set()
        await asyncio.wait_for(task, 5)


def play(act: Callable[[Assistant], Awaitable[Any]], store: MemoryStore | None = None) -> Any:
    """Run an assistant and do something with it; nothing that it called may be refused."""

    async def played() -> Any:
        async with running(store) as assistant:
            result = await act(assistant)
            assert assistant.api.refused == []
        return result

    return asyncio.run(played())


def test_a_message_is_answered_and_confirmed() -> None:
    """The answer goes out, and when polling has stopped nothing is waiting at Telegram."""

    async def act(assistant: Assistant) -> None:
        async with polled(assistant):
            assistant.api.queue(private(7, "/start"))
            await until(lambda: assistant.api.made("sendMessage", "7"))
        assert not assistant.api.pending

    play(act)


def test_nothing_is_asked_for_that_we_do_not_use() -> None:
    """Telegram does not even bring other kinds of updates."""

    async def act(assistant: Assistant) -> list[dict[str, Any]]:
        async with polled(assistant):
            assistant.api.queue({"edited_message": private(7, "x")["message"]}, private(7, "/start"))
            await until(lambda: assistant.api.made("sendMessage"))
        return assistant.api.made("getUpdates")

    calls = play(act)
    assert {tuple(call["allowed_updates"]) for call in calls} == {("message", "callback_query", "inline_query")}


def test_the_offset_moves_after_the_whole_batch_is_safe() -> None:
    """Not when it came: while one turn waits for the store, everything stays at Telegram."""
    store = Failing(lambda call: call == 5)
    waiting: list[int] = []

    async def act(assistant: Assistant) -> None:
        store.fails = lambda call: waiting.append(len(assistant.api.pending)) or call == 5
        assistant.api.queue(*(private(chat, "/start") for chat in range(1, 11)))
        async with polled(assistant):
            await until(lambda: len(store.committed) == 10)
        assert not assistant.api.pending

    play(act, store)
    assert set(waiting) == {10}
    assert len(store.committed) == 10


def test_an_update_that_cannot_be_handled_stops_no_other(logged: StringIO) -> None:
    """It is counted, told without its content, passed over, and does not come again."""
    store = Failing()

    async def act(assistant: Assistant) -> None:
        async with polled(assistant):
            assistant.api.queue(private(7, "/start"), BAD, private(8, "/start"), {"message": None, "x": 1}, BAD)
            await until(lambda: len(assistant.api.made("sendMessage")) == 2)
        assert not assistant.api.pending

    play(act, store)
    assert {(c.name, c.key): n for c, n in asyncio.run(store.counted()).items()}["passed_over", "telegram"] == 2
    assert logged.getvalue().count("update_passed_over") == 2
    assert "never" not in logged.getvalue()


def test_while_the_store_is_away_the_same_update_waits(logged: StringIO) -> None:
    """It is tried again until it is safe, and later ones of its chat wait for it."""
    store = Failing(lambda call: call <= 3)

    async def act(assistant: Assistant) -> None:
        assistant.api.queue(private(7, "/start"), private(7, "ruzie"), private(7, "help"))
        async with polled(assistant):
            await until(lambda: len(store.committed) == 3)
        assert not assistant.api.pending

    play(act, store)
    assert logged.getvalue().count("store_failed") == 3


def test_a_stop_while_the_store_is_away_leaves_everything_at_telegram() -> None:
    """And does not wait for the store."""
    store = Failing(lambda call: True)

    async def act(assistant: Assistant) -> int:
        assistant.api.queue(private(7, "/start"))
        async with polled(assistant):
            await until(lambda: store.tries > 1)
        return len(assistant.api.pending)

    assert play(act, store) == 1


@pytest.mark.parametrize("done", [0, 1, 7, 16, 19])
def test_a_poller_that_is_killed_in_the_middle_loses_nothing(done: int) -> None:
    """20 updates of 4 chats; whenever the first poller dies, the next one does the rest, and no turn twice.

    python-telegram-bot's Updater loses 9 of 20 (measured).
    """
    store = Failing(hangs_after=done)

    async def act() -> None:
        async with BotApi() as api:
            api.queue(*(private(chat, f"hallo {n}") for n in range(5) for chat in range(1, 5)))
            async with running(store, Unowned(api)) as first:
                task = asyncio.create_task(Polling(first.client, first.handling, long=1).run(asyncio.Event()))
                await until(lambda: len(store.committed) > done)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            assert len(api.pending) == 20
            store.hangs_after = 10**9
            async with running(store, Unowned(api)) as second, polled(second):
                await until(lambda: not api.pending)
            assert api.refused == []

    asyncio.run(act())
    assert len({change.message for change in store.committed}) == 20


class Unowned(BotApi):
    """A server that lives on when the assistant on it ends."""

    def __init__(self, api: BotApi) -> None:
        self.__dict__ = api.__dict__

    async def __aenter__(self) -> "Unowned":
        return self

    async def __aexit__(self, *exception: object) -> None:
        """The owner ends it."""


def test_chats_go_on_beside_each_other_and_in_order_within() -> None:
    """A chat that needs long holds up no other one of the batch, and its own messages keep their order."""
    order: list[str] = []

    class Slow(Failing):
        async def commit(self, change: Change, lease: int) -> Committed:
            name = chats.setdefault(change.chat, f"chat {len(chats)}")
            if name == "chat 0":
                await asyncio.sleep(0.2)
            order.append(name)
            return await super().commit(change, lease)

    chats: dict[bytes, str] = {}

    async def act(assistant: Assistant) -> None:
        assistant.api.queue(*(private(chat, "/start") for chat in (7, 7, 8, 8, 9)))
        async with polled(assistant):
            await until(lambda: len(order) == 5)

    play(act, Slow())
    assert order[-2:] == ["chat 0", "chat 0"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("refused", "getUpdates", status=409, description="Conflict"),
        Fault("refused", "getUpdates", status=429, retry_after=0),
        Fault("refused", "getUpdates", status=500),
        Fault("refused", "getUpdates", status=401),
        Fault("gateway", "getUpdates", status=502),
        Fault("dropped", "getUpdates"),
        Fault("dropped after", "getUpdates"),
    ],
    ids=lambda fault: f"{fault.kind} {fault.status}",
)
def test_trouble_with_a_poll_is_waited_out(fault: Fault, logged: StringIO) -> None:
    """It is told with its code, and what came meanwhile is handled."""
    fault.times = 2

    async def act(assistant: Assistant) -> None:
        assistant.api.faults.append(fault)
        assistant.api.queue(private(7, "/start"))
        async with polled(assistant):
            await until(lambda: assistant.api.made("sendMessage"))

    play(act)
    assert logged.getvalue().count("poll_failed") == 2
    if fault.kind in ("refused", "gateway"):
        assert f'"code": "{fault.status}"' in logged.getvalue()


def test_waiting_is_as_long_as_telegram_asks(monkeypatch: pytest.MonkeyPatch, logged: StringIO) -> None:
    """And longer each time while nothing helps."""

    async def act(assistant: Assistant) -> list[float]:
        assistant.api.faults.append(Fault("refused", "getUpdates", retry_after=1))
        async with polled(assistant):
            await until(lambda: len([call for call in assistant.api.calls if call.method == "getUpdates"]) > 1)
        return [call.at for call in assistant.api.calls]

    times = play(act)
    assert times[1] - times[0] >= 1.0
    assert '"seconds": 1' in logged.getvalue()


def test_a_stop_does_not_wait_for_the_poll_nor_for_telegram() -> None:
    """Also when Telegram no longer answers; what could not be confirmed comes again and is known by then."""
    store = Failing()

    async def act(assistant: Assistant) -> None:
        api = assistant.api
        async with polled(assistant):
            api.queue(private(7, "/start"))
            await until(lambda: len(store.committed) == 1 and len(api.made("sendMessage")) == 1)
            api.faults.append(Fault("dropped", "getUpdates", times=99))
        api.faults.clear()
        async with polled(assistant):
            await until(lambda: len([call for call in api.calls if call.status == 200]) >= 3)

    play(act, store)
    assert len(store.committed) == 1


def test_a_group_gets_a_link_once_for_each_message() -> None:
    """Through the outbox, also when the same update comes twice."""

    async def act(assistant: Assistant) -> list[dict[str, Any]]:
        (update,) = assistant.api.numbered(in_group(-100, "/help"))
        async with polled(assistant):
            assistant.api.queue(update, private(9, "/start"))
            await until(lambda: len(assistant.api.made("sendMessage")) == 2)
            await assistant.handling.take(update)
        await assistant.sender.drain(5)
        return assistant.api.made("sendMessage", "-100")

    (message,) = play(act)
    assert "https://t.me/thuiswijzer_bot" in message["text"]


def test_looking_something_up_is_answered_and_waits_for_nothing() -> None:
    """Nothing of it is kept, and an answer that takes long delays no conversation."""
    store = Failing()

    async def act(assistant: Assistant) -> None:
        assistant.api.faults.append(Fault("slow", "answerInlineQuery", seconds=0.5))
        async with polled(assistant):
            assistant.api.queue(inline("omgang"), private(7, "/start"))
            await until(lambda: assistant.api.made("sendMessage"))
            assert not assistant.api.made("answerInlineQuery")
            await until(lambda: assistant.api.made("answerInlineQuery"))

    play(act, store)
    assert len(store.committed) == 1


def test_the_chat_of_an_update_is_found_in_any_shape() -> None:
    """It only orders the work, so it never raises."""
    assert chat_of(private(7, "x")) == "7"
    assert chat_of({"callback_query": {"message": {"chat": {"id": 8}}}}) == "8"
    odd: list[object] = [None, [], {}, {"message": 1}, {"message": {"chat": 1}}, {"callback_query": 5}, BAD,
                         {"callback_query": None}, {"callback_query": {"message": []}}]  # fmt: skip
    assert {chat_of(tree) for tree in odd} == {""}


def test_scrambled_deliveries_keep_the_order_within_a_chat() -> None:
    """Of what is delivered for the first time; every update is delivered, a share of them up to five times."""
    api = BotApi()
    updates = api.numbered(*(private(chat, str(n)) for n in range(100) for chat in range(1, 11)))
    deliveries = scrambled(updates, Random(1))
    firsts = list({update["update_id"]: update for update in deliveries}.values())
    assert len(firsts) == len(updates) < len(deliveries)
    for chat in range(1, 11):
        own = [int(update["message"]["text"]) for update in firsts if update["message"]["chat"]["id"] == chat]
        assert own == sorted(own)
    most = max(deliveries.count(update) for update in updates)
    assert 2 <= most <= 5
