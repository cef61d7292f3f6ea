"""Settings: from the environment (`THUISWIJZER_…`) or from secret files, each explained, read once and then fixed.

Secrets come best as files (systemd `LoadCredential=`, a container's secrets): name the folder in THUISWIJZER_SECRETS
and put each secret in a file called after its setting. A wrong or missing setting is one line that says what to do.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "THUISWIJZER_"
SECRETS = f"{PREFIX}SECRETS"


class SettingsError(Exception):
    """A setting is wrong or missing. The message has a line for each, with the fix and without its value."""


class Settings(BaseSettings):
    """All settings. The description of a field is what `thuiswijzer settings` prints."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True)

    content: Path | None = Field(
        None, description="Folder with dialogues/, knowledge/ and locales/; else what comes along"
    )
    pack: str = Field("", description="Municipality: a folder of knowledge/; else the content's own")
    database: Path = Field(
        Path("thuiswijzer.db"), description="File of the embedded store; only sealed bytes are in it"
    )
    keys: Path = Field(
        Path("/dev/shm/thuiswijzer/keys.json"),
        description="File of the keys, in memory (tmpfs); renewed daily",
    )
    allow_keys_on_disk: bool = Field(False, description="For trying out: also take a key file on a disk")
    idle_minutes: int = Field(
        60, ge=5, le=1440, description="After so many minutes of silence a conversation is forgotten"
    )
    host: str = Field("127.0.0.1", description="Address to listen on for webhooks")
    port: int = Field(8080, ge=1, le=65535, description="Port to listen on for webhooks")
    public_address: AnyHttpUrl | None = Field(
        None, description="https address by which the platforms reach the webhooks"
    )
    web_address: AnyHttpUrl | None = Field(None, description="Address of the web chat, told in WhatsApp")
    telegram_token: SecretStr | None = Field(None, description="Token that BotFather gave")
    telegram_secret: SecretStr | None = Field(None, description="Webhook secret: 16 to 256 letters, digits, _ and -")
    telegram_api: AnyHttpUrl | None = Field(None, description="Another Bot API server than Telegram's own")
    whatsapp_number_id: str = Field("", description="Phone number ID of the Meta app")
    whatsapp_token: SecretStr | None = Field(None, description="Access token of the Meta app's system user")
    whatsapp_app_secret: SecretStr | None = Field(None, description="App secret of the Meta app: it signs the webhooks")
    whatsapp_verify_token: SecretStr | None = Field(None, description="Word of your own that Meta asks for once")
    whatsapp_api: AnyHttpUrl | None = Field(None, description="Another Graph server than Meta's own")

    @property
    def whatsapp(self) -> bool:
        """True when everything that WhatsApp needs is there."""
        return bool(self.whatsapp_number_id)


NEEDED = {
    "telegram": ("telegram_token",),
    "telegram webhook": ("telegram_token", "telegram_secret", "public_address"),
    "whatsapp": ("whatsapp_number_id", "whatsapp_token", "whatsapp_app_secret", "whatsapp_verify_token"),
}
"""What a channel cannot do without."""


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: naming every wrong one.
    """
    folder = environment.get(SECRETS)
    if folder and not Path(folder).is_dir():
        raise SettingsError(f"{SECRETS}: no such folder; it should hold a file for each secret")
    try:
        return Settings(_secrets_dir=folder)  # type: ignore[call-arg]  # pydantic-settings' own argument
    except ValidationError as error:
        lines = [f"{PREFIX}{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors(include_input=False)]
        raise SettingsError("\n".join(lines)) from None


def need(settings: Settings, what: str) -> None:
    """Check that everything for a channel is set.

    Raises:
        SettingsError: naming what is missing and what it is.
    """
    missing = [name for name in NEEDED[what] if not getattr(settings, name)]
    if missing:
        told = [f"{PREFIX}{name.upper()} is missing: {Settings.model_fields[name].description}" for name in missing]
        raise SettingsError("\n".join(told))


def plain(secret: SecretStr | None) -> str:
    """A secret itself; empty when it is not set."""
    return secret.get_secret_value() if secret else ""


def explained(settings: Settings) -> list[str]:
    """A line for each setting: its name, whether it is set, and what it is. Secrets are never shown."""
    lines = []
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(set)" if isinstance(value, SecretStr) else "-" if value in (None, "") else str(value)
        lines.append(f"{PREFIX + name.upper():34} {shown:32} {field.description}")
    return lines
