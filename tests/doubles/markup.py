"""Telegram's HTML as the Bot API reads it: text and entities, with offsets in UTF-16 units."""

from html.parser import HTMLParser
from typing import Any

KINDS = {"b": "bold", "i": "italic"}
"""The tags that we use; any other is refused, so that nothing slips in."""


class MarkupError(Exception):
    """The Bot API would not read it."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self.open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in KINDS or attrs:
            raise MarkupError("unsupported start tag")
        self.open.append((tag, self._at()))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise MarkupError("unexpected end tag")
        _, start = self.open.pop()
        self.entities.append({"type": KINDS[tag], "offset": start, "length": self._at() - start})

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise MarkupError("unsupported start tag")

    def _at(self) -> int:
        return len(self.text.encode("utf-16-le", "surrogatepass")) // 2


def parsed(markup: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities.

    Raises:
        MarkupError: for tags that are unknown or not closed.
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    if reader.open:
        raise MarkupError("can't find end tag")
    return reader.text, reader.entities
