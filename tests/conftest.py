"""What all tests share: they use no network, and files of the checkout are found from `ROOT`.

A test that needs more than this builds it itself, so that it can be read alone.
"""

import socket
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout: where README.md, bot/ and dialogues/ are."""
    return ROOT


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine, so that no test depends on the world."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in ("", "localhost", "127.0.0.1", "::1"):
            raise RuntimeError("a test tried to use the network")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)
