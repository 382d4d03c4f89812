"""A log of made-up create requests, as a backend would write it: a body a line.

The bodies come from a thousand templates: some minimal, most with a user's data, some with nearly
everything that fits. Ids, names, phone numbers and e-mail addresses differ from line to line. Three
users in four have a phone number, and one line in fifty has a mistake. The same seed gives the same
log.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.payloads import FULL, MINIMAL, TYPICAL, Body

TEMPLATES = 1000
WITH_PHONE = 0.75
WITH_MISTAKE = 0.02


@dataclass(frozen=True)
class _Country:
    """What differs between the users of two countries."""

    code: str
    languages: tuple[str, ...]
    phone: str
    city: str
    postal_code: str
    region: str | None = None


# In a phone number each N stands for a digit from 2 to 9, each X for any.
_COUNTRIES = (
    _Country("US", ("en", "es"), "+1415NXXXXXX", "San Francisco", "94103", "CA"),
    _Country("US", ("en",), "+1212NXXXXXX", "New York", "10012", "NY"),
    _Country("US", ("en",), "+1312NXXXXXX", "Chicago", "60611", "IL"),
    _Country("CA", ("en", "fr"), "+1416NXXXXXX", "Toronto", "M5V2T6", "ON"),
    _Country("GB", ("en",), "+447400XXXXXX", "London", "SW1A1AA"),
    _Country("FR", ("fr",), "+3361XXXXXXX", "Paris", "75001"),
)
_GIVEN = ("Jane", "Omar", "Wei", "Lucía", "Noah", "Aino", "Priya", "Tom")
_FAMILY = ("Doe", "Haddad", "Chen", "García", "Smith", "Virtanen", "Patel", "Martin")


def lines(count: int, seed: int = 2026) -> Iterator[bytes]:
    """So many lines, each with its line feed."""
    chance = random.Random(seed)
    templates = [_template(chance, number) for number in range(TEMPLATES)]
    for number in range(count):
        body, phone = chance.choice(templates)
        body = copy.deepcopy(body)
        _fill(body["user"], phone, chance, number)
        if chance.random() < WITH_MISTAKE:
            chance.choice(_MISTAKES)(body)
        yield json.dumps(body).encode() + b"\n"


def _template(chance: random.Random, number: int) -> tuple[Body, str]:
    """What one application sends, less what differs between users; and their phone numbers."""
    make = chance.choices((MINIMAL, TYPICAL, FULL), (15, 50, 35))[0]
    body = copy.deepcopy(make)
    # Half of the products are for the United States alone.
    country = chance.choice(_COUNTRIES[:3] if make is FULL else _COUNTRIES)
    body["client_name"] = f"Wonderwallet {number}"
    body["country_codes"] = [country.code]
    body["language"] = chance.choice(country.languages)
    for name in ("webhook", "redirect_uri"):
        if name in body:
            body[name] = f"https://app{number}.wonderwallet.com/plaid/{name}"
    if "transactions" in body:
        body["transactions"] = {"days_requested": chance.randrange(30, 730)}
    if "address" in body["user"]:
        body["user"]["address"] = {
            "street": f"{number} Harrison St",
            "city": country.city,
            "postal_code": country.postal_code,
            "country": country.code,
        }
        if country.region is not None:
            body["user"]["address"]["region"] = country.region
    if country.code not in ("US", "CA"):
        body.pop("additional_consented_products", None)
    return body, country.phone


def _fill(user: Body, phone: str, chance: random.Random, number: int) -> None:
    user["client_user_id"] = f"u-{number:07}"
    if "legal_name" in user:
        user["legal_name"] = f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}"
        user["email_address"] = f"u{number}@example.com"
    user.pop("phone_number", None)
    if chance.random() < WITH_PHONE:
        user["phone_number"] = "".join(_digit(chance, char) for char in phone)


def _digit(chance: random.Random, char: str) -> str:
    return str(chance.randrange(2 if char == "N" else 0, 10)) if char in "NX" else char


def _unknown_country(body: Body) -> None:
    body["country_codes"] = ["UK"]


def _no_user_id(body: Body) -> None:
    del body["user"]["client_user_id"]


def _wrong_phone(body: Body) -> None:
    body["user"]["phone_number"] = "555-0123"


def _product_twice(body: Body) -> None:
    body["optional_products"] = [body["products"][0]]


def _unknown_field(body: Body) -> None:
    body["webhok"] = body.pop("webhook", "https://wonderwallet.com/plaid")


_MISTAKES: tuple[Callable[[Body], None], ...] = (
    _unknown_country,
    _no_user_id,
    _wrong_phone,
    _product_twice,
    _unknown_field,
)
