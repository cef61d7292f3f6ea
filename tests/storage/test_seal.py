"""Sealing: nothing opens without its key, for another purpose, or when a bit was changed."""

import pytest

from bot.storage.keys import DAY, renewed
from bot.storage.seal import MARK, NOTE, OUTBOX, STATE, Key, Ring, Sealer, SealError

NOW = 20_000 * DAY


def counting(start: int = 0) -> object:
    """Chance that is no chance: every call gives other bytes."""
    state = [start]

    def chance(size: int) -> bytes:
        state[0] += 1
        return (state[0].to_bytes(4, "big") * (size // 4 + 1))[:size]

    return chance


def ring(now: int = NOW, before: Ring = Ring((), ()), start: int = 0) -> Ring:  # noqa: B008  it is frozen
    """Keys for a moment."""
    return renewed(before, now, counting(start))  # type: ignore[arg-type]


def test_what_is_sealed_opens_again() -> None:
    """With the same key, for the same purpose; twice the same text is not the same bytes."""
    sealer = Sealer(lambda: keys)
    keys = ring()
    for purpose in (STATE, OUTBOX, NOTE):
        sealed = sealer.seal(b"text", purpose)
        assert sealer.open(sealed, purpose) == b"text"
        assert b"text" not in sealed
        assert sealed != sealer.seal(b"text", purpose)


def test_it_opens_for_nothing_else() -> None:
    """Another purpose, another key, a changed bit, too few bytes."""
    keys, others = ring(), ring(start=99)
    sealed = Sealer(lambda: keys).seal(b"text", STATE)
    sealer = Sealer(lambda: keys)
    wrong = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))]
    for bad in [*wrong, b"", sealed[:10], sealed[:-1]]:
        with pytest.raises(SealError):
            sealer.open(bad, STATE)
    with pytest.raises(SealError):
        sealer.open(sealed, OUTBOX)
    with pytest.raises(SealError):
        Sealer(lambda: others).open(sealed, STATE)


def test_yesterdays_seal_opens_while_its_key_exists() -> None:
    """And today's key is the one that seals."""
    yesterday = ring()
    today = ring(NOW + DAY, yesterday, 50)
    sealed = Sealer(lambda: yesterday).seal(b"text", STATE)
    assert Sealer(lambda: today).open(sealed, STATE) == b"text"
    assert Sealer(lambda: today).seal(b"text", STATE)[:MARK] == today.days[0].mark != yesterday.days[0].mark


def test_a_chat_has_another_name_each_day_and_in_each_channel() -> None:
    """And nothing of the chat shows in it."""
    yesterday = ring()
    today = ring(NOW + DAY, yesterday, 50)
    names = [*Sealer(lambda: today).chats("telegram", "42"), *Sealer(lambda: today).chats("whatsapp", "42")]
    assert len(set(names)) == 4
    assert names[1] == Sealer(lambda: yesterday).chats("telegram", "42")[0]
    assert all(len(name) == 16 for name in names)
    assert Sealer(lambda: today).chats("telegram", "4\udcff") != Sealer(lambda: today).chats("telegram", "4")


def test_a_channel_and_a_chat_cannot_be_shifted_into_each_other() -> None:
    """`a` with `bc` is not `ab` with `c`."""
    keys = ring()
    assert Sealer(lambda: keys).chats("a", "bc") != Sealer(lambda: keys).chats("ab", "c")


def test_message_ids_have_a_key_of_their_own_for_two_weeks() -> None:
    """This week's name first, and last week's still known."""
    first = ring()
    later = ring(NOW + 7 * DAY, first, 50)
    latest = ring(NOW + 14 * DAY, later, 90)
    name = Sealer(lambda: first).message("telegram", "1")[0]
    assert Sealer(lambda: later).message("telegram", "1")[1] == name
    assert name not in Sealer(lambda: latest).message("telegram", "1")
    assert name != Sealer(lambda: first).chats("telegram", "1")[0]


def test_no_secret_shows_in_a_repr() -> None:
    """Also not in that of a ring."""
    key = Key(b"mark", 1, b"0123456789abcdef" * 2)
    assert "0123456789abcdef" not in repr(Ring((key,), (key,)))
