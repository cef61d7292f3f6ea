"""Buttons carry a signed question and choice; nobody can make one up, and none breaks anything."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache

import pytest
from hypothesis import given, settings, strategies as st

from bot.channels.telegram.callback import OLD, Presses, Signer, choices, hashed, places, secret_of
from bot.core.events import Said
from bot.core.inputs import Pressed, Started
from bot.core.limits import TELEGRAM_CALLBACK_BYTES
from bot.core.state import State
from bot.turn import take_turn
from tests.content_under_test import app
from tests.toys import NOW

SECRET = secret_of("123:a-token")
SIGNER = Signer(SECRET)
PLACES, CHOICES = sorted(places(app().library)), sorted(choices(app().library))


@cache
def presses() -> Presses:
    """Made once, as an assistant does."""
    return Presses(app().library, SIGNER)


@settings(deadline=None)
@given(at=st.sampled_from(PLACES), choice=st.sampled_from(CHOICES), chat=st.integers().map(str))
def test_a_press_comes_back_as_it_was_made(at: str, choice: str, chat: str) -> None:
    """Every question and every choice of the content, in any chat, in at most 64 bytes."""
    data = SIGNER.data(chat, at, choice)
    assert len(data.encode()) <= TELEGRAM_CALLBACK_BYTES
    assert presses().read(chat, data) == Pressed(choice, at)


def test_every_button_that_the_engine_can_show_is_known() -> None:
    """Choices of steps, and those that the engine adds."""
    asked = {option.id for question in app().library.questions.values() for option in question.options}
    own = {"unsaid", "more", "keep", "need:money", "language:tr", "role", "help"}
    assert asked | own <= set(CHOICES)
    assert {"", "_.change", *(f"{flow}.{step}" for flow, step in app().library.questions)} == set(PLACES)


def test_no_two_names_share_a_hash() -> None:
    """Else a button would stand for another one."""
    assert len({hashed(name) for name in PLACES}) == len(PLACES)
    assert len({hashed(name) for name in CHOICES}) == len(CHOICES)


@settings(deadline=None)
@given(st.text() | st.binary().map(lambda raw: urlsafe_b64encode(raw).decode()) | st.text("\ud800-_AZ09="))
def test_whatever_text_comes_back_is_an_old_button(data: str) -> None:
    """Nothing raises and nothing is taken for a press of ours."""
    assert presses().read("7", data) == OLD


@settings(deadline=None)
@given(at=st.sampled_from(PLACES), choice=st.sampled_from(CHOICES), bit=st.integers(0, 21 * 8 - 1))
def test_one_changed_bit_is_seen(at: str, choice: str, bit: int) -> None:
    """In the version, the question, the choice or the tag."""
    raw = bytearray(urlsafe_b64decode(SIGNER.data("7", at, choice)))
    raw[bit // 8] ^= 1 << bit % 8
    assert presses().read("7", urlsafe_b64encode(raw).decode()) == OLD


def test_a_button_of_another_chat_or_another_bot_is_refused() -> None:
    """A tag holds for one chat and one secret."""
    data = SIGNER.data("7", "", "unsaid")
    assert presses().read("8", data) == OLD
    assert presses().read("7", Signer(secret_of("124:other")).data("7", "", "unsaid")) == OLD
    assert presses().read("7", data) == Pressed("unsaid", "")


def test_the_same_button_written_otherwise_is_refused() -> None:
    """Base64 has slack: signs that decoders pass over."""
    data = SIGNER.data("7", "", "unsaid")
    for written in (f" {data}", f"{data}\n", f"{data[:5]}!{data[5:]}", f"{data}=="):
        assert presses().read("7", written) == OLD


def test_a_name_that_the_content_no_longer_has_is_an_old_button() -> None:
    """A menu of before the content changed, rightly signed."""
    assert presses().read("7", SIGNER.data("7", "gone.step", "unsaid")) == OLD
    assert presses().read("7", SIGNER.data("7", "", "gone")) == OLD


@pytest.mark.parametrize("payload", ["", "role-parent"])
def test_an_old_button_is_met_kindly(payload: str) -> None:
    """It says so, and asks again what was open."""
    before = take_turn(app().parts, State(), Started(payload), NOW)
    turn = take_turn(app().parts, before.state, OLD, NOW)
    said = [event.text.context for event in turn.events if isinstance(event, Said)]
    assert said == ["_words.messages.old_button"]
    assert (turn.state.flow, turn.state.step) == (before.state.flow, before.state.step)


def test_the_secret_tells_nothing_of_the_token() -> None:
    """32 bytes, the same for the same token only."""
    assert len(SECRET) == 32
    assert secret_of("123:a-token") == SECRET != secret_of("123:a-tokem")
    assert b"token" not in SECRET
