"""Setting up shows the same afterwards however often it is done, and changes only what differs."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.channels.telegram.client import Client
from bot.channels.telegram.setup import MOST_CONNECTIONS, SetupError, set_up, set_webhook
from tests.content_under_test import app
from tests.doubles.bot_api import TOKEN, BotApi, Fault
from tests.toys import NOW

URL, SECRET = "https://example.org/telegram", "s3cret_-S3CRET"
Use = Callable[[BotApi, Client], Awaitable[Any]]


def using(use: Use, *faults: Fault) -> Any:
    """Use a client on a server; nothing may be refused by the specification."""

    async def used() -> Any:
        async with BotApi() as api:
            api.faults += faults
            client = Client(TOKEN, api.base)
            try:
                result = await use(api, client)
            finally:
                await client.shutdown()
            assert api.refused == []
            return result

    return asyncio.run(used())


async def done(client: Client, webhook: str = "", secret: str = SECRET) -> list[str]:
    """Set up."""
    return await set_up(client, app().parts, webhook, secret, NOW)


def changes(api: BotApi) -> list[str]:
    """The calls that set something."""
    return [call.method for call in api.calls if call.method.startswith(("set", "delete"))]


def test_every_language_with_a_two_letter_code_is_set() -> None:
    """And the default, which is Dutch; Papiamentu has three letters, so it shows the default."""

    async def use(api: BotApi, client: Client) -> dict[tuple[str, str], Any]:
        assert len(await done(client)) == len(api.profile)
        return api.profile

    profile = using(use)
    expected = {"", *(code for code in app().library.spoken if len(code) == 2)}
    assert {language for what, language in profile if what == "Commands"} == expected
    assert "pap" in app().library.spoken and "pap" not in expected
    assert {what for what, _ in profile} == {"Commands", "Name", "ShortDescription", "Description"}
    assert [command["command"] for command in profile["Commands", ""]] == [
        "help", "back", "menu", "restart", "human", "privacy", "language", "wis"
    ]  # fmt: skip
    assert "Helmond" in profile["Description", "tr"] and "{" not in profile["Description", "tr"]


def test_a_text_that_is_the_default_anyway_is_not_set_again() -> None:
    """Telegram takes few changes of a name a day."""

    async def use(api: BotApi, client: Client) -> None:
        await done(client)
        assert len(api.made("setMyName")) == 1

    using(use)


def test_doing_it_twice_changes_nothing() -> None:
    """Nothing is told, and of all calls only the webhook's is made again: its secret may be another one."""

    async def use(api: BotApi, client: Client) -> None:
        assert await done(client, URL)
        before = len(changes(api))
        assert await done(client, URL) == []
        assert changes(api)[before:] == ["setWebhook"]

    using(use)


def test_only_what_differs_is_set() -> None:
    """A slip of an operator in another tool is mended."""

    async def use(api: BotApi, client: Client) -> None:
        await done(client)
        api.profile["Description", "tr"] = "oud"
        before = len(changes(api))
        assert await done(client) == ["description, tr"]
        assert changes(api)[before:] == ["setMyDescription"]

    using(use)


def test_a_webhook_comes_with_its_secret_and_goes_again() -> None:
    """What waits at Telegram stays there."""

    async def use(api: BotApi, client: Client) -> None:
        assert await set_webhook(client, URL, SECRET) == ["webhook"]
        held = api.webhook
        assert (held["url"], held["secret_token"], held["max_connections"]) == (URL, SECRET, MOST_CONNECTIONS)
        assert held["allowed_updates"] == ["message", "callback_query", "inline_query"]
        assert await set_webhook(client, URL, "another") == []
        assert api.webhook["secret_token"] == "another"
        api.webhook["allowed_updates"] = ["message"]
        assert await set_webhook(client, URL, SECRET) == ["webhook"]
        assert await set_webhook(client, "", "") == ["webhook taken away"]
        assert await set_webhook(client, "", "") == []
        assert [call.get("drop_pending_updates") for call in api.made("deleteWebhook")] in ([False], [None])
        assert api.made("setWebhook")[0].get("drop_pending_updates") in (False, None)

    using(use)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("refused", status=401, description="Unauthorized"), "is the token right"),
        (Fault("refused", status=404, description="Not Found"), "is the token right"),
        (Fault("refused", retry_after=77), "try again in 77 seconds"),
        (Fault("refused", "setWebhook", status=400, description="Bad Request: bad webhook: HTTPS"), "Bad webhook"),
        (Fault("refused", status=409, description="Conflict"), "Conflict"),
        (Fault("refused", status=500, description="oops"), "cannot be reached"),
        (Fault("gateway", status=502), "cannot be reached"),
        (Fault("dropped"), "cannot be reached"),
    ],
    ids=lambda value: f"{value.kind} {value.status}" if isinstance(value, Fault) else "",
)
def test_a_refusal_is_one_line_for_an_operator(fault: Fault, told: str) -> None:
    """It says what to do, and not the token."""

    async def use(api: BotApi, client: Client) -> None:
        for act in (set_webhook, done):
            fault.times = 1
            with pytest.raises(SetupError, match=told) as raised:
                await act(client, URL, SECRET)
            assert "\n" not in str(raised.value)
            assert TOKEN not in str(raised.value)

    using(use, fault)
