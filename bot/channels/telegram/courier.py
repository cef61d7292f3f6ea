"""Takes calls to the Bot API. What an answer means is a table; only codes are taken from it."""

from collections.abc import Mapping
from typing import Any

from bot.channels.telegram import CHANNEL
from bot.channels.telegram.client import Answer, Client, Lost, NotSent
from bot.channels.telegram.notes import note
from bot.delivery.courier import Fate, Outcome, Pace

PACED = "sendMessage"
"""The call of which Telegram takes only so many. It is also the only one that must not be made twice."""
AS_GOOD_AS_DONE = (
    "query is too old", "message is not modified", "message to delete not found", "message to edit not found",
    "message can't be deleted", "message can't be edited", "message identifiers are not specified",
)  # fmt: skip
"""Refusals that leave nothing to do."""
AWAY = ("chat not found", "user is deactivated", "bot was blocked", "bot can't initiate conversation")
UNKNOWN_TOKEN = (401, 404)
TOKEN_WAIT = 30.0


class Courier:
    """The courier (`bot.delivery.courier`) of Telegram."""

    channel = CHANNEL
    pace = Pace(30, 30)
    """To all chats together. Source: Telegram, Bots FAQ, broadcasting."""
    chat_pace = Pace(1, 3)
    """To one chat, short bursts allowed. Source: the same."""
    can_tell = False

    def __init__(self, client: Client) -> None:
        self._client = client

    def counts(self, body: Mapping[str, object]) -> bool:
        """True for new messages."""
        return body["call"] == PACED

    async def send(self, body: Mapping[str, Any]) -> Outcome:
        """Make the call once. Raises nothing."""
        method = body["call"]
        try:
            answer = await self._client.call(method, body["with"])
        except NotSent as error:
            return Outcome(Fate.LATER, code=str(error))
        except Lost as error:
            return Outcome(Fate.UNKNOWN if method == PACED else Fate.LATER, code=str(error))
        return outcome(method, answer)


def outcome(method: str, answer: Answer) -> Outcome:
    """What an answer to a call means."""
    tree, status = answer.tree, answer.status
    if tree is None:  # a gateway spoke, not the Bot API: only when it turned the call away is it known how far it came
        unsure = method == PACED and not 400 <= status < 500
        return Outcome(Fate.UNKNOWN if unsure else Fate.LATER, code=str(status))
    if tree.get("ok"):
        return Outcome(Fate.SENT, note=_note(tree.get("result")) if method == PACED else "")
    if status == 429:
        return Outcome(Fate.LATER, seconds=answer.wait or 1.0, code="429")
    if status >= 500 or status in UNKNOWN_TOKEN:
        return Outcome(Fate.LATER, seconds=TOKEN_WAIT if status in UNKNOWN_TOKEN else 0.0, code=str(status))
    said = str(tree.get("description", "")).casefold()
    if status == 403 or any(words in said for words in AWAY):
        return Outcome(Fate.GONE, code=str(status))
    done = any(words in said for words in AS_GOOD_AS_DONE)
    return Outcome(Fate.SENT if done else Fate.REFUSED, code=str(status))


def _note(result: object) -> str:
    if isinstance(result, dict) and isinstance(result.get("message_id"), int) and isinstance(result.get("date"), int):
        return note(result["message_id"], result["date"])
    return ""
