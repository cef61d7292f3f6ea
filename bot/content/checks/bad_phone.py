"""A phone number that nobody can dial: not in the numbering plan, and not among a pack's short numbers."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Look at every number, by the plan of the country of its pack."""
    from phonenumbers import NumberParseException, is_valid_number, parse  # slow to import, and used nowhere else

    packs = context.sources.packs
    short = {number for pack in packs.values() for number in pack.short_numbers}
    for record in context.sources.records.values():
        pack = packs.get(record.pack)
        for number, phone in enumerate(record.phones):
            if pack is None or phone.number in short:
                continue
            try:
                dialled = is_valid_number(parse(phone.number, pack.country))
            except NumberParseException:
                dialled = False
            if not dialled:
                text = f"'{phone.number}' is no phone number in {pack.country}"
                yield context.in_record(record.id, ("phones", number, "number"), text)
