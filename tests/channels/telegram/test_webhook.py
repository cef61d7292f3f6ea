"""The webhook: only who knows the secret comes in, an update is safe before it is acknowledged, nothing breaks it."""

import asyncio
import copy
import json
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

import pytest
from aiohttp import ClientSession, web
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from bot.channels.telegram.courier import Courier
from bot.channels.telegram.webhook import MOST_BYTES, Webhook
from bot.delivery.courier import Pace
from bot.storage.base import Change, Committed, Moved, StoreError
from bot.storage.memory import MemoryStore
from tests.channels.telegram.running import SIGNER, Assistant, running, until
from tests.doubles.bot_api import SECRET_HEADER
from tests.doubles.updates import pressed, private, scrambled

SECRET = "secret_-SECRET"


@pytest.fixture(autouse=True)
def _no_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the pace here."""
    monkeypatch.setattr(Courier, "pace", Pace(10_000, 10_000))
    monkeypatch.setattr(Courier, "chat_pace", Pace(10_000, 10_000))


class Counting(MemoryStore):
    """Knows how many changes were made, and fails when told."""

    def __init__(self) -> None:
        super().__init__()
        self.committed = 0
        self.trouble: Exception | None = None

    async def commit(self, change: Change, lease: int) -> Committed:
        if self.trouble:
            raise self.trouble
        committed = await super().commit(change, lease)
        self.committed += not committed.seen
        return committed


def play(act: Callable[[Assistant, Webhook, Counting], Awaitable[Any]]) -> Any:
    """Run an assistant with a webhook; nothing that it called may be refused."""

    async def played() -> Any:
        store = Counting()
        async with running(store) as assistant:
            result = await act(assistant, Webhook(assistant.handling, SECRET.encode()), store)
            await assistant.sender.drain(5)
            assert assistant.api.refused == []
        return result

    return asyncio.run(played())


def raw(tree: object) -> bytes:
    """As it is posted."""
    return json.dumps(tree).encode()


def test_an_update_is_safe_before_it_is_acknowledged() -> None:
    """When 200 is answered the turn is in the store; then the answer goes out."""

    async def act(assistant: Assistant, webhook: Webhook, store: Counting) -> None:
        (update,) = assistant.api.numbered(private(7, "/start"))
        assert await webhook.post(raw(update), SECRET) == 200
        assert store.committed == 1
        await until(lambda: assistant.api.made("sendMessage", "7"))
        assert await webhook.post(raw(update), SECRET) == 200
        assert store.committed == 1

    play(act)


@pytest.mark.parametrize(
    "secret", [None, "", "x", SECRET[:-1], SECRET + "x", SECRET.upper(), "\udcff", "é" * 9, SECRET.encode().hex()]
)
def test_without_the_secret_nobody_comes_in(secret: str | None) -> None:
    """Nothing is read, counted or changed."""

    async def act(assistant: Assistant, webhook: Webhook, store: Counting) -> None:
        (update,) = assistant.api.numbered(private(7, "/start"))
        assert await webhook.post(raw(update), secret) == 401
        assert (store.committed, await store.counted()) == (0, {})

    play(act)


def test_guessing_the_secret_does_not_help() -> None:
    """5,000 forged ones that look like it."""

    async def act(assistant: Assistant, webhook: Webhook, store: Counting) -> None:
        (update,), random = assistant.api.numbered(private(7, "/start")), Random(3)
        for _ in range(5_000):
            forged = [*SECRET]
            forged[random.randrange(len(forged))] = random.choice("0123456789*")
            assert await webhook.post(raw(update), "".join(forged)) == 401
        assert (store.committed, await store.counted()) == (0, {})

    play(act)


def test_a_webhook_without_a_secret_is_not_made() -> None:
    """An empty one would be the same as what a stranger sends."""

    async def act(assistant: Assistant, webhook: Webhook, store: Counting) -> None:
        with pytest.raises(ValueError, match="needs a secret"):
            Webhook(assistant.handling, b"")

    play(act)


@pytest.mark.parametrize(
    "body",
    [b"", b"nothing", b"\xff\xfe", b"[]", b"null", b"5", b"{}", b'{"update_id": 1, "message": 5}', b"[" * 100_000,
     b'{"update_id": {"a": 1}, "message": {"chat": []}}', b"1" * 10_000],
    ids=range(11),
)  # fmt: skip
def test_what_is_no_update_is_taken_once(body: bytes) -> None:
    """Telegram would repeat it for ever; it is counted, and the next good message is answered."""

    async def act(assistant: Assistant, webhook: Webhook, store: Counting) -> None:
        assert await webhook.post(body, SECRET) == 200
        assert sum((await store.counted()).values()) == 1
        (update,) = assistant.api.numbered(private(7, "/start"))
        assert await webhook.post(raw(update), SECRET) == 200
        assert store.committed == 1

    play(act)


@pytest.mark.parametrize("secret", [SECRET, None])
def test_a_body_that_is_too_long_is_not_read(secret: str | None) -> None:
    """Whoever brings it."""

    async def act(assistant: Assistant, webhook: Webhook, store: Counting) -> None:
        assert await webhook.post(b" " * (MOST_BYTES + 1), secret) == 413
        assert await webhook.post(b" " * MOST_BYTES, SECRET) == 200

    play(act)


@pytest.mark.parametrize("trouble", [StoreError("full"), Moved()], ids=["away", "moved"])
def test_what_cannot_be_kept_now_is_to_come_again(trouble: Exception) -> None:
    """And when it does, it is as if nothing had happened."""

    async def act(assistant: Assistant, webhook: Webhook, store: Counting) -> None:
        (update,) = assistant.api.numbered(private(7, "/start"))
        store.trouble = trouble
        assert await webhook.post(raw(update), SECRET) == 503
        store.trouble = None
        assert await webhook.post(raw(update), SECRET) == 200
        assert store.committed == 1

    play(act)


def test_repeated_and_shuffled_deliveries_have_one_effect_each() -> None:
    """300 messages of 30 chats, 30% of them delivered 2 to 5 times, many at once: every turn once."""

    async def act(assistant: Assistant, webhook: Webhook, store: Counting) -> None:
        updates = assistant.api.numbered(*(private(chat, "/help") for _ in range(10) for chat in range(1, 31)))
        deliveries = scrambled(updates, Random(5))
        assert len(deliveries) > len(updates)
        for start in range(0, len(deliveries), 20):
            posts = (webhook.post(raw(update), SECRET) for update in deliveries[start : start + 20])
            assert set(await asyncio.gather(*posts)) == {200}
        assert store.committed == 300
        await assistant.sender.drain(10)
        assert all(len(assistant.api.made("sendMessage", str(chat))) >= 10 for chat in range(1, 31))

    play(act)


def test_the_double_brings_updates_over_http_with_the_secret() -> None:
    """As Telegram does once a webhook is set."""

    async def act(assistant: Assistant, webhook: Webhook, store: Counting) -> None:
        async def posted(request: web.BaseRequest) -> web.Response:
            return web.Response(status=await webhook.post(await request.read(), request.headers.get(SECRET_HEADER)))

        runner = web.ServerRunner(web.Server(posted))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
        await assistant.client.bot.set_webhook(url, secret_token=SECRET)
        first, second = assistant.api.numbered(private(7, "/start"), private(7, "/help"))
        async with ClientSession() as session:
            assert await assistant.api.post(first, session=session) == 200
            assert await assistant.api.post(second, secret="wrong") == 401
        await runner.cleanup()
        assert store.committed == 1

    play(act)


def test_a_pressed_button_is_answered_and_its_menu_edited() -> None:
    """Every press gets its answer, also one on an old menu that is no more."""

    async def act(assistant: Assistant, webhook: Webhook, store: Counting) -> None:
        api = assistant.api

        async def take(update: dict[str, Any]) -> None:
            assert await webhook.post(raw(api.numbered(update)[0]), SECRET) == 200
            await assistant.sender.drain(5)

        await take(private(7, "/start"))
        menu = list(api.messages.values())[-1]
        button = menu["reply_markup"]["inline_keyboard"][0][0]
        await take(pressed(7, button["callback_data"], copy.deepcopy(menu), "a"))
        assert f"» {button['text']}" in api.messages["7", menu["message_id"]]["text"]
        await take(pressed(7, SIGNER.data("7", "no.where", "parent"), menu, "b"))
        await take(pressed(7, "forged", menu | {"message_id": 1}, "c"))
        assert [call["callback_query_id"] for call in api.made("answerCallbackQuery")] == ["a", "b", "c"]

    play(act)


NAMES = (
    "update_id",
    "message",
    "callback_query",
    "inline_query",
    "chat",
    "from",
    "id",
    "text",
    "type",
    "data",
    "date",
    "message_id",
    "entities",
    "offset",
    "length",
    "photo",
    "via_bot",
    "reply_markup",
    "inline_keyboard",
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.just("private")
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)
)


@settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(TREES, min_size=100, max_size=100), st.randoms(use_true_random=False))
def test_no_body_breaks_it(trees: list[Any], random: Random) -> None:
    """1,600 bodies, of any JSON and of updates with a part replaced: all taken, and the next good one is answered."""

    async def act(assistant: Assistant, webhook: Webhook, store: Counting) -> None:
        for number, tree in enumerate(trees):
            good = private(7, "/help", entities=[{"type": "bot_command", "offset": 0, "length": 5}])
            whole = {"update_id": number, **(good if number % 2 else pressed(7, "x", good["message"]))}
            replaced(whole, tree, random)
            assert await webhook.post(raw(tree), SECRET) == 200
            assert await webhook.post(raw(whole), SECRET) == 200
        before = store.committed
        assert await webhook.post(raw({"update_id": 10**9, **private(8, "/start")}), SECRET) == 200
        assert store.committed == before + 1
        await until(lambda: assistant.api.made("sendMessage", "8"))

    play(act)


def replaced(tree: dict[str, Any], part: Any, random: Random) -> None:
    """Put something else at some place of a tree."""
    while True:
        name = random.choice(sorted(tree))
        if not isinstance(tree[name], dict) or random.random() < 0.4:
            tree[name] = part
            return
        tree = tree[name]
