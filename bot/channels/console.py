"""The terminal: a conversation with numbered choices, drawn by rich.

Ends cleanly at end of input and on Ctrl-C, and works in a pipe. Never writes what was typed anywhere.
"""

from collections.abc import Callable, Iterator
from textwrap import fill

from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text as Styled

from bot.channels.base import Bubble, Card, Screen
from bot.channels.driver import Driver
from bot.core.events import Turn
from bot.core.inputs import Commanded, Input, Pressed, Started, Typed

STYLES = {
    "about": "",
    "why": "italic",
    "alert": "bold yellow",
    "practical": "",
    "contact": "bold",
    "freshness": "yellow",
    "source": "dim",
}
INDENT = "  "
PROMPT = "> "
MAX_WIDTH = 88
"""Longer lines are hard to read, however wide the window is."""

Seen = Callable[[Input, Turn], None]


def chat(driver: Driver, seen: Seen = lambda given, turn: None) -> None:
    """Talk until the conversation ends or there is no more input. `seen` is told of each turn (for a recording)."""
    console = Console(highlight=False)
    given: Input = Started()
    turn, screen = driver.take(given)
    seen(given, turn)
    show(console, screen)
    for text in _lines(console):
        given = _input(text, screen)
        turn, screen = driver.take(given, text=text)
        seen(given, turn)
        show(console, screen)
        if screen.ended:
            return


def show(console: Console, screen: Screen) -> None:
    """Draw one screen."""
    width = min(console.width, MAX_WIDTH)
    for block in screen.blocks:
        console.print()
        if isinstance(block, Bubble):
            console.print(fill(block.text, width, initial_indent=INDENT, subsequent_indent=INDENT), markup=False)
        else:
            console.print(_panel(block), width=width)
    if screen.buttons:
        console.print()
        for number, button in enumerate(screen.buttons, 1):
            note = f"  [dim]{escape(button.description)}[/dim]" if button.description else ""
            console.print(f"  [bold cyan]{number:2}[/bold cyan]  {escape(button.label)}{note}", width=width)
        console.print()


def _panel(card: Card) -> Panel:
    lines = [Styled(line.text, style=STYLES[line.about]) for line in card.lines]
    title = f"[bold]{escape(card.title)}[/bold]"
    return Panel(Group(*lines), title=title, subtitle=escape(card.subtitle), title_align="left", subtitle_align="right")


def _lines(console: Console) -> Iterator[str]:
    while True:
        try:
            yield console.input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        except UnicodeDecodeError:
            yield ""  # bytes that are no text are read as nothing understood


def _input(text: str, screen: Screen) -> Input:
    stripped = text.strip()
    if stripped.startswith("/"):
        return Commanded(stripped[1:].casefold())
    if stripped.isdecimal() and 1 <= int(stripped[:4]) <= len(screen.buttons):
        return Pressed(screen.buttons[int(stripped[:4]) - 1].id, screen.at)
    return Typed()
