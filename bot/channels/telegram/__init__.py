"""Telegram: what it brings becomes inputs of the engine, and what a turn shows becomes calls of the Bot API.

`updates`, `callback`, `calls` and `notes` are pure; the network is in the other modules. python-telegram-bot gives the
types and the client only: its Updater acknowledges updates before they are handled, and its rate limiter lets the 429
of one chat hold up all of them.
"""

CHANNEL = "telegram"
"""The name of this channel wherever channels are told apart."""
