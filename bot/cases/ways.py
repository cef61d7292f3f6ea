"""Every way out of every step: what the cases together must take."""

from bot.core.flow import Step
from bot.core.library import Library
from bot.core.vocabulary import UNSAID

Exit = tuple[str, str, str]
"""Flow, step, and the name of the way."""


def exits(library: Library) -> set[Exit]:
    """Every way out of every step."""
    return {
        (name, key, way)
        for name, flow in library.flows.items()
        for key, step in flow.steps.items()
        for way in _ways(step)
    }


def _ways(step: Step) -> list[str]:
    ways = ["found", "none"] if step.find or (step.show and step.none) else []
    if step.ask:
        return [*ways, *(choice.id for choice in step.choose), UNSAID]
    if step.route:
        return [*ways, *(f"route {number}" for number in range(len(step.route)))]
    if step.end:
        return [*ways, step.end]
    return ways or ["call" if step.call else "goto"]
