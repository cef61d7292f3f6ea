"""One rule a file; this table is the list of all of them, in the order in which they are explained in the docs."""

from collections.abc import Callable, Iterator

from bot.content.checks import unknown_target
from bot.content.context import Context
from bot.content.problems import Problem

Check = Callable[[Context], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (unknown_target.check,)
