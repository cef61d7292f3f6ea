"""Names without names and sealed bytes: what a store gets instead of chat ids and states.

A chat key is a keyed hash, so that nobody without the key can tell whose it is, not even by trying all phone numbers.
Everything else is sealed with AES-256-GCM (NIST SP 800-38D), bound to what it is for. Keys come from `keys` and are
short-lived: once the key of a day is destroyed, whatever was sealed with it is noise.
"""

import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET = 32
MARK = 4
"""Bytes before every sealed text that say with which key it was sealed; random, so they say no date."""
NONCE = 12
HASH = 16

STATE, OUTBOX, NOTE = b"state", b"outbox", b"note"
"""What sealed bytes are for: a state cannot be put in the place of a message."""


class SealError(Exception):
    """These bytes were not sealed with a key that still exists, or not for this."""


@dataclass(frozen=True)
class Key:
    """One secret and what is derived from it."""

    mark: bytes
    made: int
    """The day (since 1970, UTC) it is made for."""
    secret: bytes = field(repr=False)
    chat: bytes = field(init=False, repr=False, compare=False)
    message: bytes = field(init=False, repr=False, compare=False)
    aead: AESGCM = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "chat", self._derived(b"chat"))
        object.__setattr__(self, "message", self._derived(b"message"))
        object.__setattr__(self, "aead", AESGCM(self._derived(b"seal")))

    def _derived(self, purpose: bytes) -> bytes:
        return HKDF(SHA256(), SECRET, None, b"thuiswijzer " + purpose).derive(self.secret)


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys that exist now, each newest first."""

    days: tuple[Key, ...]
    """For chats and what is sealed: renewed daily, destroyed when nothing needs them."""
    weeks: tuple[Key, ...]
    """For message ids alone, so that a message that is delivered again within 7 days is known: this week's and last."""


class Sealer:
    """Seals and opens with the keys that `ring` gives at that moment."""

    def __init__(self, ring: Callable[[], Ring], chance: Callable[[int], bytes] = os.urandom) -> None:
        self._ring = ring
        self._chance = chance

    def chats(self, channel: str, chat: str) -> tuple[bytes, ...]:
        """The chat keys of a chat: the one to use, then those under which it may still be held (16 bytes each)."""
        return tuple(_hash(key.chat, channel, chat) for key in self._ring().days)

    def message(self, channel: str, message: str) -> tuple[bytes, ...]:
        """Keyed hashes of a platform's message id: the one to remember first (16 bytes each)."""
        return tuple(_hash(key.message, channel, message) for key in self._ring().weeks)

    def seal(self, plain: bytes, purpose: bytes) -> bytes:
        """Mark, nonce, and the sealed text."""
        key = self._ring().days[0]
        nonce = self._chance(NONCE)
        return key.mark + nonce + key.aead.encrypt(nonce, plain, purpose)

    def open(self, sealed: bytes, purpose: bytes) -> bytes:
        """What was sealed.

        Raises:
            SealError: when no existing key opens it for this purpose.
        """
        mark, nonce, rest = sealed[:MARK], sealed[MARK : MARK + NONCE], sealed[MARK + NONCE :]
        for key in self._ring().days:
            if key.mark == mark:
                try:
                    return key.aead.decrypt(nonce, rest, purpose)
                except (InvalidTag, ValueError):
                    break
        raise SealError("no key opens this")


def _hash(key: bytes, channel: str, name: str) -> bytes:
    return hmac.digest(key, f"{channel}\0{name}".encode("utf-8", "surrogatepass"), "sha256")[:HASH]
