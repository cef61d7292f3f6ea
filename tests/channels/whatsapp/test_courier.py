"""Messages go out over real HTTP, once, and what becomes of them is found out where the connection does not tell."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import aiohttp
import pytest

from bot.channels.whatsapp.courier import Courier, outcome
from bot.delivery.courier import Fate, Outcome
from bot.storage.memory import MemoryStore
from tests.channels.whatsapp.house import House
from tests.doubles.graph import NUMBER, TOKEN, Fault, Graph, message_of, signed

CHAT = "31600000001"
MESSAGE = {
    "messaging_product": "whatsapp", "recipient_type": "individual", "to": CHAT, "type": "text",
    "text": {"body": "Hoi", "preview_url": False},
}  # fmt: skip
T = TypeVar("T")


def with_graph(act: Callable[[Graph, Courier], Awaitable[T]], token: str = TOKEN) -> T:
    """Run something with a Graph server and a courier to it."""

    async def run() -> T:
        async with Graph() as graph:
            courier = Courier(NUMBER, token, graph.base)
            try:
                return await act(graph, courier)
            finally:
                await courier.close()

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("http", "content", "fate", "code"),
    [
        (200, b"{}", Fate.SENT, ""),
        (400, b'{"error": {"code": 130429}}', Fate.LATER, "130429"),
        (400, b'{"error": {"code": 131048}}', Fate.LATER, "131048"),
        (400, b'{"error": {"code": 131056}}', Fate.LATER, "131056"),
        (400, b'{"error": {"code": 80007}}', Fate.LATER, "80007"),
        (401, b'{"error": {"code": 190}}', Fate.LATER, "190"),
        (500, b'{"error": {"code": 131016}}', Fate.LATER, "131016"),
        (500, b'{"error": {"code": 2, "is_transient": true}}', Fate.LATER, "2"),
        (500, b'{"error": {"code": 999, "is_transient": true}}', Fate.LATER, "999"),
        (429, b"<html>", Fate.LATER, "429"),
        (400, b'{"error": {"code": 131047}}', Fate.REFUSED, "131047"),
        (400, b'{"error": {"code": 131026}}', Fate.REFUSED, "131026"),
        (400, b'{"error": {"code": 131030}}', Fate.REFUSED, "131030"),
        (400, b'{"error": {"code": 132000}}', Fate.REFUSED, "132000"),
        (400, b'{"error": {"code": 100, "is_transient": "no"}}', Fate.REFUSED, "100"),
        (404, b"", Fate.REFUSED, "404"),
        (502, b"<html>", Fate.UNKNOWN, "502"),
        (504, b'{"error": "x"}', Fate.UNKNOWN, "504"),
        (408, b"[]", Fate.UNKNOWN, "408"),
    ],
)
def test_an_answer_decides_what_happens_next(http: int, content: bytes, fate: Fate, code: str) -> None:
    """Again only where the API itself says that it did not take the message."""
    found = outcome(http, content)
    assert (found.fate, found.code) == (fate, code)


@pytest.mark.parametrize(
    ("fault", "fate", "got"),
    [
        (None, Fate.SENT, 1),
        (Fault("slow", seconds=0.05), Fate.SENT, 1),
        (Fault("refused"), Fate.LATER, 0),
        (Fault("refused", status=500, code=131000), Fate.LATER, 0),
        (Fault("refused", code=131047), Fate.REFUSED, 0),
        (Fault("gateway", status=503), Fate.UNKNOWN, 0),
        (Fault("gateway after", status=504), Fate.UNKNOWN, 1),
        (Fault("dropped"), Fate.UNKNOWN, 0),
        (Fault("dropped after"), Fate.UNKNOWN, 1),
    ],
)
def test_a_fault_of_the_other_side_is_told_as_it_is(fault: Fault | None, fate: Fate, got: int) -> None:
    """Nobody knows whether a message went out when the answer is lost, and it is not said that anybody does."""

    async def act(graph: Graph, courier: Courier) -> tuple[Outcome, int]:
        graph.faults += [fault] if fault else []
        return await courier.send({"message": MESSAGE}), len(graph.got(CHAT))

    found, number = with_graph(act)
    assert (found.fate, number) == (fate, got)


def test_a_token_that_is_no_good_is_waited_out() -> None:
    """The operator mends it while the messages wait."""
    found = with_graph(lambda graph, courier: courier.send({"message": MESSAGE}), token="old")
    assert (found.fate, found.code, found.seconds) == (Fate.LATER, "190", 60.0)


def test_without_a_connection_nothing_was_sent() -> None:
    """Trying again is safe then."""

    async def act(graph: Graph, courier: Courier) -> Outcome:
        await graph.__aexit__()
        found = await courier.send({"message": MESSAGE})
        await graph.__aenter__()
        return found

    assert with_graph(act).fate is Fate.LATER


def test_connections_are_kept() -> None:
    """A new one for each message would cost more than the message."""

    async def act(graph: Graph, courier: Courier) -> int:
        for _ in range(10):
            assert (await courier.send({"message": MESSAGE})).fate is Fate.SENT
        return len(graph.peers)

    assert with_graph(act) == 1


def test_what_the_specification_refuses_the_double_refuses() -> None:
    """Also a business-scoped user id in `to`, which the API would take and deliver to nobody."""

    async def act(graph: Graph, courier: Courier) -> list[Fate]:
        bad = ({**MESSAGE, "text": {}}, {**MESSAGE, "to": "NL.123"})
        good = {key: value for key, value in MESSAGE.items() if key != "to"} | {"recipient": "NL.123"}
        return [(await courier.send({"message": message})).fate for message in (*bad, good)]

    assert with_graph(act) == [Fate.REFUSED, Fate.REFUSED, Fate.SENT]


def talk(folder: Path, act: Callable[[House, Graph], Awaitable[None]], *faults: Fault) -> Graph:
    """Run something with everything real but Meta: our server, our courier, and statuses that come back."""

    async def run() -> Graph:
        async with Graph() as graph:
            courier = Courier(NUMBER, TOKEN, graph.base)
            house = House(folder, MemoryStore(), courier)
            async with house.service.running(), house.served() as address:
                graph.webhook = address
                graph.faults += faults
                await act(house, graph)
                await graph.told()
            await courier.close()
        return graph

    return asyncio.run(run())


async def says(house: House, graph: Graph, *texts: str) -> None:
    """Bring messages of the person over HTTP, each once the answers to the one before are out."""
    for number, text in enumerate(texts):
        assert await graph.post(message_of(text, f"wamid.{number}")) == 200
        await house.service.sender.drain(10)


def test_a_conversation_over_http_is_answered_and_its_statuses_counted(tmp_path: Path) -> None:
    """Nothing is refused, nothing sent twice."""
    store: list[MemoryStore] = []

    async def act(house: House, graph: Graph) -> None:
        assert isinstance(house.store, MemoryStore)
        store.append(house.store)
        await says(house, graph, "hoi", "2", "1", "/help", "/wis")

    graph = talk(tmp_path, act)
    assert graph.refused == []
    assert len(graph.got(CHAT)) == len(graph.calls) >= 5
    counts = {(one.name, one.key): n for one, n in asyncio.run(store[0].counted()).items()}
    assert counts["status", "sent"] == counts["status", "delivered"] == len(graph.calls)


def test_nobody_gets_in_over_http_without_the_signature(tmp_path: Path) -> None:
    """Nor by the handshake without the word."""

    async def act(house: House, graph: Graph) -> None:
        async with aiohttp.ClientSession() as session:
            found = []
            for headers in ({}, {"X-Hub-Signature-256": signed(b"other")}):
                async with session.post(graph.webhook, data=b"{}", headers=headers) as answer:
                    found.append(answer.status)
            async with session.post(graph.webhook, data=io.BytesIO(bytes(2_000_000))) as answer:
                found.append(answer.status)
            for word in ("wrong", "verify"):
                params = {"hub.mode": "subscribe", "hub.verify_token": word, "hub.challenge": "42"}
                async with session.get(graph.webhook, params=params) as answer:
                    found += [answer.status, await answer.text()]
            assert found == [401, 401, 413, 403, "", 200, "42"]

    talk(tmp_path, act)


@pytest.mark.parametrize("fault", [Fault("dropped after"), Fault("gateway after", status=504)])
def test_a_message_that_went_out_unheard_is_not_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    """Its status tells that it went out, within the patience that there is."""
    monkeypatch.setattr("bot.delivery.sender.PATIENCE", 2.0)
    graph = talk(tmp_path, lambda house, graph: says(house, graph, "hoi", "2"), fault)
    assert len(graph.calls) == len(graph.got(CHAT)) == 2


@pytest.mark.parametrize("fault", [Fault("dropped"), Fault("gateway", status=502), Fault("refused", code=131000)])
def test_a_message_that_did_not_go_out_is_sent_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    """Once no status has told of it, and before the next one of its chat."""
    monkeypatch.setattr("bot.delivery.sender.PATIENCE", 0.3)
    graph = talk(tmp_path, lambda house, graph: says(house, graph, "hoi", "2"), fault)
    assert (len(graph.calls), len(graph.got(CHAT))) == (3, 2)
    assert graph.calls[0].message == graph.calls[1].message


@pytest.mark.parametrize("went", [True, False])
def test_after_a_crash_a_status_tells_what_went_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, went: bool
) -> None:
    """The process that takes over sends what no status tells of, and only that."""
    monkeypatch.setattr("bot.delivery.sender.PATIENCE", 2.0)
    store = MemoryStore()

    async def run() -> Graph:
        async with Graph("http://127.0.0.1:9/") as graph:
            courier = Courier(NUMBER, TOKEN, graph.base)
            graph.faults.append(Fault("dropped after" if went else "dropped"))
            first = House(tmp_path, store, courier)
            assert await first.hook.post(raw := message_bytes("hoi"), signed(raw)) == 200
            while not graph.calls:
                await asyncio.sleep(0.01)
            first.service.sender.stop()
            second = House(tmp_path, store, courier)
            second.ahead = 61  # the lease of the first one is over
            async with second.service.running(), second.served() as address:
                graph.webhook = address
                await graph.told()
                await second.service.sender.drain(10)
            await courier.close()
        return graph

    graph = asyncio.run(run())
    assert len(graph.got(CHAT)) == 1
    assert len(graph.calls) == (1 if went else 2)


def message_bytes(text: str) -> bytes:
    """The body of a webhook with a text."""
    return json.dumps(message_of(text)).encode()
