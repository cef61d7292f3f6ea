"""An alarm that is not in the vocabulary, so no helpline would be found for it."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem, no_such
from bot.core.helplines import ANY, RAISED
from bot.core.vocabulary import ALARMS, SEVERITIES

LINES = (ANY, RAISED, *ALARMS)
HEARD = SEVERITIES[:-1]
"""Every severity but `none` is answered by a flow."""


def check(context: Context) -> Iterator[Problem]:
    """Look at the alarms of steps and of records."""
    for flow, _, step, path in context.steps():
        if step.alarm and step.alarm not in ALARMS:
            yield context.in_flow(flow.flow, (*path, "alarm"), no_such("alarm", step.alarm, ALARMS))
        if step.helplines and step.helplines not in LINES:
            text = no_such("alarm", step.helplines, LINES)
            yield context.in_flow(flow.flow, (*path, "helplines"), text)
    for severity in context.library.common.alarms:
        if severity not in HEARD:
            yield context.in_common(("alarms", severity), no_such("severity", severity, HEARD))
    for severity in HEARD:
        if severity not in context.library.common.alarms:
            yield context.in_common(("alarms",), f"no flow for the severity '{severity}'")
    for record in context.sources.records.values():
        for field in ("alarms", "also_alarms"):
            for number, alarm in enumerate(getattr(record, field)):
                if alarm not in ALARMS:
                    yield context.in_record(record.id, (field, number), no_such("alarm", alarm, ALARMS))
