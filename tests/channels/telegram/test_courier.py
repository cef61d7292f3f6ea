"""What the Bot API's answers mean for a message; one chat that has to wait holds up no other."""

import asyncio
import json
from time import monotonic, time
from typing import Any

import pytest

from bot.channels.telegram.client import Answer, Client
from bot.channels.telegram.courier import Courier, outcome
from bot.channels.telegram.notes import parsed
from bot.conversation import Letter
from bot.delivery.courier import Fate, Outcome
from bot.storage.base import NOTHING_KEPT, Change, Unsent
from bot.storage.seal import OUTBOX
from tests.channels.telegram.running import Assistant, running, sealer, until
from tests.doubles.bot_api import TOKEN, BotApi, Fault

SEND, EDIT, DELETE, ANSWER = "sendMessage", "editMessageText", "deleteMessages", "answerCallbackQuery"
PARAMS: dict[str, dict[str, Any]] = {
    SEND: {"text": "a"},
    EDIT: {"text": "b", "message_id": 5},
    DELETE: {"message_ids": [5]},
    ANSWER: {"callback_query_id": "1"},
}


def body(method: str, chat: str = "7", **params: Any) -> dict[str, Any]:
    """A message as it lies in the outbox."""
    there = {} if method == ANSWER else {"chat_id": chat}
    return {"channel": "telegram", "to": chat, "call": method, "with": {**there, **PARAMS[method], **params}}


def error(status: int, description: str = "", **parameters: int) -> Answer:
    """An error of the Bot API."""
    return Answer(status, {"ok": False, "description": f"Bad Request: {description}", "parameters": parameters})


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        (error(429, retry_after=8), Fate.LATER),
        (error(500, "Internal Server Error"), Fate.LATER),
        (error(401), Fate.LATER),
        (error(404), Fate.LATER),
        (error(403, "bot was blocked by the user"), Fate.GONE),
        (error(403, "user is deactivated"), Fate.GONE),
        (error(400, "chat not found"), Fate.GONE),
        (error(400, "message text is empty"), Fate.REFUSED),
        (error(400), Fate.REFUSED),
        (error(413), Fate.REFUSED),
        (Answer(400, {"ok": False}), Fate.REFUSED),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Answer) else value.name,
)
@pytest.mark.parametrize("method", PARAMS)
def test_an_answer_means_the_same_for_every_call(method: str, answer: Answer, fate: Fate) -> None:
    """And of what it says only its code is told."""
    assert outcome(method, answer) == Outcome(
        fate, seconds={429: 8.0, 401: 30.0, 404: 30.0}.get(answer.status, 0.0), code=str(answer.status)
    )


@pytest.mark.parametrize(
    ("method", "description"),
    [
        (ANSWER, "query is too old and response timeout expired or query ID is invalid"),
        (EDIT, "message is not modified: specified new message content and reply markup are exactly the same"),
        (EDIT, "message to edit not found"),
        (EDIT, "message can't be edited"),
        (DELETE, "message to delete not found"),
        (DELETE, "message can't be deleted for everyone"),
    ],
)
def test_what_leaves_nothing_to_do_is_done(method: str, description: str) -> None:
    """It is not told as a refusal."""
    assert outcome(method, error(400, description)).fate is Fate.SENT


@pytest.mark.parametrize(
    ("status", "fate"), [(502, Fate.UNKNOWN), (504, Fate.UNKNOWN), (200, Fate.UNKNOWN), (302, Fate.UNKNOWN),
                         (429, Fate.LATER), (403, Fate.LATER)]
)  # fmt: skip
def test_a_gateway_leaves_a_message_unknown_unless_it_turned_it_away(status: int, fate: Fate) -> None:
    """All other calls do no harm when they are made twice."""
    assert outcome(SEND, Answer(status, None)).fate is fate
    assert outcome(EDIT, Answer(status, None)).fate is Fate.LATER


@pytest.mark.parametrize(
    "tree", [{"ok": True}, {"ok": True, "result": True}, {"ok": True, "result": {"message_id": "x", "date": None}}]
)
def test_a_message_without_its_number_is_sent_all_the_same(tree: dict[str, Any]) -> None:
    """There is only nothing to wipe later."""
    assert outcome(SEND, Answer(200, tree)) == Outcome(Fate.SENT)


def test_only_new_messages_count_for_the_pace() -> None:
    """Answers to a press must come at once."""
    courier = Courier(Client(TOKEN))
    assert [courier.counts(body(method)) for method in PARAMS] == [True, False, False, False]


@pytest.mark.parametrize(
    ("fault", "method", "fate", "effects"),
    [
        (None, SEND, Fate.SENT, 1),
        (Fault("dropped"), SEND, Fate.UNKNOWN, 0),
        (Fault("dropped after"), SEND, Fate.UNKNOWN, 1),
        (Fault("gateway", status=502), SEND, Fate.UNKNOWN, 0),
        (Fault("refused", status=500), SEND, Fate.LATER, 0),
        (Fault("refused", retry_after=2), SEND, Fate.LATER, 0),
        (Fault("dropped after"), ANSWER, Fate.LATER, 0),
        (Fault("dropped"), DELETE, Fate.LATER, 0),
        (Fault("gateway", status=504), EDIT, Fate.LATER, 0),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else None,
)
def test_what_a_courier_finds_out_over_the_network(fault: Fault | None, method: str, fate: Fate, effects: int) -> None:
    """A message of which nobody knows is not sent again; what can be repeated is."""

    async def sent() -> Outcome:
        async with BotApi() as api:
            api.faults += [fault] if fault else []
            client = Client(TOKEN, api.base)
            found = await Courier(client).send(body(method))
            await client.shutdown()
            assert (len(api.messages), api.refused) == (effects, [])
            return found

    found = asyncio.run(sent())
    assert found.fate is fate
    assert TOKEN not in repr(found)
    note = parsed(found.note)
    assert (note is not None) == (fate is Fate.SENT)
    assert note is None or abs(note[1] - time()) < 5


def test_when_nobody_listens_it_is_later() -> None:
    """No connection was made, so nothing can have been sent."""

    async def sent() -> Outcome:
        async with BotApi() as api:
            base = api.base
        client = Client(TOKEN, base)
        found = await Courier(client).send(body(SEND))
        await client.shutdown()
        return found

    assert asyncio.run(sent()).fate is Fate.LATER


async def put(assistant: Assistant, chat: str, *texts: str) -> None:
    """Put messages in the outbox, as a turn does, and hand them to the sender."""
    seals, until_when = sealer(), int(time()) + 3600
    bodies = [body(SEND, chat, text=text) for text in texts]
    unsent = tuple(Unsent(seals.seal(json.dumps(one).encode(), OUTBOX)) for one in bodies)
    before = await assistant.store.load((chat.encode(),))
    change = Change(chat.encode(), before if before.version else NOTHING_KEPT, before.version + 1, b"s" * 40,
                    until_when, outbox=unsent)  # fmt: skip
    committed = await assistant.store.commit(change, until_when)
    for parcel, one in zip(committed.parcels, bodies, strict=True):
        assistant.sender.deliver(Letter(parcel, one))


def test_one_chats_429_delays_no_other() -> None:
    """python-telegram-bot's AIORateLimiter stops all calls until the one chat may go on (measured)."""

    async def play() -> None:
        async with running() as assistant:
            api = assistant.api
            api.faults.append(Fault("refused", chat="7", retry_after=1))
            begin = monotonic()
            await put(assistant, "7", "een", "twee")
            await until(lambda: api.calls)
            for chat in ("8", "9", "10"):
                await put(assistant, chat, "hallo")
            await until(lambda: len(api.made(SEND)) == 3, 0.8)
            assert {call["chat_id"] for call in api.made(SEND)} == {"8", "9", "10"}
            assert monotonic() - begin < 0.9
            await until(lambda: len(api.made(SEND)) == 5)
            assert monotonic() - begin >= 1.0
            assert [call["text"] for call in api.made(SEND, "7")] == ["een", "twee"]
            assert api.refused == []

    asyncio.run(play())


def test_a_message_of_which_nobody_knows_is_not_sent_twice() -> None:
    """The next ones of the chat go on; the refused one is given up; the rest of the outbox is empty."""

    async def play() -> None:
        async with running() as assistant:
            api = assistant.api
            api.faults += [Fault("dropped after", chat="7"), Fault("refused", chat="7", status=400)]
            await put(assistant, "7", "een", "twee", "drie")
            await until(lambda: len(api.calls) == 3)
            await assistant.sender.drain(5)
            assert [message["text"] for message in api.messages.values()] == ["een", "drie"]
            assert await assistant.store.lease(2**40, 2**40, 100) == ()

    asyncio.run(play())


def test_who_blocked_the_bot_is_forgotten() -> None:
    """With everything that is held about the chat."""

    async def play() -> None:
        async with running() as assistant:
            blocked = Fault("refused", chat="7", status=403, description="Forbidden: bot was blocked by the user")
            assistant.api.faults.append(blocked)
            await put(assistant, "7", "een", "twee")
            await assistant.sender.drain(5)
            assert await assistant.store.load((b"7",)) == NOTHING_KEPT
            assert await assistant.store.lease(2**40, 2**40, 100) == ()

    asyncio.run(play())


def test_a_chat_gets_a_short_burst_and_then_one_message_a_second() -> None:
    """As Telegram asks, so that it does not have to refuse."""

    async def play() -> list[float]:
        async with running() as assistant:
            await put(assistant, "7", *"abcd")
            await assistant.sender.drain(5)
            return [call.at for call in assistant.api.calls]

    times = asyncio.run(play())
    assert times[2] - times[0] < 0.5
    assert 0.8 < times[3] - times[0] < 2
