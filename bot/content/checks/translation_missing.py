"""A language that is called complete, or a draft, lacks translations; a text that was changed counts as lacking.

Complete means everything. A draft has the assistant's own words, all helplines, and the flows and offers that
`_common.yaml` names under `drafts`. A language that was only begun may lack anything: nobody can choose it yet.
"""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.core.common import DEFAULT_LANGUAGE
from bot.i18n.message import Message

HELPLINE = "line"


def check(context: Context) -> Iterator[Problem]:
    """Tell the first text that each language lacks."""
    for code, language in context.library.languages.items():
        if code == DEFAULT_LANGUAGE or language.status == "begun":
            continue
        found = {(entry.context, entry.text): entry for entry in context.catalogs[code]}
        needed = [one for one in context.messages if language.status == "complete" or _in_drafts(context, one)]
        missing = [one for one in needed if one.key not in found or not found[one.key].done]
        if missing and context.catalogs[code]:
            first = missing[0]
            entry = found.get(first.key)
            why = "is not translated" if entry is None or not entry.fuzzy else "changed and must be looked at (fuzzy)"
            more = "" if len(missing) == 1 else "; so are others"
            text = f"'{_short(first.text)}' {why}{more}, but the language is called {language.status}"
            yield context.in_catalog(code, entry.line if entry else 1, first.context, text)
        elif missing:
            yield context.in_catalog(
                code, 1, "", f"nothing is translated, but the language is called {language.status}"
            )


def _in_drafts(context: Context, message: Message) -> bool:
    drafts, head = context.library.common.drafts, message.context.partition(".")[0]
    record = context.sources.records.get(head)
    if record:
        return head in drafts.offers or record.is_fact or record.kind == HELPLINE
    return head.startswith("_") or head in drafts.flows


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
