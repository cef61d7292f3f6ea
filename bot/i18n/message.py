"""One text to translate, as it stands in `locales/messages.pot`."""

from dataclasses import dataclass

UNTOLD = frozenset({"", "-", "alle", "onbekend"})
"""What stands in the facts where there is nothing to tell: neither shown nor translated."""


@dataclass(frozen=True, slots=True)
class Message:
    """A Dutch text, where it stands, and what a translator has to know."""

    context: str
    """`flow.step`, `flow.step.choice`, `_words.table.word` or `<offer>.<field>`: the msgctxt."""
    text: str
    plural: str = ""
    """The text for more than one; empty for a text without a number."""
    comments: tuple[str, ...] = ()
    limit: int = 0
    """The most characters that a channel shows of it."""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all other messages."""
        return self.context, self.text
