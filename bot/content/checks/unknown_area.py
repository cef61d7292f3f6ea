"""A record works in an area that its pack does not have."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem, no_such


def check(context: Context) -> Iterator[Problem]:
    """Look at the service areas of every record."""
    for record in context.sources.records.values():
        pack = context.sources.packs.get(record.pack)
        areas = [area.id for area in pack.areas] if pack else []
        for number, area in enumerate(record.service_areas):
            if pack and area not in areas:
                yield context.in_record(record.id, ("service_areas", number), no_such("area", area, areas))
