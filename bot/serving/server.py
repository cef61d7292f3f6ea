"""The server that the platforms reach: their webhooks and a health page, and nothing else yet.

A body is read in pieces and given up at its limit, so that nobody fills the memory. What a webhook answers is decided
in the channels; this only carries it.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

MOST_BYTES = 1_000_000
TELEGRAM, WHATSAPP, HEALTH = "/telegram", "/whatsapp", "/health"


class TelegramWebhook(Protocol):
    """`bot.channels.telegram.webhook`."""

    async def post(self, raw: bytes, secret_header: str | None) -> int: ...


class WhatsAppWebhook(Protocol):
    """`bot.channels.whatsapp.webhook`."""

    def get(self, params: Mapping[str, str]) -> tuple[int, str]: ...

    async def post(self, raw: bytes, signature: str | None) -> int: ...


def application(telegram: TelegramWebhook | None, whatsapp: WhatsAppWebhook | None) -> Starlette:
    """The ASGI application with the webhooks of the channels that are on."""
    routes = [Route(HEALTH, _health)]
    if telegram:
        routes.append(Route(TELEGRAM, _posted(telegram.post, "X-Telegram-Bot-Api-Secret-Token"), methods=["POST"]))
    if whatsapp:
        posted, handshake = _posted(whatsapp.post, "X-Hub-Signature-256"), _handshake(whatsapp)
        routes += [
            Route(WHATSAPP, posted, methods=["POST"]),
            Route(WHATSAPP, handshake, methods=["GET"]),
        ]
    return Starlette(routes=routes)


async def _health(request: Request) -> Response:
    del request
    return PlainTextResponse("ok")


def _posted(
    post: Callable[[bytes, str | None], Awaitable[int]], header: str
) -> Callable[[Request], Awaitable[Response]]:
    async def posted(request: Request) -> Response:
        raw = await _body(request)
        return Response(status_code=413 if raw is None else await post(raw, request.headers.get(header)))

    return posted


def _handshake(whatsapp: WhatsAppWebhook) -> Callable[[Request], Awaitable[Response]]:
    async def handshake(request: Request) -> Response:
        status, text = whatsapp.get(request.query_params)
        return PlainTextResponse(text, status)

    return handshake


async def _body(request: Request) -> bytes | None:
    """The body; None when it is longer than we take."""
    pieces: list[bytes] = []
    size = 0
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > MOST_BYTES:
                return None
            pieces.append(piece)
    except ClientDisconnect:
        return b""
    return b"".join(pieces)
