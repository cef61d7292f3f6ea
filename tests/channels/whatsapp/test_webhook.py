"""Meta's webhook: only what is signed is read, nothing breaks it, and nothing is acknowledged before it is safe."""

import asyncio
import copy
import hmac
import json
import random
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.channels.whatsapp.courier import Courier, outcome
from bot.channels.whatsapp.messages import show
from bot.channels.whatsapp.signature import challenge, right
from bot.channels.whatsapp.updates import Status, read
from bot.channels.whatsapp.webhook import Webhook
from bot.conversation import Incoming
from bot.core.inputs import Commanded, Pressed, Sent, Started, Typed
from bot.delivery.courier import Fate, Outcome, Pace
from bot.serving.service import Service
from bot.storage.base import Change, Committed, Count, StoreError
from bot.storage.keys import KeyFile
from bot.storage.memory import MemoryStore
from tests.content_under_test import app
from tests.judges import webhook_examples

NUMBER = "106540352242922"
SECRET = b"app secret"


class Kept:
    """A courier that keeps what it is given."""

    channel = "whatsapp"
    pace = chat_pace = Pace(1000, 1000)
    can_tell = True

    def __init__(self, fates: tuple[Fate, ...] = ()) -> None:
        self.sent: list[Mapping[str, Any]] = []
        self._fates = list(fates)

    def counts(self, body: Mapping[str, object]) -> bool:
        return True

    async def send(self, body: Mapping[str, Any]) -> Outcome:
        self.sent.append(body["message"])
        return Outcome(self._fates.pop(0) if self._fates else Fate.SENT)


def play(tmp_path: Path, act: Callable[[Webhook, Service, Kept], Any], store: MemoryStore | None = None) -> Any:
    """Run something with a webhook of the real content."""
    courier = Kept()

    async def run() -> Any:
        keys = KeyFile(tmp_path / "keys.json", allow_disk=True)
        service = Service(app().parts, store or MemoryStore(), keys, [courier], 3600)
        shown = partial(show, parts=app().parts, web_address="", chance=bytes)
        hook = Webhook(service.conversations, service.store, shown, NUMBER, SECRET, b"verify", service.now)
        async with service.running():
            found = await act(hook, service, courier)
            await service.sender.drain(5)
        return found

    return asyncio.run(run())


def signed(raw: bytes) -> str:
    """The header that Meta would send along."""
    return "sha256=" + hmac.new(SECRET, raw, "sha256").hexdigest()


def message(text: str = "hoi", name: str = "wamid.1", sender: str = "31600000001", **other: Any) -> dict[str, Any]:
    """A webhook with one message."""
    one = {"from": sender, "id": name, "timestamp": "1749416383", "type": "text", "text": {"body": text}, **other}
    value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER}, "messages": [one]}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"value": value}]}]}


async def post(hook: Webhook, tree: object) -> int:
    """Deliver a webhook with the right signature."""
    raw = json.dumps(tree).encode()
    return await hook.post(raw, signed(raw))


def test_a_message_is_answered_once_however_often_it_is_delivered(tmp_path: Path) -> None:
    """The answers are what one delivery gets."""

    async def act(hook: Webhook, service: Service, courier: Kept) -> int:
        for _ in range(5):
            assert await post(hook, message()) == 200
        await asyncio.sleep(0.05)
        return len(courier.sent)

    assert play(tmp_path, act) == 1


def test_a_typed_number_is_the_choice_with_that_number(tmp_path: Path) -> None:
    """`2` at the first question is the second choice, as a press of it would be."""

    async def act(hook: Webhook, service: Service, courier: Kept) -> list[str]:
        await post(hook, message())
        await post(hook, message("2", "wamid.2"))
        await asyncio.sleep(0.05)
        action = courier.sent[-1]["interactive"]["action"]
        return [row["id"] for row in action.get("buttons") or action["sections"][0]["rows"]]

    (first, *_) = play(tmp_path, act)
    assert first.startswith("youth.")


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ({"type": "image", "image": {"caption": "hij slaat me"}}, Sent()),
        ({"type": "audio"}, Sent()),
        ({"type": "unsupported"}, Sent()),
        (
            {"type": "interactive", "interactive": {"button_reply": {"id": "start.who|parent"}}},
            Pressed("parent", "start.who"),
        ),
        ({"type": "interactive", "interactive": {"list_reply": {"id": "x"}}}, Pressed("", "x")),
        ({"text": {"body": "/Wis "}}, Commanded("wis")),
        ({"text": {"body": "Thuiswijzer role-youth--language-tr"}}, Started("role-youth--language-tr")),
        ({"text": {"body": "thuiswijzer helpt niet"}}, Typed()),
    ],
)
def test_what_comes_becomes_an_input(kind: dict[str, Any], given: object) -> None:
    """Nothing of a picture is read, a reply tells its question, a link's words begin a conversation."""
    (found,) = read(message(**kind), NUMBER)
    assert isinstance(found, Incoming) and found.given == given


def test_a_chat_is_known_by_the_business_scoped_id() -> None:
    """The answer goes to the number where there is one, and to that id otherwise."""
    tree = message()
    value = tree["entry"][0]["changes"][0]["value"]
    value["contacts"] = [{"profile": {"name": "x"}, "wa_id": "31600000001", "user_id": "NL.123"}]
    (known,) = read(tree, NUMBER)
    del value["messages"][0]["from"], value["contacts"][0]["wa_id"]
    (hidden,) = read(tree, NUMBER)
    assert isinstance(known, Incoming) and isinstance(hidden, Incoming)
    assert (known.chat, known.about) == ("NL.123", {"to": "31600000001"})
    assert (hidden.chat, hidden.about) == ("NL.123", {"recipient": "NL.123"})


def test_another_number_is_not_ours() -> None:
    """A Meta app may have several."""
    assert list(read(message(), "1")) == []


def test_five_thousand_forged_signatures_change_nothing(tmp_path: Path) -> None:
    """Neither a wrong one nor one of other bytes is taken."""

    async def act(hook: Webhook, service: Service, courier: Kept) -> None:
        chance = random.Random(5)
        raw = json.dumps(message()).encode()
        good = signed(raw)
        for _ in range(5000):
            at = chance.randrange(len(good))
            forged = good[:at] + chance.choice("0123456789abcdefXé\udcff") + good[at + 1 :]
            if forged != good:
                assert await hook.post(raw, chance.choice([forged, forged[:at], "", None])) == 401
        assert courier.sent == []
        assert await hook.post(raw, good) == 200

    play(tmp_path, act)


def mutated(tree: Any, chance: random.Random) -> Any:
    """The tree with one place in it changed."""
    places: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        keys = node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        for key in keys:
            places.append((node, key))
            walk(node[key])

    walk(tree)
    node, key = chance.choice(places)
    odd = [
        None,
        0,
        -1,
        2**70,
        "",
        "\ud800",
        "x" * 70_000,
        [],
        {},
        [[]],
        {"a": 1},
        True,
        1.5,
        "wamid.9",
        "' OR 1=1 --",
        node,
    ]
    value = chance.choice(odd[:-1])
    if chance.random() < 0.3 and isinstance(node, dict):
        del node[key]
    else:
        node[key] = value
    return tree


def test_ten_thousand_bodies_that_are_wrong_break_nothing(tmp_path: Path) -> None:
    """Meta's examples with places changed, and bytes that are no JSON: never a 5xx, and then a message is answered."""

    async def act(hook: Webhook, service: Service, courier: Kept) -> None:
        chance = random.Random(7)
        examples = webhook_examples()
        text = json.dumps(examples)
        for number in range(10_000):
            if number % 10:
                tree = mutated(copy.deepcopy(chance.choice(examples)), chance)
                for _ in range(chance.randrange(3)):
                    tree = mutated(tree, chance)
                raw = json.dumps(tree).replace("106540352242922", NUMBER if chance.random() < 0.05 else "1").encode()
            else:
                at = chance.randrange(len(text))
                raw = text[at : at + chance.randrange(400)].encode()
            assert await hook.post(raw, signed(raw)) == 200
        before = len(courier.sent)
        assert await post(hook, message("hoi", "wamid.good", "31699999999")) == 200
        await asyncio.sleep(0.2)
        assert len(courier.sent) > before

    play(tmp_path, act)


@pytest.mark.parametrize("raw", [b"", b"null", b"[]", b"{", b"\xff", b"[" * 100_000, b'"' + b"a" * 900_000 + b'"'])
def test_bodies_that_are_no_webhook_are_acknowledged(tmp_path: Path, raw: bytes) -> None:
    """With the right signature: Meta would repeat them for ever."""
    assert play(tmp_path, lambda hook, service, courier: hook.post(raw, signed(raw))) == 200


def test_a_body_over_a_megabyte_is_refused(tmp_path: Path) -> None:
    """Before anything of it is looked at."""
    assert play(tmp_path, lambda hook, service, courier: hook.post(bytes(1_000_001), None)) == 413


class Full(MemoryStore):
    """A store that cannot write."""

    async def commit(self, change: Change, lease: int) -> Committed:
        raise StoreError("SQLITE_FULL")


def test_what_cannot_be_kept_is_not_acknowledged(tmp_path: Path) -> None:
    """503: Meta keeps it and delivers it again."""
    assert play(tmp_path, lambda hook, service, courier: post(hook, message()), Full()) == 503


def status(name: str, opaque: object) -> dict[str, Any]:
    """A webhook that tells what became of a message."""
    tree = message()
    value = tree["entry"][0]["changes"][0]["value"]
    del value["messages"]
    value["statuses"] = [{"id": "wamid.out", "status": name, "biz_opaque_callback_data": opaque}]
    return tree


def test_statuses_are_counted_and_nothing_else(tmp_path: Path) -> None:
    """By name; a name that we do not know is not, because it could hold anything."""
    store = MemoryStore()

    async def act(hook: Webhook, service: Service, courier: Kept) -> None:
        for name in ("sent", "read", "read", "Jan Jansen"):
            assert await post(hook, status(name, "%%%")) == 200

    play(tmp_path, act, store)
    found = {(one.name, one.key): number for one, number in asyncio.run(store.counted()).items()}
    assert found == {("status", "sent"): 1, ("status", "read"): 2}


def test_a_status_tells_that_a_message_went_out_after_a_crash(tmp_path: Path) -> None:
    """A message that an earlier process may have sent is not sent again when Meta tells that it went out."""
    store = MemoryStore()
    lost = Kept((Fate.UNKNOWN,))

    async def run() -> int:
        keys = KeyFile(tmp_path / "keys.json", allow_disk=True)
        service = Service(app().parts, store, keys, [lost], 3600)
        shown = partial(show, parts=app().parts, web_address="", chance=lambda size: b"t" * size)
        hook = Webhook(service.conversations, store, shown, NUMBER, SECRET, b"verify", service.now)
        async with service.running():
            await post(hook, message())
            await asyncio.sleep(0.05)
            opaque = lost.sent[0]["biz_opaque_callback_data"]
            await post(hook, status("delivered", opaque))
            settled = await store.lease(0, 0, 10)
            assert settled == ()
            service.sender.stop()
        return len(lost.sent)

    assert asyncio.run(run()) == 1


def test_the_handshake_answers_to_our_word_only() -> None:
    """Any other word, mode or none gets nothing."""
    good = {"hub.mode": "subscribe", "hub.verify_token": "verify", "hub.challenge": "123"}
    assert challenge(b"verify", good) == "123"
    for wrong in (
        {},
        {**good, "hub.mode": "x"},
        {**good, "hub.verify_token": "Verify"},
        {**good, "hub.verify_token": "\udcff"},
    ):
        assert challenge(b"verify", wrong) is None
    assert not right(SECRET, b"", None)


@pytest.mark.parametrize(
    ("http", "content", "fate"),
    [
        (200, b"{}", Fate.SENT),
        (400, b'{"error": {"code": 130429}}', Fate.LATER),
        (400, b'{"error": {"code": 131056}}', Fate.LATER),
        (401, b'{"error": {"code": 190}}', Fate.LATER),
        (500, b'{"error": {"code": 2, "is_transient": true}}', Fate.LATER),
        (500, b'{"error": {"code": 999, "is_transient": true}}', Fate.LATER),
        (400, b'{"error": {"code": 131047}}', Fate.REFUSED),
        (400, b'{"error": {"code": 100}}', Fate.REFUSED),
        (502, b"<html>", Fate.UNKNOWN),
        (504, b'{"error": "x"}', Fate.UNKNOWN),
        (404, b"", Fate.REFUSED),
    ],
)
def test_an_answer_decides_what_happens_next(http: int, content: bytes, fate: Fate) -> None:
    """Again only where the API itself says that it did not take the message."""
    assert outcome(http, content).fate is fate


def test_without_a_connection_nothing_was_sent() -> None:
    """Trying again is safe then."""

    async def run() -> Outcome:
        courier = Courier("1", "token", "http://127.0.0.1:9")
        try:
            return await courier.send({"message": {}})
        finally:
            await courier.close()

    assert asyncio.run(run()).fate is Fate.LATER


def test_statuses_are_read_from_any_shape() -> None:
    """Numbers, lists and missing fields are passed over."""
    assert list(read(status("sent", 5), NUMBER)) == [Status("sent", "")]
    assert Count("2026-11", "status", "sent").name == "status"
