"""No rule that rests for what a document lacks would have found something there."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from linkcheck import shapes
from linkcheck.context import Context
from linkcheck.documents import BASES, Document
from linkcheck.engine import catalog
from linkcheck.rules.plain import unusual
from linkcheck.rules.request import NO_PRODUCTS, NO_USER, REPEATED_PRODUCT, STARTING, LinkRequest
from linkcheck.shapes.sanitizer import TEMPLATE_MARKS
from tests.rules.test_cases import CASES
from tests.shapes import NO_WHEEL

REQUEST = Document.CREATE_REQUEST
# Features that only spare time: a rule that waits for one of them must be silent without it.
SPARING = {NO_PRODUCTS, NO_USER, REPEATED_PRODUCT, TEMPLATE_MARKS, *STARTING.values()}
CONTEXT = Context(environment="production")

PLAIN_ADDRESS = {
    "street": "1098 Harrison St",
    "city": "San Francisco",
    "region": "CA",
    "postal_code": "94103",
    "country": "US",
}
ADDRESSES: list[dict[str, Any]] = [
    PLAIN_ADDRESS,
    {"street": "1 Yonge St", "city": "Toronto", "region": "ON", "postal_code": "M5E1E5",
     "country": "CA"},
    {"street": "10 Downing St", "city": "London", "postal_code": "SW1A2AA", "country": "GB"},
    {"street": "1 Rue X", "street2": "B", "city": "Paris", "postal_code": "75001", "country": "FR"},
    {"street": "1 Queen's Road", "city": "Central", "region": "HK", "country": "HK"},
    {"street": "1 Queen's Road", "city": "Accra", "country": "GH"},
]  # fmt: skip
URLS = [
    "https://example.com/plaid/webhook",
    "https://a.b-c.example.org",
    "https://x--y.co/~u/v.html",
    "http://example.com",
    "https://localhost/x",
    "https://a.local/x",
    "https://h.home.arpa/",
    "https://1.2.3.4/x",
    "https://user:pw@example.com",
    "https://example.com:8443/x?secret=1",
    "https://example.com/#a",
    "https://*.example.com",
    "myapp://x",
    "https://intranet/x",
    "https://a..b.com/",
    "https://webhook.site/x",
    "https://example.com/a*b",
    "https://EXAMPLE.com/",
    "https://-.com/",
    "https://a.test/x",
    "https://example.com.",
    "${HOST}/x",
]
VALUES: dict[tuple[str, ...], list[Any]] = {
    ("client_name",): ["Wonderwallet", "W" * 30, "W" * 31, "", None, 7, "YOUR_NAME"],
    ("country_codes",): [["US"], ["GB"], ["CA", "US"], [], ["us"], "US", None, [{}]],
    ("webhook",): [*URLS, "", None, 1],
    ("redirect_uri",): [*URLS, "", None, []],
    ("products",): [["auth"], ["investments"], ["liabilities", "auth"], [], None, ["auth"] * 2],
    ("optional_products",): [["identity"], ["auth"], [], None, ["transfer", {}]],
    ("account_filters",): [
        *({"depository": {"account_subtypes": subtypes}} for subtypes in (
            ["checking"], ["savings", "checking"], ["cash management"], ["cd"], [], ["all"],
            ["all", "checking"], ["hsa"], ["limited purpose checking"], [{}], None, "checking",
        )),
        {"depository": {"account_subtypes": ["checking"], "limited_purpose_types": ["X"]}},
        {"depository": {"account_subtypes": ["checking"]}, "credit": {"account_subtypes": ["all"]}},
        {"credit": {"account_subtypes": ["all"]}}, {"depository": {}}, {}, None, [],
    ],
    ("user", "client_user_id"): [
        "u-1001", "4155550010", "415-555-0010", "123-45-6789", "+14155550010", "Jane Doe",
        "jane@example.com", "ABC_def-9", "test", "", None, 5, "u" * 200, "\u0661\u0662", "94103",
        "Jane", "AB123456",
    ],
    ("user", "legal_name"): ["Jane Doe", "Jane", "u-1001", None],
    ("user", "id_number"): [None, {"value": "AB123456", "type": "us_ssn"}],
    ("user", "email_address"): [
        "jane@example.com", "j.d+x@mail.example.co", "jane", "jane@", "@example.com", "a b@c.de",
        ".@example.com", "jane@example", "jane@-x.com", "jane@x-.com", "jane@1.2", "", None, 1,
        "jane@" + "a" * 70 + ".com", '"a b"@example.com', "jane@a..com", "j(x)@example.com",
    ],
    ("user", "phone_number"): [
        "+14155550123", "+33612345678", "+442071838750", "+15555550123", "+1 415 555 0123",
        "4155550123", "x", "", None, 4155550123,
    ],
    ("user", "address"): [
        PLAIN_ADDRESS,
        *(
            {**PLAIN_ADDRESS, part: value}
            for part in PLAIN_ADDRESS
            for value in ("", None, "1", "us", "US-CA", "California", "GB", "94103-1804", "9410", 3)
        ),
        {"country": "US"}, {"country": "CU"}, {}, None, [], {"city": "Paris", "country": "FR"},
        *(
            {**address, part: value}
            for address in ADDRESSES
            for part, value in [
                ("city", "x"), ("region", "ON"), ("region", "75"), ("region", None), ("street", ""),
                ("postal_code", "M5E 1E5"), ("postal_code", "75001"), ("postal_code", "sw1a2aa"),
                ("postal_code", None), ("postal_code", "75001A"), ("country", "KE"),
            ]
        ),
    ],
    ("user_id",): [
        "usr_9nSp2KuZ2x4JDw", "usr_", "usr_a b", "usr-1", "u-1001", "{x}", "", None, 1,
        "user-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
        "user-development-b0e2c4ee-a763-4df5-bfe9-46a46bce993d",
    ],
}  # fmt: skip


def bodies() -> Iterator[dict[str, Any]]:
    """The bodies of the cases, and bodies with values drawn from the table."""
    yield from (body for case in CASES for kind, body in [case.body()] if kind is REQUEST)
    draw = random.Random(7)
    bases = [base for kind, base in BASES.values() if kind is REQUEST]
    for _ in range(3000):
        body = json.loads(json.dumps(draw.choice(bases)))
        for path in draw.sample(sorted(VALUES), 4):
            parent = body if len(path) == 1 else body.setdefault("user", {})
            if isinstance(parent, dict):
                parent[path[-1]] = json.loads(json.dumps(draw.choice(VALUES[path])))
        yield body


def test_rules_that_rest_have_nothing_to_say() -> None:
    rules = [r for r in catalog.rules() if REQUEST in r.documents and not r.shape]
    spared = 0
    for body in bodies():
        traits = shapes.examine(REQUEST, body).traits
        view = LinkRequest(body, CONTEXT, traits)
        features = view.features
        more = features | SPARING | {f"~{name}" for name in features}
        for rule in rules:
            if rule.applies(more) and not rule.applies(features):
                spared += 1
                assert list(rule.check(view) or ()) == [], (rule.code, body)
    assert spared > 10_000


def test_an_everyday_request_is_plain() -> None:
    pytest.importorskip("jsonschema_rs", reason=NO_WHEEL)  # without which every rule looks
    body = {path[0]: values[0] for path, values in VALUES.items() if len(path) == 1}
    body["user"] = {path[1]: values[0] for path, values in VALUES.items() if len(path) == 2}
    del body["user"]["id_number"]
    assert unusual(body) == []


def test_wrong_values_are_not_plain() -> None:
    assert set(
        unusual(
            {
                "client_name": "W" * 31,
                "country_codes": ["GB"],
                "webhook": "http://example.com",
                "redirect_uri": "https://localhost/x",
                "account_filters": {},
                "user": {
                    "client_user_id": "Jane Doe",
                    "email_address": "jane",
                    "phone_number": "4155550123",
                    "address": {"country": "US"},
                },
            }
        )
    ) == {
        "~client_name",
        "~country_codes",
        "~webhook",
        "~redirect_uri",
        "~account_filters",
        "~user.client_user_id",
        "~user.email_address",
        "~user.phone_number",
        "~user.address",
    }
