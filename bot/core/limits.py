"""What a message can carry on the channels that have limits. Data only.

Here and not in `bot.channels`, because content is checked against it long before it reaches a channel.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel can carry. Lengths are in characters unless named otherwise."""

    text: int
    buttons: int
    """Up to this many choices are buttons."""
    button: int
    """Length of a button's label."""
    rows: int
    """Up to this many choices are a list."""
    row: int
    """Length of a row's label."""
    description: int


WHATSAPP = Limits(text=1024, buttons=3, button=20, rows=10, row=24, description=72)
"""Body with buttons or a list: 1024; a list holds 10 rows. Source: WhatsApp Cloud API reference, v23.0."""
TELEGRAM = Limits(text=4096, buttons=100, button=64, rows=100, row=64, description=72)
"""Text is counted in UTF-16 units after entities are parsed. Source: Telegram Bot API 10.1, sendMessage."""
TELEGRAM_CALLBACK_BYTES = 64
"""`callback_data` of an inline button."""
TELEGRAM_SHORT, TELEGRAM_ABOUT, TELEGRAM_COMMAND = 120, 512, 256
"""`setMyShortDescription`, `setMyDescription`, and the description of a `BotCommand`."""
TELEGRAM_NAME, TELEGRAM_START = 64, 64
"""`setMyName`, and the parameter of a `?start=` link."""
