"""Cases for rules/address.py."""

from __future__ import annotations

from typing import Any

from tests.rules.case import Case

FULL = {
    "street": "123 Main St",
    "city": "San Francisco",
    "region": "CA",
    "postal_code": "94105",
    "country": "US",
}
LONDON = {"street": "10 Downing St", "city": "London", "postal_code": "SW1A2AA", "country": "GB"}
AT = "/user/address"


def user(address: Any) -> dict[str, Any]:
    """A user with this address."""
    return {"user": {"client_user_id": "u-1001", "address": address}}


def changed(**parts: Any) -> dict[str, Any]:
    """A user with a full US address in which these parts are changed."""
    return user({**FULL, **parts})


def only(**parts: Any) -> dict[str, Any]:
    """A user whose address has these parts only."""
    return user(parts)


CASES = [
    Case(
        "LC240",
        "idv",
        only(city="San Francisco", country="US"),
        at=[AT, AT, AT],
        severity="error",
    ),
    Case("LC240", "idv", changed(city=None), at=[AT], missing="city"),
    Case("LC240", "idv", changed(region=None), at=[AT], missing="region", message="in US"),
    Case("LC240", "idv", user({**LONDON, "postal_code": None}), at=[AT], missing="postal_code"),
    Case("LC240", "idv", only(street="1 Main St", city="Springfield"), at=[]),
    Case("LC240", "idv", only(city="Springfield"), at=[AT], missing="street"),
    Case(
        "LC240",
        "request",
        {**changed(street=None), "products": ["identity"]},
        at=[AT],
        missing="street",
    ),
    Case("LC240", "idv", changed()),
    Case("LC240", "idv", user(LONDON)),
    Case("LC240", "idv", only(country="US")),
    Case("LC240", "idv", only(country="US", street=None, region=None)),
    Case("LC240", "idv", only(street="1 Queen's Road", city="Central", region="X", country="HK")),
    Case("LC240", "idv", only(country="GB", region="ENG")),  # LC241 says it all
    Case("LC240", "idv", only(street="1 Main St", city="X", country="AQ")),
    Case("LC240", "request", only(city="San Francisco", country="US")),
    Case("LC240", "idv", user([])),
    Case("LC241", "idv", user({**LONDON, "region": None}), at=[AT + "/region"], severity="error"),
    Case("LC241", "idv", user({**LONDON, "region": "ENG"}), at=[AT + "/region"]),
    Case(
        "LC241",
        "idv",
        user({**LONDON, "country": "HK", "region": "X", "postal_code": "999077"}),
        at=[AT + "/postal_code"],
    ),
    Case(
        "LC241",
        "idv",
        user({**LONDON, "country": "QA", "region": "DA"}),
        at=[AT + "/postal_code", AT + "/region"],
    ),
    Case("LC241", "idv", user(LONDON)),
    Case("LC241", "idv", changed()),
    Case("LC241", "idv", only(country="AQ", region="X")),
    Case("LC241", "request", {**user({**LONDON, "region": None}), "products": ["identity"]}),
    Case("LC242", "idv", changed(street="123"), at=[AT + "/street"], severity="error"),
    Case("LC242", "idv", changed(street=" 1-2 ", city="#"), at=[AT + "/city", AT + "/street"]),
    Case("LC242", "idv", changed(street="1-2 Ünter", city="Zürich")),
    Case("LC242", "idv", changed(street="千代田1-2", city="東京")),
    Case("LC242", "idv", changed(street=None, city=7)),
    Case("LC242", "idv", changed(street="")),  # an empty string is for the shape check
    Case("LC243", "idv", changed(region="US-CA"), at=[AT + "/region"], severity="error"),
    Case("LC243", "idv", changed(region="us-zz"), at=[AT + "/region"]),
    Case("LC243", "idv", changed()),
    Case("LC243", "idv", changed(region="MX-JAL")),
    Case("LC243", "idv", user({**LONDON, "region": "GB-ENG"})),  # not accepted at all
    Case("LC243", "idv", changed(country=None, region="US-CA")),
    Case("LC244", "idv", changed(region="California"), at=[AT + "/region"], message="a name"),
    Case("LC244", "idv", changed(region="ca"), at=[AT + "/region"], message="lowercase"),
    Case("LC244", "idv", changed(region="QQ"), at=[AT + "/region"], severity="error"),
    Case("LC244", "idv", changed(region="MX-JAL"), at=[AT + "/region"], message="another country"),
    Case("LC244", "idv", changed(region="DC", postal_code="20001")),
    Case("LC244", "idv", changed(region="US-CA")),  # LC243
    Case("LC244", "idv", only(street="1 Queen's Road", city="X", region="KLN", country="HK")),
    Case("LC244", "idv", user({**LONDON, "region": "England"})),
    Case("LC244", "idv", changed(country="usa", region="California")),
    Case("LC245", "idv", changed(postal_code="94105-1804"), at=[AT + "/postal_code"]),
    Case("LC245", "idv", changed(postal_code="2139"), at=[AT + "/postal_code"], severity="error"),
    Case("LC245", "idv", user({**LONDON, "postal_code": "7"}), at=[AT + "/postal_code"]),
    Case("LC245", "idv", user({**LONDON, "postal_code": "SW1A_2AA"}), at=[AT + "/postal_code"]),
    Case("LC245", "idv", user({**LONDON, "postal_code": "SW1A2AA" * 3}), at=[AT + "/postal_code"]),
    Case("LC245", "idv", changed(postal_code="02139", region="MA")),
    Case("LC245", "idv", user({**LONDON, "postal_code": "SW1A 2AA"})),
    Case("LC245", "idv", changed(postal_code=94105)),
    Case("LC245", "idv", changed(postal_code="")),
    Case("LC246", "idv", user({**LONDON, "postal_code": "SW1A 2AA"}), at=[AT + "/postal_code"]),
    Case(
        "LC246",
        "idv",
        only(street="1-2 A", city="Tokyo", region="13", postal_code="100-0001", country="JP"),
        at=[AT + "/postal_code"],
        severity="warning",
    ),
    Case("LC246", "idv", user(LONDON)),
    Case("LC246", "idv", changed(postal_code="94105-1804")),  # LC245
    Case("LC247", "idv", user({**LONDON, "country": "DE"}), at=[AT + "/postal_code"]),
    Case("LC247", "idv", user({**LONDON, "country": "DE", "postal_code": "10115"})),
    Case("LC247", "idv", user({**LONDON, "postal_code": "sw1a2aa"})),
    Case("LC247", "idv", user({**LONDON, "country": "deu"})),
    Case("LC248", "idv", changed(region="NY"), at=[AT + "/postal_code"], severity="info"),
    Case("LC248", "idv", changed()),
    Case("LC248", "idv", changed(region="QQ")),
    Case("LC248", "idv", changed(postal_code="9410", region="NY")),
    Case("LC249", "idv", only(country="usa"), at=[AT + "/country"], message="`US`"),
    Case("LC249", "idv", only(country="UK"), at=[AT + "/country"], message="`GB`"),
    Case("LC249", "idv", only(country="fr"), at=[AT + "/country"], severity="error"),
    Case("LC249", "idv", only(country="United States"), at=[AT + "/country"], message="`US`"),
    Case("LC249", "request", only(country="ZZ"), at=[AT + "/country"]),
    Case("LC249", "idv", only(country="XK")),
    Case("LC249", "idv", only(country="AQ")),
    Case("LC249", "idv", only(country=1)),
    Case("LC250", "idv", only(country="CU"), at=[AT + "/country"], severity="warning"),
    Case("LC250", "idv", only(country="MX")),
    Case("LC250", "request", only(country="CU")),
    Case("LC251", "idv", only(country="AQ"), at=[AT + "/country"], severity="info"),
    Case("LC251", "idv", only(country="AR")),
    Case("LC251", "idv", only(country="XK")),
    Case("LC251", "idv", only(country="CU")),  # LC250
]
