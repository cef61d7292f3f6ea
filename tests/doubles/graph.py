"""A Graph server for tests and benches, over real HTTP: messages of a WhatsApp number, their statuses, and faults.

It keeps every call as it came and answers as the Cloud API does what its specification refuses. Started by itself it is
a process of its own: `python -m tests.doubles.graph --port 8082 --webhook URL` answers `GET /log` with its calls and
takes `POST /faults` (a list of faults, `Fault`'s fields).
"""

import argparse
import asyncio
import hmac
import json
import random
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any, Literal, Self

import aiohttp
from aiohttp import web

from tests.judges import whatsapp_problems

NUMBER = "106540352242922"
"""Our phone number id, that of Meta's own examples."""
TOKEN = "EAAG-double-of-the-graph-api"
SECRET = b"app secret of the double"
SIGNATURE = "X-Hub-Signature-256"
TOLD = ("sent", "delivered")
Tree = dict[str, Any]


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next messages that it is for."""

    kind: Literal["refused", "gateway", "gateway after", "dropped", "dropped after", "slow"]
    """Answered with an error of the API, by a gateway in HTML before or after the effect, cut off likewise, or late."""
    chat: str = ""
    """Empty: any chat."""
    times: int = 1
    status: int = 400
    code: int = 130429
    transient: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Call:
    """One message as it came, and what it was answered with: the HTTP status, 0 for a connection that was cut."""

    message: Tree
    at: float
    """Seconds of `time.monotonic`."""
    status: int
    done: bool
    """True when the person got it."""


class Graph:
    """The server; `async with Graph() as graph` starts and stops it. `port` 0 takes any free one.

    `webhook`: where statuses are posted, signed; empty: nowhere.
    """

    def __init__(self, webhook: str = "", port: int = 0) -> None:
        self.webhook = webhook
        self.port = port
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.refused: list[str] = []
        """Why the Cloud API would refuse the messages that came, as its specification says."""
        self.answers: list[int] = []
        """What the webhook answered to statuses."""
        self.peers: set[Any] = set()
        """Addresses from which calls came: one for each connection."""
        self._ids = count(1)
        self._telling: set[asyncio.Task[None]] = set()

    @property
    def base(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.port}"

    def got(self, chat: str = "") -> list[Tree]:
        """The messages that a person got, in order."""
        return [call.message for call in self.calls if call.done and chat in ("", _to(call.message))]

    async def told(self) -> None:
        """Wait until the statuses of all messages so far were posted."""
        while self._telling:
            await asyncio.gather(*self._telling)

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        self._runner = web.ServerRunner(web.Server(self._served, access_log=None), shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *exception: object) -> None:
        for task in list(self._telling):
            task.cancel()
        await asyncio.gather(*self._telling, return_exceptions=True)
        await self._session.close()
        await self._runner.cleanup()

    async def _served(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/log":
            return _json([asdict(call) for call in self.calls])
        if request.path == "/faults":
            self.faults += [Fault(**one) for one in await request.json()]
            return _json(None)
        self.peers.add(request.transport and request.transport.get_extra_info("peername"))
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return _error(401, 190)
        if not request.path.endswith(f"/{NUMBER}/messages"):
            return _error(404, 100)
        return await self._sent(request, await request.json())

    async def _sent(self, request: web.BaseRequest, message: Tree) -> web.Response:
        fault = next((one for one in self.faults if one.times > 0 and one.chat in ("", _to(message))), None)
        if fault:
            fault.times -= 1
        kind = fault.kind if fault else ""
        if fault and kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault and kind == "refused":
            return self._answered(message, _error(fault.status, fault.code, fault.transient))
        if kind not in ("dropped", "gateway"):
            if problems := _problems(message):
                self.refused += problems
                return self._answered(message, _error(400, 100))
            name = self._done(message)
        if fault and kind.startswith("gateway"):
            html = web.Response(status=fault.status, text="<html>nginx</html>", content_type="text/html")
            return self._answered(message, html, done=kind != "gateway")
        if kind.startswith("dropped"):
            self.calls.append(Call(message, time.monotonic(), 0, kind != "dropped"))
            if request.transport:
                request.transport.abort()
            return web.Response()
        contacts = [{"input": _to(message), "wa_id": _to(message)}]
        tree = {"messaging_product": "whatsapp", "contacts": contacts, "messages": [{"id": name}]}
        return self._answered(message, _json(tree), done=True)

    def _answered(self, message: Tree, answer: web.Response, done: bool = False) -> web.Response:
        self.calls.append(Call(message, time.monotonic(), answer.status, done))
        return answer

    def _done(self, message: Tree) -> str:
        name = f"wamid.out.{next(self._ids)}"
        if self.webhook:
            task = asyncio.get_running_loop().create_task(self._tell(name, message))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)
        return name

    async def _tell(self, name: str, message: Tree) -> None:
        """Post the statuses, each until it is taken, as Meta does."""
        for status in TOLD:
            tree = status_of(status, message.get("biz_opaque_callback_data", ""), name)
            while (answer := await self.post(tree)) != 200:
                self.answers.append(answer)
                await asyncio.sleep(0.05)
            self.answers.append(answer)

    async def post(self, tree: Tree, url: str = "") -> int:
        """Bring a webhook once, signed; the status that it is answered with, 0 when there was no answer."""
        raw = json.dumps(tree).encode()
        try:
            async with self._session.post(url or self.webhook, data=raw, headers={SIGNATURE: signed(raw)}) as answer:
                return answer.status
        except aiohttp.ClientError:
            return 0


def signed(raw: bytes, secret: bytes = SECRET) -> str:
    """The header that Meta would send along."""
    return "sha256=" + hmac.new(secret, raw, "sha256").hexdigest()


def webhook_of(number: str = NUMBER, **value: Any) -> Tree:
    """A webhook with these fields in its value."""
    metadata = {"display_phone_number": "15550783881", "phone_number_id": number}
    change = {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}


def message_of(
    body: str = "hoi", name: str = "wamid.1", sender: str = "31600000001", user: str = "", **fields: Any
) -> Tree:
    """A webhook with one message, a text unless `fields` say otherwise; `user` is a business-scoped user id."""
    one = {"from": sender, "id": name, "timestamp": "1749416383", "type": "text", "text": {"body": body}, **fields}
    contact = {"profile": {"name": "Sheena Nelson"}, "wa_id": sender}
    if user:
        one["from_user_id"] = contact["user_id"] = user
    return webhook_of(contacts=[contact], messages=[one])


def status_of(status: str, opaque: object, name: str = "wamid.out", **fields: Any) -> Tree:
    """A webhook that tells what became of a message."""
    one = {"id": name, "status": status, "timestamp": "1749416390", "recipient_id": "31600000001", **fields}
    contact = {"wa_id": "31600000001", "user_id": "NL.13491208655302741918"}
    return webhook_of(contacts=[contact], statuses=[{**one, "biz_opaque_callback_data": opaque}])


def disordered(
    deliveries: Iterable[tuple[str, Tree]], chance: random.Random, share: float = 0.3, most: int = 5
) -> list[Tree]:
    """Deliveries (chat and webhook) shuffled between chats, `share` of them repeated later, up to `most` times in all.

    Within a chat the first delivery of each keeps its order, as a person sent them.
    """
    chats: dict[str, list[Tree]] = {}
    for chat, tree in deliveries:
        chats.setdefault(chat, []).append(tree)
    order = [chat for chat, trees in chats.items() for _ in trees]
    chance.shuffle(order)
    turns = {chat: iter(trees) for chat, trees in chats.items()}
    placed = [(float(place), next(turns[chat])) for place, chat in enumerate(order)]
    for place, tree in list(placed):
        if chance.random() < share:
            placed += [(place + chance.expovariate(0.1), tree) for _ in range(chance.randint(1, most - 1))]
    return [tree for _, tree in sorted(placed, key=lambda pair: pair[0])]


def _problems(message: Tree) -> list[str]:
    """What the API refuses, and what it would take in vain: a business-scoped id in `to` it delivers to nobody.

    The specification is older than `recipient`, where such an id belongs, and lets a text be empty.
    """
    judged = dict(message)
    if "recipient" in judged and "to" not in judged:
        judged["to"] = judged.pop("recipient")
    found = ["to: a business-scoped user id"] if "." in str(message.get("to", "")) else []
    said = message.get("text", {}).get("body") or message.get("interactive", {}).get("body", {}).get("text")
    return [*found, *([] if said else ["body: empty"]), *whatsapp_problems(judged)]


def _to(message: Tree) -> str:
    return str(message.get("to") or message.get("recipient", ""))


def _error(status: int, code: int, transient: bool = False) -> web.Response:
    error = {"message": f"(#{code}) refused", "type": "OAuthException", "code": code, "is_transient": transient}
    return _json({"error": {**error, "fbtrace_id": "double"}}, status)


def _json(tree: Any, status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(tree).encode(), status=status, content_type="application/json")


async def _always(port: int, webhook: str) -> None:
    async with Graph(webhook, port) as graph:
        sys.stdout.write(f"{graph.port}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="A Graph server for tests; it tells its port on standard output.")
    arguments.add_argument("--port", type=int, default=0)
    arguments.add_argument("--webhook", default="")
    given = arguments.parse_args()
    asyncio.run(_always(given.port, given.webhook))
