"""A web or e-mail address that cannot be one."""

import re
from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem

WEB = re.compile(r"https?://[\w-]+(\.[\w-]+)+(/\S*)?")
MAIL = re.compile(r"[^@\s]+@[\w-]+(\.[\w-]+)+")


def check(context: Context) -> Iterator[Problem]:
    """Look at the addresses of every record."""
    for record in context.sources.records.values():
        if record.url and not WEB.fullmatch(record.url):
            yield context.in_record(record.id, ("url",), f"'{record.url}' is no web address (https://…)")
        if record.email and not MAIL.fullmatch(record.email):
            yield context.in_record(record.id, ("email",), f"'{record.email}' is no e-mail address")
