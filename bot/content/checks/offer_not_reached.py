"""An offer that nobody is ever shown, whatever they answer.

An offer is reached when some role, age and need lead to it (its rank does not matter: 'more' shows all), when it is one
of the general places for somebody whose need is not known, when a helpline is looked for, or when a flow shows it.
"""

from collections.abc import Iterator

from bot.content.context import Context
from bot.content.problems import Problem
from bot.core.flow import ASK_AT
from bot.core.matching import GENERAL_KINDS, Answers, fits
from bot.core.offer import Offer
from bot.core.vocabulary import AGES, NEEDS_OF_ROLE


def check(context: Context) -> Iterator[Problem]:
    """Look for a way to every offer of every municipality."""
    if not context.is_whole:
        return
    shown = {offer for _, _, step, _ in context.steps() for offer in step.show}
    if ASK_AT in shown:
        shown |= {pack.ask_at for pack in context.sources.packs.values()}
    served = {offer for town in context.towns for offer in town.shown_ids}
    for offer in context.offers():
        if offer.id in shown or (offer.id in served and _is_found(offer)):
            continue
        who = ", ".join(offer.audience.roles)
        text = f"no answers lead to this offer, and no flow shows it (for {who}; needs {', '.join(offer.needs) or '-'})"
        yield context.in_record(offer.id, ("needs",), text)


def _is_found(offer: Offer) -> bool:
    """True when somebody gets to the offer by the answers that they give."""
    needs = {*offer.needs, *offer.also_needs}
    return any(
        (offer.alarms or offer.also_alarms or offer.kind in GENERAL_KINDS or needs.intersection(of_role))
        and any(fits(offer, Answers(role=role, age=age)) for age in ("", *AGES))
        for role, of_role in NEEDS_OF_ROLE.items()
    )
