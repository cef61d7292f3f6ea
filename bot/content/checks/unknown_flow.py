"""`_common.yaml` leads to a flow or step that is not there: at the start, in a command or in a side question."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.graph import entries
from bot.content.problems import Problem, no_such


def check(context: Context) -> Iterator[Problem]:
    """Follow everything in `_common.yaml` that leads into a flow."""
    flows = context.sources.flows
    for path, target in entries(context.library.common):
        if not context.leads("", target):
            name, _, step = target.partition(".")
            known = [f"{name}.{key}" for key in flows[name].steps] if step and name in flows else list(flows)
            yield context.in_common(path, no_such("flow or step", target, known))
