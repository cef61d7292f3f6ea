"""Meta's webhook: only what is signed is read, nothing breaks it, and nothing is acknowledged before it is safe."""

import asyncio
import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from bot.channels.whatsapp.signature import challenge, right
from bot.channels.whatsapp.updates import read
from bot.channels.whatsapp.webhook import Webhook
from bot.conversation import Incoming
from bot.storage.base import Change, Committed, Moved, StoreError
from bot.storage.keys import DAY
from bot.storage.memory import MemoryStore
from tests.channels.whatsapp.house import VERIFY, House, Taken, play
from tests.channels.whatsapp.test_updates import INJECTED
from tests.doubles.graph import NUMBER, SECRET, Tree, disordered, message_of, signed, status_of, webhook_of
from tests.judges import webhook_examples

GOOD = message_of("hoi", "wamid.good", "31699999999")


def counted(store: MemoryStore) -> dict[tuple[str, str], int]:
    """What was counted of webhooks, without the month."""
    names = {"status", "failed", "passed_over"}
    return {(one.name, one.key): n for one, n in asyncio.run(store.counted()).items() if one.name in names}


def choices(message: Tree) -> list[str]:
    """The ids of what can be chosen in a message."""
    action = message["interactive"]["action"]
    found = action["sections"][0]["rows"] if "sections" in action else [one["reply"] for one in action["buttons"]]
    return [one["id"] for one in found]


def without_names(message: Tree) -> Tree:
    """A message without whom it is for and what it is called."""
    return {key: value for key, value in message.items() if key not in ("to", "biz_opaque_callback_data")}


class Watched(MemoryStore):
    """A store that counts what changes in it."""

    def __init__(self) -> None:
        super().__init__()
        self.commits = 0

    async def commit(self, change: Change, lease: int) -> Committed:
        """As it is, counted."""
        self.commits += 1
        return await super().commit(change, lease)


class Failing(MemoryStore):
    """A store that cannot write, for one reason or another."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    async def commit(self, change: Change, lease: int) -> Committed:
        """Never."""
        raise self._error


def test_the_handshake_answers_to_our_word_only() -> None:
    """Any other word, mode or none gets nothing."""
    good = {"hub.mode": "subscribe", "hub.verify_token": "verify", "hub.challenge": "123"}
    assert challenge(VERIFY, good) == "123"
    other = ({"hub.mode": "x"}, {"hub.verify_token": "Verify"}, {"hub.verify_token": "\udcff\ud800"})
    for wrong in ({}, *({**good, **one} for one in other)):
        assert challenge(VERIFY, wrong) is None


def test_a_webhook_without_a_secret_is_refused() -> None:
    """It would let everybody in."""
    with pytest.raises(ValueError, match="secret"):
        Webhook(None, None, None, NUMBER, b"", VERIFY, None)  # type: ignore[arg-type]  # never used


def test_five_thousand_forged_signatures_change_nothing(tmp_path: Path) -> None:
    """Neither a wrong one nor one of other bytes or another secret is taken."""
    store = Watched()

    async def act(house: House, courier: Taken) -> None:
        chance = random.Random(5)
        raw = json.dumps(message_of()).encode()
        good = signed(raw)
        kinds = [lambda: None, lambda: "", lambda: signed(raw, b"another"), lambda: signed(raw + b" "), good.upper,
                 lambda: good[: chance.randrange(len(good))], lambda: f" {good}", lambda: chance.randbytes(32).hex(),
                 lambda: good.replace("256", "1"), lambda: good[:-1] + chance.choice("é\udcff\ud800\0")]  # fmt: skip
        for number in range(5000):
            assert await house.hook.post(raw, kinds[number % len(kinds)]()) == 401
        assert store.commits == 0
        assert right(SECRET, raw, good)
        assert await house.post(message_of()) == 200

    play(tmp_path, act, store)
    assert store.commits == 1


def mutated(tree: Any, chance: random.Random) -> Any:
    """The tree with one place in it changed, taken out or put elsewhere."""
    places: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        for key in node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
            places.append((node, key))
            walk(node[key])

    walk(tree)
    if not places:
        return tree
    node, key = chance.choice(places)
    odd = [None, 0, -1, 2**70, "", "\ud800", "x" * 5_000, [], {}, [[]], {"a": 1}, True, 1.5, "wamid.9", *INJECTED]
    if chance.random() < 0.3 and isinstance(node, dict):
        del node[key]
    else:
        node[key] = copy.deepcopy(chance.choice([*odd, chance.choice(places)[0]]))
    return tree


def test_ten_thousand_bodies_that_are_wrong_break_nothing(tmp_path: Path) -> None:
    """Never a 5xx, nothing changes but by what is still a message of ours, and then a message is answered."""
    store = Watched()

    async def act(house: House, courier: Taken) -> None:
        chance = random.Random(7)
        examples = webhook_examples()
        text = json.dumps(examples)
        for number in range(10_000):
            if number % 10:
                tree = copy.deepcopy(chance.choice(examples))
                for _ in range(chance.randint(1, 4)):
                    tree = mutated(tree, chance)
                raw = json.dumps(tree).encode()
            else:
                at = chance.randrange(len(text))
                raw = text[at : at + chance.randrange(400)].encode()
                tree = None
            before = store.commits
            assert await house.hook.post(raw, signed(raw)) == 200
            ours = [one for one in read(tree, NUMBER) if isinstance(one, Incoming)]
            assert store.commits - before == len(ours)
        await house.service.sender.drain(10)
        before = len(courier.sent)
        assert await house.post(GOOD) == 200
        assert len(courier.sent) > before

    play(tmp_path, act, store)
    assert counted(store)["passed_over", "whatsapp"] > 1000


@pytest.mark.parametrize(
    "raw",
    [b"", b"null", b"[]", b"{", b"\xff", b"NaN", b"[" * 100_000, b'"' + b"a" * 900_000 + b'"', b"9" * 5000],
    ids=range(9),
)
def test_bodies_that_are_no_webhook_are_acknowledged(tmp_path: Path, raw: bytes) -> None:
    """With the right signature, and counted: Meta would repeat them for days."""
    store = MemoryStore()
    assert play(tmp_path, lambda house, courier: house.hook.post(raw, signed(raw)), store) == 200
    assert counted(store) == {("passed_over", "whatsapp"): 1}


def test_a_body_over_a_megabyte_is_refused(tmp_path: Path) -> None:
    """Before anything of it is looked at."""
    assert play(tmp_path, lambda house, courier: house.hook.post(bytes(1_000_001), None)) == 413


@pytest.mark.parametrize("error", [StoreError("full"), Moved()])
def test_what_cannot_be_kept_is_not_acknowledged(tmp_path: Path, error: Exception) -> None:
    """503: Meta keeps it and delivers it again."""
    assert play(tmp_path, lambda house, courier: house.post(message_of()), Failing(error)) == 503


def test_a_message_that_cannot_be_handled_does_not_stop_the_others(tmp_path: Path) -> None:
    """It is counted, and what came with it is answered."""
    store = Failing(RuntimeError("a fault of ours"))

    async def act(house: House, courier: Taken) -> int:
        return await house.post(message_of())

    assert play(tmp_path, act, store) == 200
    assert counted(store) == {("passed_over", "whatsapp"): 1}


def test_a_message_is_answered_once_in_seven_days(tmp_path: Path) -> None:
    """However often Meta delivers it, for as long as it tries."""

    async def act(house: House, courier: Taken) -> None:
        await house.post(message_of())
        once = len(courier.sent)
        for _ in range(7):
            await house.post(message_of())
            house.ahead += DAY - 60
            await house.service.keep_house()
            await house.post(message_of())
            assert len(courier.sent) == once
        await house.post(message_of("hoi", "wamid.2"))
        assert len(courier.sent) == 2 * once

    play(tmp_path, act)


def test_deliveries_in_any_order_are_answered_once_each(tmp_path: Path) -> None:
    """Ten messages of thirty people, shuffled between them, some delivered five times and some in one webhook."""
    people = [f"316000000{number:02}" for number in range(30)]
    words = ["hoi", "1", "2", "1", "help", "terug", "2", "1", "menu", "3"]
    sent = [(who, message_of(text, f"wamid.{who}.{at}", who)) for at, text in enumerate(words) for who in people]

    async def act(house: House, courier: Taken) -> list[list[Tree]]:
        trees = disordered(sent, random.Random(11))
        assert len(trees) > len(sent)
        while trees:
            together, trees = trees[:2], trees[2:]
            entries = [entry for tree in together for entry in tree["entry"]]
            assert await house.post({**together[0], "entry": entries}) == 200
        return [[without_names(one) for one in courier.sent if one["to"] == who] for who in people]

    first, *others = play(tmp_path, act)
    assert all(other == first for other in others)


def test_a_typed_number_is_the_choice_with_that_number(tmp_path: Path) -> None:
    """As a press of it is; also where the choices are a list."""

    async def act(house: House, courier: Taken) -> list[list[str]]:
        await house.post(message_of())
        await house.post(message_of("2", "wamid.2"))
        second = choices(courier.sent[0])[1]
        await house.post(message_of(sender="31600000002", name="wamid.3"))
        reply = {"type": "list_reply", "list_reply": {"id": second, "title": "x"}}
        await house.post(message_of(sender="31600000002", name="wamid.4", type="interactive", interactive=reply))
        return [choices(message) for message in courier.sent]

    first, typed, again, pressed = play(tmp_path, act)
    assert first == again
    assert typed == pressed != first


def test_messages_of_one_person_in_one_webhook_are_taken_in_order(tmp_path: Path) -> None:
    """The second is an answer to what the first one asked."""
    messages = [message_of(text, f"wamid.{at}")["entry"][0]["changes"][0]["value"]["messages"][0]
                for at, text in enumerate(["hoi", "2", "1"])]  # fmt: skip

    async def together(house: House, courier: Taken) -> list[Tree]:
        await house.post(webhook_of(messages=messages))
        return courier.sent

    async def apart(house: House, courier: Taken) -> list[Tree]:
        for message in messages:
            await house.post(webhook_of(messages=[message]))
        return courier.sent

    first, second = play(tmp_path / "1", together), play(tmp_path / "2", apart)
    assert [without_names(one) for one in first] == [without_names(one) for one in second]


def test_nothing_that_somebody_typed_comes_back(tmp_path: Path) -> None:
    """Neither words nor names; so nothing that tries something reaches anybody."""

    async def act(house: House, courier: Taken) -> None:
        for number, text in enumerate(INJECTED):
            tree = message_of(text, f"wamid.{number}")
            tree["entry"][0]["changes"][0]["value"]["contacts"][0]["profile"]["name"] = f"Jan {text}"
            assert await house.post(tree) == 200
        said = json.dumps(courier.sent, ensure_ascii=False)
        assert not [text for text in (*INJECTED, "Jan") if json.dumps(text, ensure_ascii=False)[1:-1] in said]
        await house.post(GOOD)

    play(tmp_path, act)


def test_statuses_are_counted_and_nothing_else(tmp_path: Path) -> None:
    """By name and by why; a name that we do not know is not, because it could hold anything."""
    store = Watched()

    async def act(house: House, courier: Taken) -> None:
        for name in ("sent", "read", "read", "Jan Jansen"):
            assert await house.post(status_of(name, "%%%")) == 200
        for codes in ([{"code": 131026}], [{"code": "Jan"}], None):
            assert await house.post(status_of("failed", "", errors=codes)) == 200

    play(tmp_path, act, store)
    assert store.commits == 0
    assert counted(store) == {
        ("status", "sent"): 1,
        ("status", "read"): 2,
        ("status", "failed"): 3,
        ("failed", "131026"): 1,
        ("failed", "0"): 2,
    }
