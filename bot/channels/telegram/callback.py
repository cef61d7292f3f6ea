"""What a button carries: its question and its choice, signed for one chat. Nothing about it is stored.

Telegram gives a button 64 bytes and brings them back when it is pressed, perhaps weeks later, perhaps made up by a
changed app. So the names go as short hashes, which are looked up among all the names that the content has, and a tag
over them and the chat tells whether we made it. A press that we did not make, or that the content no longer knows,
becomes a press of nothing, which the engine answers kindly: that button is old.

Layout, in base64url: version (1 byte), question (6), choice (6), tag (8).
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256

from bot.core.common import COMMANDS
from bot.core.inputs import Pressed
from bot.core.library import Library
from bot.core.prepared import LANGUAGE
from bot.core.questions import CHANGE, KEEP, MORE, NEED
from bot.core.state import ENGINE
from bot.core.vocabulary import NEEDS, SLOTS, UNSAID

VERSION = b"\x01"
NAME, TAG = 6, 8
SIZE = len(VERSION) + 2 * NAME + TAG
OLD = Pressed("", "")
"""The press of a button that is not ours, or no longer."""


def secret_of(token: str) -> bytes:
    """The key for signing, made of the bot token: extracted and expanded as in HKDF (RFC 5869), 32 bytes."""
    extracted = hmac.digest(b"thuiswijzer telegram", token.encode(), "sha256")
    return hmac.digest(extracted, b"callback data\x01", "sha256")


def hashed(name: str) -> bytes:
    """The short hash that stands for a name."""
    return sha256(name.encode(errors="replace")).digest()[:NAME]


class Signer:
    """Signs with one secret."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def data(self, chat: str, at: str, choice: str) -> str:
        """What the button of `choice` under the question `at` (`flow.step`) carries in one chat: 28 characters."""
        body = VERSION + hashed(at) + hashed(choice)
        tag = hmac.digest(self._secret, body + chat.encode(errors="replace"), "sha256")[:TAG]
        return urlsafe_b64encode(body + tag).decode()


class Presses:
    """Reads what buttons bring back, for one library."""

    def __init__(self, library: Library, signer: Signer) -> None:
        self._signer = signer
        self._places = _table(places(library))
        self._choices = _table(choices(library))

    def read(self, chat: str, data: str) -> Pressed:
        """The press that some callback data stands for; `OLD` for whatever is not ours. Raises nothing."""
        try:
            body = urlsafe_b64decode(data)
        except ValueError:  # also what is no base64 or not even ASCII
            return OLD
        if len(body) != SIZE:
            return OLD
        start = len(VERSION)
        at = self._places.get(body[start : start + NAME])
        choice = self._choices.get(body[start + NAME : start + 2 * NAME])
        if at is None or choice is None:
            return OLD
        right = self._signer.data(chat, at, choice)
        return Pressed(choice, at) if hmac.compare_digest(right.encode(), data.encode()) else OLD


def places(library: Library) -> set[str]:
    """Every `flow.step` that can be open; the empty one is of buttons that stand under no question."""
    return {"", f"{ENGINE}.{CHANGE}", *(f"{flow}.{step}" for flow, step in library.questions)}


def choices(library: Library) -> set[str]:
    """Every id that a button can have."""
    asked = {option.id for question in library.questions.values() for option in question.options}
    needs = {NEED + need for need in NEEDS}
    languages = {LANGUAGE + code for code in library.languages}
    return {*asked, *needs, *languages, UNSAID, MORE, KEEP, *SLOTS, *COMMANDS}


def _table(names: Iterable[str]) -> dict[bytes, str]:
    return {hashed(name): name for name in names}
