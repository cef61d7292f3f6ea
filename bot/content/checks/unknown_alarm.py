"""An alarm that is not in the vocabulary, so no helpline would be found for it."""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem, no_such
from bot.core.helplines import ANY
from bot.core.vocabulary import ALARMS


def check(context: Context) -> Iterator[Problem]:
    """Look at the alarms of steps and of records."""
    for flow, _, step, path in context.steps():
        if step.alarm and step.alarm not in ALARMS:
            yield context.in_flow(flow.flow, (*path, "alarm"), no_such("alarm", step.alarm, ALARMS))
        if step.helplines and step.helplines not in (ANY, *ALARMS):
            text = no_such("alarm", step.helplines, (ANY, *ALARMS))
            yield context.in_flow(flow.flow, (*path, "helplines"), text)
    for record in context.sources.records.values():
        for field in ("alarms", "also_alarms"):
            for number, alarm in enumerate(getattr(record, field)):
                if alarm not in ALARMS:
                    yield context.in_record(record.id, (field, number), no_such("alarm", alarm, ALARMS))
