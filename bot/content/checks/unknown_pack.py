"""A pack that is not there: the one that is served, or one that another pack includes."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem, no_such


def check(context: Context) -> Iterator[Problem]:
    """Look at `pack` in `_common.yaml` and at `includes` of every pack."""
    packs = context.sources.packs
    served = context.library.common.pack
    if served not in packs and not context.is_broken(f"{served}/_pack"):
        yield context.in_common(("pack",), no_such("pack", served, packs))
    for pack in packs.values():
        for number, name in enumerate(pack.includes):
            if name == pack.pack:
                yield context.in_pack(pack.pack, ("includes", number), "a pack does not include itself")
            elif name not in packs and not context.is_broken(f"{name}/_pack"):
                yield context.in_pack(pack.pack, ("includes", number), no_such("pack", name, packs))
