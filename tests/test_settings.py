"""Settings: each is explained, a wrong or missing one is one clear line, and no secret is ever shown."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.settings import NEEDED, PREFIX, Settings, SettingsError, explained, need, plain, read

TOKEN = "123:secret-token"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's environment counts."""
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def test_every_setting_is_listed_and_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its name in the environment, and without the value of a secret."""
    monkeypatch.setenv("THUISWIJZER_TELEGRAM_TOKEN", TOKEN)
    lines = explained(read())
    assert [line.split()[0] for line in lines] == [PREFIX + name.upper() for name in Settings.model_fields]
    assert all(field.description for field in Settings.model_fields.values())
    assert TOKEN not in "".join(lines)
    assert any(line.startswith("THUISWIJZER_TELEGRAM_TOKEN") and "(set)" in line for line in lines)


def test_the_command_prints_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """`thuiswijzer settings` is that list."""
    monkeypatch.setenv("THUISWIJZER_TELEGRAM_TOKEN", TOKEN)
    result = CliRunner().invoke(main, ["settings"])
    assert (result.exit_code, TOKEN in result.output) == (0, False)
    assert len(result.output.splitlines()) == len(Settings.model_fields)


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "eighty"), ("IDLE_MINUTES", "0"), ("PUBLIC_ADDRESS", "not an address"), ("PORT", "0")]
)
def test_a_wrong_setting_is_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """It names the setting and not the value."""
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError) as error:
        read()
    assert str(error.value).startswith(f"{PREFIX}{name}: ")
    assert len(str(error.value).splitlines()) == 1
    assert "eighty" not in str(error.value) and "not an address" not in str(error.value)


@pytest.mark.parametrize("what", NEEDED)
def test_what_a_channel_lacks_is_named(what: str) -> None:
    """Each with what it is."""
    with pytest.raises(SettingsError) as error:
        need(read(), what)
    assert [line.split()[0] for line in str(error.value).splitlines()] == [PREFIX + one.upper() for one in NEEDED[what]]


def test_secrets_come_from_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One file for each, called after its setting."""
    (tmp_path / "thuiswijzer_telegram_token").write_text(f"{TOKEN}\n")
    monkeypatch.setenv("THUISWIJZER_SECRETS", str(tmp_path))
    assert plain(read().telegram_token) == TOKEN
    monkeypatch.setenv("THUISWIJZER_SECRETS", str(tmp_path / "gone"))
    with pytest.raises(SettingsError, match="no such folder"):
        read()


def test_no_secret_shows_in_a_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where somebody prints the settings."""
    monkeypatch.setenv("THUISWIJZER_TELEGRAM_TOKEN", TOKEN)
    assert TOKEN not in repr(read())


def test_serving_without_a_channel_says_what_to_set() -> None:
    """In one line, and with exit code 2."""
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 2
    assert "no channel is set" in result.output
    assert "Traceback" not in result.output
