"""Every record of the facts file arrived in `knowledge/`, and nothing was made up on the way.

Both are read as plain text, without the loader: a wrong phone number must not depend on our own code to be found.
What a file says besides the facts (needs, phase, ages as numbers) is a judgement and is not compared here. A file may
differ from the facts, or be new, once somebody asked the provider: then it says who did and when.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.core.offer import Audience, Location, Offer, OpeningHours, Phone, Source

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "knowledge"
COPY = ROOT / "tests" / "data" / "facts_offers.yaml"
ORIGINAL = ROOT.parent / "shared" / "facts" / "offers.yaml"
GUIDE = ROOT / "docs" / "knowledge.md"

ROLES = {"ouder": "parent", "kind": "child", "jongere": "youth", "netwerk": "network", "professional": "professional"}
CONFIDENCE = {"algemeen": "general"}
UNKNOWN = ("onbekend", "-")
WRITTEN_OUT = {"KIES, scholen": "KIES voor het kind (Kinderen In Een Scheiding), scholen"}
"""The one name that is not copied as it is: people never read the first word of it alone."""
SAME = {"name": "name", "kind": "kind", "publish": "publish", "confidence": "confidence", "status_note": "status"}
"""Fields that hold the record's own words: field of the offer -> key of the record."""

URL = re.compile(r"https?://[^\s'\"]+")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
DIGITS = re.compile(r"\d+")

Tree = dict[str, Any]


def read(path: Path) -> Any:
    """A YAML file with every scalar as text."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def texts(tree: Any) -> Iterator[str]:
    """Every text in a tree."""
    if isinstance(tree, str):
        yield tree
    else:
        for part in tree.values() if isinstance(tree, dict) else tree:
            yield from texts(part)


def found(pattern: re.Pattern[str], tree: Any) -> set[str]:
    """Everything in a tree that looks like `pattern`."""
    return {match for text in texts(tree) for match in pattern.findall(text)}


def digits(*parts: str) -> str:
    """The digits of some texts in a row: how a number is spaced does not matter."""
    return "".join(DIGITS.findall(" ".join(parts)))


def numbers(offer: Tree) -> str:
    """The digits of all phone numbers of an offer and of the keys to press."""
    phones = offer.get("phones", [])
    return digits(*(text for phone in phones for text in (phone["number"], phone.get("description", ""))))


RECORDS: dict[str, Tree] = {record["id"]: record for record in read(COPY)}
FILES = {f"{path.parent.name}/{path.stem}": path for path in sorted(KNOWLEDGE.glob("*/[!_]*.yaml"))}
OFFERS: dict[str, Tree] = {name: read(path) for name, path in FILES.items()}
ASSURED = {name for name, offer in OFFERS.items() if "assured_date" in offer}
"""The files whose facts somebody asked the provider about since: they may say something else than the facts file."""

every_record = pytest.mark.parametrize("name", sorted(RECORDS.keys() & OFFERS.keys() - ASSURED))
every_offer = pytest.mark.parametrize("name", sorted(OFFERS))


def test_every_record_has_its_file_once_and_no_file_is_made_up() -> None:
    """The ids of the records are the places of the files: none is missing, and a new one was confirmed."""
    assert len(read(COPY)) == len(RECORDS) == 111
    assert sorted(OFFERS.keys() - ASSURED | RECORDS.keys()) == sorted(RECORDS)
    assert RECORDS.keys() <= OFFERS.keys()


def test_the_facts_are_the_facts_that_were_collected() -> None:
    """The copy that the tests use is equal to the original, wherever the original is at hand."""
    if not ORIGINAL.is_file():
        assert not os.environ.get("CI"), "CI must have the original facts beside the checkout"
        pytest.skip("the original facts are not beside this checkout")
    assert COPY.read_bytes() == ORIGINAL.read_bytes()


@every_offer
def test_a_file_says_who_it_is_and_holds_only_known_fields(name: str) -> None:
    """The id in the file is its place, its fields are those of the contract and stand in that order."""
    known = [field.name for field in fields(Offer)]
    assert OFFERS[name]["id"] == name
    assert list(OFFERS[name]) == [field for field in known if field in OFFERS[name]]


@every_record
def test_the_words_of_the_record_are_copied(name: str) -> None:
    """Name, provider, kind, publish, confidence, status, price, ages and situations are those of the record."""
    record, offer = RECORDS[name], OFFERS[name]
    assert {field: offer[field] for field in SAME} == {field: record[key] for field, key in SAME.items()}
    assert offer["organization"] == WRITTEN_OUT.get(record["provider"], record["provider"])
    assert offer.get("fees_description", "onbekend") == record["cost"]
    assert offer.get("check_before_publish", "") == record.get("check_before_publish", "")
    assert offer["situations"] == record["situations"]
    ages = record["audience"]["ages"]
    assert offer["audience"].get("ages", "") == ("" if ages in UNKNOWN else ages)


@every_record
def test_whom_the_record_is_for_can_be_pointed_to_it(name: str) -> None:
    """Every role of the record is a role of the offer; the offer may have more."""
    assert {ROLES[role] for role in RECORDS[name]["audience"]["roles"]} <= set(OFFERS[name]["audience"]["roles"])


@every_record
def test_a_role_that_was_added_is_explained(name: str) -> None:
    """A role that the record does not have stands in a comment at the top of the file, with its reason."""
    added = set(OFFERS[name]["audience"]["roles"]) - {ROLES[role] for role in RECORDS[name]["audience"]["roles"]}
    told = re.findall(r"(?m)^# Rol (\w+) is toegevoegd: \w", FILES[name].read_text(encoding="utf-8"))
    assert sorted(told) == sorted(added)


@every_record
def test_phone_numbers_are_equal_both_ways(name: str) -> None:
    """All digits to dial come from the record and all of the record's are there, or it is reached through another."""
    offer, dial = OFFERS[name], RECORDS[name]["contact"].get("phone", "")
    assert numbers(offer) == ("" if dial.startswith("via ") else digits(dial))
    if dial.startswith("via "):
        assert offer["via"] in OFFERS
        assert digits(dial) == numbers(OFFERS[offer["via"]])
    elif dial and not digits(dial):
        assert dial in offer["application_process"]


@every_record
def test_addresses_on_the_web_are_equal_both_ways(name: str) -> None:
    """The website and the e-mail address are the record's, and no other stands anywhere in the file."""
    record, offer = RECORDS[name], OFFERS[name]
    assert offer.get("url", "") == record["contact"].get("url", "")
    assert offer.get("email", "") == record["contact"].get("email", "")
    assert found(URL, offer) == found(URL, record)
    assert found(EMAIL, offer) == found(EMAIL, record)


@every_record
def test_where_and_when_are_those_of_the_record(name: str) -> None:
    """Address and opening times are the record's own words; a rule of times stands only beside such words."""
    contact, offer = RECORDS[name]["contact"], OFFERS[name]
    assert [location["address"] for location in offer.get("locations", [])] == (
        [contact["address"]] if "address" in contact else []
    )
    assert offer.get("opening_hours", {}).get("text", "") == contact.get("hours", "")


@every_record
def test_how_sure_each_contact_is(name: str) -> None:
    """The confidence of each way of contact is that of the record."""
    record, offer = RECORDS[name], OFFERS[name]
    told = {key: CONFIDENCE.get(value, value) for key, value in record.get("contact_confidence", {}).items()}
    shown = {
        "phone": [phone["confidence"] for phone in offer.get("phones", [])],
        "address": [location["confidence"] for location in offer.get("locations", [])],
        "hours": [offer["opening_hours"]["confidence"]] if "opening_hours" in offer else [],
        "url": [offer["url_confidence"]] if "url" in offer else [],
        "email": [offer["email_confidence"]] if "email" in offer else [],
    }
    for key, confidences in shown.items():
        assert set(confidences) <= {told.get(key, "")}


@every_record
def test_the_sources_are_the_sources(name: str) -> None:
    """Every source is there with its document, its words and its year, in the same order."""
    told = [
        {key: value for key, value in source.items() if value != "null"} for source in RECORDS[name].get("sources", [])
    ]
    assert OFFERS[name].get("sources", []) == told


@every_record
def test_last_seen_is_the_latest_year_of_its_sources(name: str) -> None:
    """The year that people are told is the largest year in the sources, and there is none without one."""
    years = [source["year"] for source in OFFERS[name].get("sources", []) if "year" in source]
    assert OFFERS[name].get("last_seen", "") == max(years, default="")


@every_record
def test_sentences_hold_no_number_that_the_record_lacks(name: str) -> None:
    """Every number in what people read (description, alert, how to get there) stands in the record too."""
    offer = OFFERS[name]
    told = {offer.get(field, "") for field in ("description", "alert", "application_process")}
    assert found(DIGITS, told) <= found(DIGITS, RECORDS[name])
    assert len(offer["description"]) <= 900


@every_record
def test_languages_are_those_of_the_record(name: str) -> None:
    """A language code stands in the record; an unknown language is left out."""
    codes = {text.split()[0] for text in RECORDS[name]["languages"]} - {"onbekend"}
    assert set(OFFERS[name].get("languages", [])) <= codes
    assert ("nl" in codes) == ("nl" in OFFERS[name].get("languages", []))


@every_offer
def test_a_confirmation_says_who_and_when(name: str) -> None:
    """A day on which the provider was asked is a real day, and stands beside the role of who asked."""
    offer = OFFERS[name]
    assert ("assured_date" in offer) == ("assurer" in offer)
    if "assured_date" in offer:
        date.fromisoformat(offer["assured_date"])


def test_the_guide_for_coordinators_names_every_field() -> None:
    """docs/knowledge.md explains each field of an offer and of its parts."""
    guide = GUIDE.read_text(encoding="utf-8")
    parts = (Offer, Phone, Location, OpeningHours, Source, Audience)
    missing = {field.name for part in parts for field in fields(part) if f"`{field.name}`" not in guide}
    assert missing == set()


def test_the_example_in_the_guide_is_a_real_offer() -> None:
    """The first example in docs/knowledge.md is a file of `knowledge/`, word for word."""
    example = re.findall(r"(?ms)^```yaml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"))[0]
    name = yaml.load(example, Loader=yaml.BaseLoader)["id"]
    assert example == FILES[name].read_text(encoding="utf-8")
