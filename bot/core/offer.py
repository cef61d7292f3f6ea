"""An offer of the sociale kaart as frozen data: one file in `knowledge/<pack>/`.

Field names follow Open Referral HSDS 3.0 (`service`, `phone`, `location`, `service_area`) where it has them:
`name organization description status alert minimum_age maximum_age languages fees_description application_process
phones url email locations service_areas assured_date assurer`. The rest is what this project needs besides.
An empty field is unknown, and is told as unknown; it is never filled in by guessing.
"""

from dataclasses import dataclass
from typing import Literal

from bot.core.flow import FORBID

Kind = Literal[
    "information", "website", "line", "walk-in", "group", "course", "individual", "access", "financial", "housing",
    "organisation", "policy", "statistic", "name_check", "naming_risk", "privacy_note",
]  # fmt: skip
FACT_KINDS = frozenset({"policy", "statistic", "name_check", "naming_risk", "privacy_note"})
"""Kinds that are background, never an offer."""

Confidence = Literal["document", "web", "memory", "general", "unknown"]
"""document: in a source document; web: in a stored page; memory: general knowledge, no source at hand; general: true
of anybody's own school or GP."""

YesNo = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as people dial it, spaces and all."""

    __pydantic_config__ = FORBID

    number: str
    description: str = ""
    """What to know when dialling: `keuze 2`."""
    confidence: Confidence = "unknown"


@dataclass(frozen=True, slots=True)
class Location:
    """A place to go to, as far as the source tells it."""

    __pydantic_config__ = FORBID

    address: str
    confidence: Confidence = "unknown"


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When somebody is there."""

    __pydantic_config__ = FORBID

    rule: str
    """OpenStreetMap `opening_hours` syntax: `Mo-Fr 09:00-12:00; PH off`."""
    text: str
    """What the source says, word for word."""
    confidence: Confidence = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was found. `year` is empty when the source shows no date."""

    __pydantic_config__ = FORBID

    doc: str
    quote: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may be pointed to the offer, and the ages in the words of the source."""

    __pydantic_config__ = FORBID

    roles: tuple[str, ...]
    ages: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One service, or (kinds in FACT_KINDS) one background fact."""

    __pydantic_config__ = FORBID

    id: str
    """`<pack>/<slug>`, which is also the file's place: `knowledge/<pack>/<slug>.yaml`."""
    name: str
    organization: str
    kind: Kind
    description: str
    publish: Literal["yes", "named_only", "no"]
    """yes: an offer. named_only: name it, with the year it was last seen and where to ask. no: a worklist item."""
    audience: Audience
    confidence: Confidence
    status_note: str
    """What the sources say about whether it still exists."""
    sources: tuple[Source, ...] = ()
    status: Literal["active", "inactive", "defunct", "temporarily closed"] = "active"
    alert: str = ""
    """One sentence that must be read before going there."""
    minimum_age: int | None = None
    maximum_age: int | None = None
    ages_of: Literal["child", "adult"] = "child"
    """Whose age the limits are about: a parent's answer to `age` is about the child."""
    needs: tuple[str, ...] = ()
    """Needs that this offer is made for."""
    also_needs: tuple[str, ...] = ()
    """Needs with which it helps too."""
    phase: tuple[str, ...] = ()
    """Phases that it is made for; empty means any."""
    alarms: tuple[str, ...] = ()
    """Alarms that this line exists for."""
    also_alarms: tuple[str, ...] = ()
    """Alarms with which it helps too."""
    anonymous: YesNo = "unknown"
    parental_consent_needed: Literal["none", "one", "both", "unknown"] = "unknown"
    both_parents_needed: bool = False
    """Both parents have to take part or sign up themselves."""
    referral_needed: YesNo = "unknown"
    languages: tuple[str, ...] = ()
    """Codes of the languages in which help is given; empty means unknown."""
    languages_note: str = ""
    situations: tuple[str, ...] = ()
    """Words for the situation, as the facts file has them; searched, not shown."""
    fees_description: str = ""
    """What it costs, in the words of the facts file; empty means unknown."""
    free: YesNo = "unknown"
    """Whether help costs the person nothing; only where the facts say so."""
    application_process: str = ""
    via: str = ""
    """The offer through which this one is reached."""
    phones: tuple[Phone, ...] = ()
    url: str = ""
    url_confidence: Confidence = "unknown"
    email: str = ""
    email_confidence: Confidence = "unknown"
    locations: tuple[Location, ...] = ()
    opening_hours: OpeningHours | None = None
    service_areas: tuple[str, ...] = ()
    """Districts that it works in; empty means the whole of the pack's area."""
    last_seen: int | None = None
    """The last year in which a source names it; empty when no source shows a year."""
    assured_date: str = ""
    """ISO date on which somebody confirmed the facts with the provider. Nothing was, yet."""
    assurer: str = ""
    check_before_publish: str = ""
    """What the coordinator must ask: it belongs on the red list."""

    @property
    def pack(self) -> str:
        """The pack that the offer belongs to."""
        return self.id.partition("/")[0]

    @property
    def is_fact(self) -> bool:
        """True for background, which is never shown as an offer."""
        return self.kind in FACT_KINDS

    @property
    def is_shown(self) -> bool:
        """True when people may be pointed to it."""
        return not self.is_fact and self.publish != "no" and self.status == "active"
