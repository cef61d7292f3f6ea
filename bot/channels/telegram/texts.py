"""A screen as texts for Telegram: HTML, in as few messages as possible.

Everything that the content says is escaped; only the tags of this module are markup. Lengths are counted in UTF-16
units before Telegram reads the tags, which is never less than what it counts itself.
"""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.channels.base import Button, Card, Screen
from bot.core.limits import TELEGRAM

RIGHT = "\u200f"
"""RIGHT-TO-LEFT MARK. A line that begins with a Dutch name or a number would else run from left to right."""
Tag = Literal["", "b", "i"]
LONGEST_LETTER, TAGS = len("&amp;"), len("<b></b>")
"""In units: what one letter can take once it is escaped (unescaped ones take two at most), and what a tag takes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line."""

    text: str
    tag: Tag = ""


Row = tuple[Piece, ...]
"""One line of a block; empty for an empty line."""
Block = tuple[Row, ...]


def pages(screen: Screen, before: Sequence[str], rtl: bool) -> list[str]:
    """The texts of a screen in order, each as one message; `before` are sentences that come first."""
    blocks = [_plain(text) for text in before]
    blocks += [_card(block) if isinstance(block, Card) else _plain(block.text) for block in screen.blocks]
    if described := _described(screen.buttons):
        # Under the question, which is the last that is said.
        blocks[-1:] = [(*blocks[-1], (), *described)] if blocks else [described]
    return _packed((_lines(block, rtl) for block in blocks), TELEGRAM.text)


def card_html(card: Card, rtl: bool) -> str:
    """One offer as one text."""
    return _packed([_lines(_card(card), rtl)], TELEGRAM.text)[0]


def units(text: str) -> int:
    """UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escaped(text: str) -> str:
    """Text that Telegram shows as it is."""
    return html.escape(text, quote=False)


def _plain(text: str) -> Block:
    return tuple((Piece(line),) if line else () for line in text.splitlines())


def _card(card: Card) -> Block:
    subtitle: Block = ((Piece(card.subtitle, "i"),),) if card.subtitle else ()
    lines = [row for line in card.lines for row in _plain(line.text)]
    return ((Piece(card.title, "b"),), *subtitle, *lines)


def _described(buttons: Iterable[Button]) -> Block:
    return tuple(
        (Piece(button.label, "b"), Piece(f": {button.description}")) for button in buttons if button.description
    )


def _lines(block: Block, rtl: bool) -> list[str]:
    """Each line as HTML, none too long for a message."""
    return [line for row in block for line in _line(row, rtl)]


def _line(row: Row, rtl: bool) -> Iterator[str]:
    mark = RIGHT if rtl and row else ""
    room = TELEGRAM.text - len(mark)
    whole = "".join(_tagged(piece.text, piece.tag) for piece in row)
    if units(whole) <= room:
        yield mark + whole
        return
    for piece in row:
        for text in _cut(piece.text, (room - TAGS) // LONGEST_LETTER):
            yield mark + _tagged(text, piece.tag)


def _tagged(text: str, tag: Tag) -> str:
    return f"<{tag}>{escaped(text)}</{tag}>" if tag else escaped(text)


def _cut(text: str, letters: int) -> Iterator[str]:
    """The text in parts of at most so many letters, between words where it has any."""
    while len(text) > letters:
        at = text.rfind(" ", 1, letters + 1)
        at = at if at > 0 else letters
        yield text[:at]
        text = text[at:].lstrip(" ")
    if text:
        yield text


def _packed(blocks: Iterable[list[str]], room: int) -> list[str]:
    """Blocks in messages of at most `room` units: between blocks where that will do, else between lines."""
    messages: list[str] = []
    for lines in blocks:
        whole = "\n".join(lines)
        parts = [whole] if units(whole) <= room else lines
        for number, part in enumerate(parts):
            gap = "\n" if number else "\n\n"
            if messages and units(messages[-1] + gap + part) <= room:
                messages[-1] += gap + part
            else:
                messages.append(part)
    return [message for message in messages if message.strip()]
