"""The terminal, driven as a person and as a pipe would."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CHAT = [sys.executable, "-m", "bot", "chat"]


def talk(*lines: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """A conversation in a pipe."""
    text = "".join(f"{line}\n" for line in lines)
    return subprocess.run([*CHAT, *options], input=text, capture_output=True, text=True, timeout=60, check=False)


def test_numbers_words_and_labels_all_answer() -> None:
    """A number, the words of the choice, a slip in them: the same."""
    for answer in ("1", "Ouder", "oudr"):
        assert "Er komt een baby" in talk(answer).stdout


def test_it_ends_cleanly_at_the_end_of_input() -> None:
    """In a pipe: exit 0, nothing on standard error."""
    result = talk("1")
    assert (result.returncode, result.stderr) == (0, "")


def test_stop_ends_it() -> None:
    """What comes after it is not read."""
    result = talk("stop", "1")
    assert result.returncode == 0
    assert "Hoe is het nu" not in result.stdout


def test_a_slash_command_works() -> None:
    """`/help` shows helplines."""
    assert "0800-2000" in talk("/help").stdout


def test_a_municipality_can_be_chosen() -> None:
    """`--pack`; one that is not there is one clear line with the nearest."""
    assert "Zwolle" in talk(options=("--pack", "zwolle")).stdout
    result = talk(options=("--pack", "zwole"))
    assert result.returncode == 2
    assert "no such pack 'zwole' (did you mean 'zwolle'?)" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_language_that_is_not_there_is_one_clear_line() -> None:
    """The line says which there are."""
    result = talk(options=("--lang", "xx"))
    assert result.returncode == 2
    assert "no such language 'xx'; there are: nl" in result.stderr


def test_a_conversation_can_begin_in_another_language() -> None:
    """And says that nobody has read the translation yet."""
    shown = talk(options=("--lang", "tr")).stdout
    assert "Merhaba" in shown and "“fikir” yazın" in shown


def test_a_content_folder_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    """Never a traceback for a wrong path."""
    result = talk(options=("--content", str(tmp_path / "nowhere")))
    assert result.returncode == 2
    assert "not a content folder: no such folder" in result.stderr


def test_a_recording_holds_no_typed_word_and_passes_as_a_case(tmp_path: Path) -> None:
    """What was typed is recorded as what it was understood as."""
    file = tmp_path / "case.yaml"
    talk(
        "ouder",
        "deciding",
        "ik heb torenhoge schulden bij klaas",
        "1",
        "wat is dit dan",
        "/wis",
        options=("--record", str(file)),
    )
    text = file.read_text()
    assert not any(word in text for word in ("torenhoge", "klaas", "wat is dit"))
    assert "need: 'money'" in text
    checked = subprocess.run(
        [sys.executable, "-m", "bot", "test", "--cases", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert "1 passed" in checked.stdout
    assert "case.yaml:" not in checked.stdout


def test_bytes_that_are_no_text_are_met_kindly() -> None:
    """A broken terminal setting does not break the conversation."""
    result = subprocess.run(CHAT, input=b"\xff\xfe\n1\n", capture_output=True, timeout=60, check=False)
    assert result.returncode == 0
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of a Unix system")
def test_ctrl_c_ends_cleanly() -> None:
    """In a real terminal: exit 0, no traceback."""
    main, child = pty.openpty()
    process = subprocess.Popen(CHAT, stdin=child, stdout=child, stderr=child, start_new_session=True)
    os.close(child)
    seen = b""
    deadline = time.monotonic() + 30
    while b"> " not in seen and time.monotonic() < deadline:
        seen += os.read(main, 4096)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0
    assert b"Traceback" not in seen
    os.close(main)
