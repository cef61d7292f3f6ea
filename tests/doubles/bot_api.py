"""A Bot API server for tests and benches, over real HTTP: updates with their offset, messages, a profile, and faults.

It keeps every call as it came; `refused` holds them against the published specification. Started by itself it is a
process of its own: `python -m tests.doubles.bot_api --port 8081` answers `GET /log` with its calls and takes
`POST /queue` (a list of updates) and `POST /faults` (a list of faults, `Fault`'s fields).
"""

import argparse
import asyncio
import contextlib
import json
import sys
import time
from collections import deque
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any, Literal, Self

import aiohttp
from aiohttp import web

from tests.doubles.markup import MarkupError, parsed
from tests.judges import telegram_problems

TOKEN = "4200:AAH-double_of_the_bot_api_0123456789abcdef"
BOT = {"id": 4200, "is_bot": True, "first_name": "Thuiswijzer", "username": "thuiswijzer_bot"}
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
TEXTS = frozenset(
    {"text", "chat_id", "callback_query_id", "inline_query_id", "language_code", "name", "description", "url",
     "short_description", "secret_token", "parse_mode"}
)  # fmt: skip
"""Parameters that are text, when a call comes as a form and not as JSON."""
LONGEST = 4096
CHANGING = ("text", "entities", "reply_markup")
PROFILE = {"Name": "name", "ShortDescription": "short_description", "Description": "description"}
Params = dict[str, Any]


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next calls that it is for."""

    kind: Literal["refused", "gateway", "dropped", "dropped after", "slow"]
    """Answered with an error, by a gateway in HTML, cut off before or after the effect, or answered late."""
    method: str = ""
    """Empty: any call but getUpdates."""
    chat: str = ""
    """Empty: any chat."""
    times: int = 1
    status: int = 429
    description: str = "Too Many Requests"
    retry_after: int = 0
    seconds: float = 0.0

    def hits(self, method: str, params: Params) -> bool:
        """True when it is for this call."""
        right = method.casefold() == self.method.casefold() if self.method else method != "getUpdates"
        return self.times > 0 and right and self.chat in ("", str(params.get("chat_id", "")))


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it came, and what it was answered with: the HTTP status, 0 for a connection that was cut."""

    method: str
    params: Params
    at: float
    """Seconds of `time.monotonic`."""
    status: int


class Refusal(Exception):  # noqa: N818  as the Bot API calls it
    """The Bot API's answer when it does not do what was asked."""

    def __init__(self, status: int, description: str, retry_after: int = 0) -> None:
        super().__init__(description)
        self.status, self.description, self.retry_after = status, description, retry_after


class BotApi:
    """The server; `async with BotApi() as api` starts and stops it. `port` 0 takes any free one."""

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.pending: deque[Params] = deque()
        """Updates that were not confirmed by a higher offset."""
        self.messages: dict[tuple[str, int], Params] = {}
        """What stands in the chats, by chat and message id."""
        self.profile: dict[tuple[str, str], Any] = {}
        """What was set, by its name and language."""
        self.webhook: Params = {"url": ""}
        self.peers: set[Any] = set()
        """Addresses from which calls came: one for each connection."""
        self._ids = count(1001)
        self._updates = count(1)
        self._news = asyncio.Event()
        self._polls = 0

    @property
    def base(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def refused(self) -> list[str]:
        """Why the Bot API would refuse the calls that came, as its specification says."""
        return [problem for call in self.calls for problem in telegram_problems(call.method, call.params)]

    def made(self, method: str, chat: str = "") -> list[Params]:
        """The parameters of the calls of one method that had their effect."""
        right = [call for call in self.calls if call.method == method and call.status == 200]
        return [call.params for call in right if chat in ("", str(call.params.get("chat_id", "")))]

    def queue(self, *updates: Params) -> None:
        """Updates for whoever polls; one without an id gets the next."""
        self.pending.extend(self.numbered(*updates))
        self._news.set()

    def numbered(self, *updates: Params) -> list[Params]:
        """The updates, each with an id."""
        return [{"update_id": next(self._updates), **update} for update in updates]

    async def post(
        self, update: Params, url: str = "", secret: str = "", session: aiohttp.ClientSession | None = None
    ) -> int:
        """Bring one update to the webhook (the one that was set, when left out), once; the status it answers."""
        headers = {SECRET_HEADER: secret or self.webhook.get("secret_token", "")}
        own = session or aiohttp.ClientSession()
        try:
            async with own.post(url or self.webhook["url"], json=update, headers=headers) as answer:
                return answer.status
        finally:
            if session is None:
                await own.close()

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._served, access_log=None), shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *exception: object) -> None:
        self._news.set()
        await self._runner.cleanup()

    async def _served(self, request: web.BaseRequest) -> web.StreamResponse:
        if not request.path.startswith("/bot"):
            return await self._driven(request)
        token, _, method = request.path.removeprefix("/bot").partition("/")
        self.peers.add(request.transport and request.transport.get_extra_info("peername"))
        params = await _params(request)
        fault = next((fault for fault in self.faults if fault.hits(method, params)), None)
        if fault:
            fault.times -= 1
        try:
            if token != TOKEN:
                raise Refusal(401, "Unauthorized")
            result = await self._faulty(method, params, fault)
        except Refusal as refusal:
            return self._answered(method, params, refusal)
        if result is CUT:
            self.calls.append(Call(method, params, time.monotonic(), 0))
            if request.transport:
                request.transport.abort()
            return web.Response()
        if isinstance(result, web.Response):
            self.calls.append(Call(method, params, time.monotonic(), result.status))
            return result
        self.calls.append(Call(method, params, time.monotonic(), 200))
        return _json({"ok": True, "result": result})

    def _answered(self, method: str, params: Params, refusal: Refusal) -> web.Response:
        self.calls.append(Call(method, params, time.monotonic(), refusal.status))
        tree: Params = {"ok": False, "error_code": refusal.status, "description": refusal.description}
        if refusal.retry_after:
            tree["parameters"] = {"retry_after": refusal.retry_after}
        return _json(tree, refusal.status)

    async def _faulty(self, method: str, params: Params, fault: Fault | None) -> Any:
        match fault.kind if fault else "":
            case "refused":
                assert fault is not None
                raise Refusal(fault.status, fault.description, fault.retry_after)
            case "gateway":
                assert fault is not None
                return web.Response(status=fault.status, text="<html>nginx</html>", content_type="text/html")
            case "dropped":
                return CUT
            case "dropped after":
                await self._done(method, params)
                return CUT
            case "slow":
                assert fault is not None
                await asyncio.sleep(fault.seconds)
        return await self._done(method, params)

    async def _done(self, method: str, params: Params) -> Any:
        if method.startswith(("getMy", "setMy")):
            return self._profiled(method, params)
        effect = getattr(self, f"_{method.casefold()}", None)
        if effect is None:
            raise Refusal(404, "Not Found: method not found")
        result = effect(params)
        return await result if asyncio.iscoroutine(result) else result

    def _profiled(self, method: str, params: Params) -> Any:
        what, language = method[5:], params.get("language_code", "")
        field = PROFILE.get(what)
        if method.startswith("set"):
            self.profile[what, language] = params.get(field) if field else params["commands"]
            return True
        held = self.profile.get((what, language))
        return {field: held or ""} if field else (held or [])

    def _getme(self, params: Params) -> Any:
        more = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries", "can_connect_to_business",
                "has_main_web_app")  # fmt: skip
        return BOT | dict.fromkeys(more, False)

    async def _getupdates(self, params: Params) -> Any:
        if self.webhook["url"]:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        offset, kinds = params.get("offset", 0), set(params.get("allowed_updates", ()))
        self._polls += 1
        mine, until = self._polls, time.monotonic() + params.get("timeout", 0)
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        while True:
            wanted = [update for update in self.pending if not kinds or kinds & update.keys()]
            left = until - time.monotonic()
            if wanted or left <= 0:
                return wanted[: params.get("limit", 100)]
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(left, 0.5))
            if mine != self._polls:
                raise Refusal(409, "Conflict: terminated by other getUpdates request")

    def _sendmessage(self, params: Params) -> Any:
        chat, number = str(params["chat_id"]), next(self._ids)
        message = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": int(chat), "type": "private" if int(chat) > 0 else "supergroup"},
            "from": BOT,
            **_read(params),
        }
        self.messages[chat, number] = message
        return message

    def _editmessagetext(self, params: Params) -> Any:
        message = self.messages.get((str(params["chat_id"]), params["message_id"]))
        if message is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        said = {name: message[name] for name in ("text", "entities") if name in message}
        new = _read(params) if "text" in params else said | _keyboard(params)
        if new == said | _keyboard(message):
            raise Refusal(400, "Bad Request: message is not modified: the new content is the same")
        for name in CHANGING:
            message.pop(name, None)
        message.update(new)
        return message

    _editmessagereplymarkup = _editmessagetext

    def _deletemessages(self, params: Params) -> Any:
        for number in params["message_ids"]:
            self.messages.pop((str(params["chat_id"]), number), None)
        return True

    def _answercallbackquery(self, params: Params) -> Any:
        return True

    _answerinlinequery = _answercallbackquery

    def _setwebhook(self, params: Params) -> Any:
        self.webhook = {"url": "", **params}
        return True

    def _deletewebhook(self, params: Params) -> Any:
        self.webhook = {"url": ""}
        return True

    def _getwebhookinfo(self, params: Params) -> Any:
        told = {name: value for name, value in self.webhook.items() if name != "secret_token"}
        return {"has_custom_certificate": False, "pending_update_count": len(self.pending), **told}

    async def _driven(self, request: web.BaseRequest) -> web.Response:
        """What a test asks of a process of its own."""
        if request.path == "/log":
            return _json([asdict(call) for call in self.calls])
        given = await request.json()
        if request.path == "/queue":
            self.queue(*given)
        elif request.path == "/faults":
            self.faults += [Fault(**one) for one in given]
        else:
            return _json(None, 404)
        return _json(len(given))


CUT = object()
"""The connection is cut instead of an answer."""


def _read(params: Params) -> Params:
    """What a message shows: its text without markup, its entities, its keyboard."""
    try:
        text, entities = parsed(params.get("text", "")) if params.get("parse_mode") else (params.get("text", ""), [])
    except MarkupError as error:
        raise Refusal(400, f"Bad Request: can't parse entities: {error}") from None
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) > 2 * LONGEST:
        raise Refusal(400, "Bad Request: message is too long")
    return {"text": text, **({"entities": entities} if entities else {}), **_keyboard(params)}


def _keyboard(shown: Params) -> Params:
    return {"reply_markup": shown["reply_markup"]} if shown.get("reply_markup") else {}


async def _params(request: web.BaseRequest) -> Params:
    if request.content_type == "application/json":
        tree = await request.json()
        return tree if isinstance(tree, dict) else {}
    return {name: value if name in TEXTS else _value(str(value)) for name, value in (await request.post()).items()}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _json(tree: Any, status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(tree).encode(), status=status, content_type="application/json")


async def _always(port: int) -> None:
    async with BotApi(port) as api:
        sys.stdout.write(f"{api.port}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="A Bot API server for tests; it tells its port on standard output.")
    arguments.add_argument("--port", type=int, default=0)
    asyncio.run(_always(arguments.parse_args().port))
