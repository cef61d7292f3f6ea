"""A command that the assistant does not know, that is missing, or that does not do exactly one thing.

The commands are fixed (`bot.core.common.COMMANDS`), because channels show them in a menu; what they do is content.
"""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem, no_such
from bot.core.common import COMMANDS


def check(context: Context) -> Iterator[Problem]:
    """Compare the commands of `_common.yaml` with those that there are."""
    commands = context.library.common.commands
    for name, command in commands.items():
        if name not in COMMANDS:
            yield context.in_common(("commands", name), no_such("command", name, COMMANDS))
        elif sum(map(bool, (command.act, command.call, command.goto))) != 1:
            yield context.in_common(("commands", name), "a command has one of act, call and goto")
    for name in COMMANDS:
        if name not in commands:
            yield context.in_common(("commands",), f"the command '{name}' is missing")
