"""The plainest form of values, which almost all requests have.

Rules about the form of a value almost always find nothing, but take time on every request. Each
schema here matches values that break none of the rules with ``on="~field"``; any other value, valid
or not, makes these rules run. A test makes sure that the schemas never hide a finding
(tests/rules/test_plain.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from linkcheck.documents import Document
from linkcheck.rules.data.idv import COUNTRIES, POSTAL_CODE_NOT_ACCEPTED, REGION_REQUIRED
from linkcheck.rules.data.phone_plans import CERTAIN
from linkcheck.rules.data.products import COUNTRY_CODES
from linkcheck.rules.data.subdivisions import CODES
from linkcheck.rules.formats.postal import US_POSTAL_CODE
from linkcheck.rules.formats.urls import PRIVATE_TOP_LEVELS
from linkcheck.shapes.everyday import Test, compiled, everyday_test
from linkcheck.shapes.loader import Schema

LONGEST_NAME = 30
"""Link shows a ``client_name`` of up to this many characters."""

PLAIN_COUNTRY = "US"
"""The only country of a plain request."""

SUBTYPES = frozenset({"checking", "savings", "cash management"})
"""The subtypes of a plain filter: available in all countries and for all deposit products."""

PERSONAL = ("user", "user_id")
"""The fields of a request that differ from user to user."""

READS_PERSONAL = frozenset({"LC229", "LC276"})
"""The rules that distinguish between the plainest values below ``PERSONAL``."""

_TEXT: Schema = {"type": "string"}
_URL: Schema = {
    "type": "string",
    "maxLength": 200,
    "pattern": r"^https://(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z]{2,18}(?:/[A-Za-z0-9_.~/-]*)?$",
    "not": {"pattern": rf"^https://[^/]*\.(?:{'|'.join(sorted(PRIVATE_TOP_LEVELS))})(?:/|$)"},
}


def _filters() -> Schema:
    """Return the schema of a filter for plain deposit accounts."""
    subtypes: Schema = {"type": "array", "minItems": 1, "items": {"enum": sorted(SUBTYPES)}}
    return _only({"depository": _only({"account_subtypes": subtypes})})


def _only(members: Mapping[str, Schema], **optional: Schema) -> Schema:
    properties = {**members, **optional}
    return {
        "type": "object",
        "required": [*members],
        "properties": properties,
        "additionalProperties": False,
    }


def _address() -> Schema:
    """Return the schema of a full address, with exactly the fields that its country uses."""
    known = [_address_in(country) for country in COUNTRY_CODES if country in COUNTRIES]
    return {"anyOf": [form for form in known if form is not None]}


def _address_in(country: str) -> Schema | None:
    from linkcheck.rules.data.postal_codes import PATTERNS

    line = {**_TEXT, "pattern": "[A-Za-z]"}
    parts: dict[str, Schema] = {"country": {"const": country}, "street": line, "city": line}
    if country in REGION_REQUIRED:
        if country not in CODES:
            return None
        parts["region"] = {"enum": CODES[country].split()}
    if country not in POSTAL_CODE_NOT_ACCEPTED:
        pattern = US_POSTAL_CODE if country == PLAIN_COUNTRY else PATTERNS.get(country)
        if pattern is None:
            return None
        parts["postal_code"] = {
            **_TEXT,
            "pattern": f"^(?:{pattern})$",
            "maxLength": 10,
            "minLength": 2,
        }
    return _only(parts, street2=_TEXT)


def _forms() -> dict[str, Schema]:
    return {
        "client_name": {**_TEXT, "maxLength": LONGEST_NAME},
        "country_codes": {"const": [PLAIN_COUNTRY]},
        "redirect_uri": _URL,
        "webhook": _URL,
        "account_filters": _filters(),
        "user_id": {**_TEXT, "pattern": "^usr_[A-Za-z0-9]+$"},
        "user.client_user_id": {
            **_TEXT,
            "anyOf": [
                {"pattern": "^[0-9]+$"},
                {"pattern": "^[0-9_-]*[A-Za-z][A-Za-z0-9_-]*$"},
            ],
        },
        "user.email_address": {
            **_TEXT,
            "maxLength": 64,  # then no label of the domain can be too long
            "pattern": r"^[A-Za-z0-9_+-][A-Za-z0-9_.+-]*@[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,18}$",
        },
        "user.phone_number": {**_TEXT, "pattern": f"^{CERTAIN}$"},
        "user.address": _address(),
    }


@cache
def _tests() -> dict[str, dict[str, tuple[str, Test | None]]]:
    """Return by object and field: the feature of the field, and the test of its plain values."""
    found: dict[str, dict[str, tuple[str, Test | None]]] = {"": {}, "user": {}}
    for field, form in _forms().items():
        place, _, name = field.rpartition(".")
        found[place][name] = f"~{field}", compiled(form)
    return found


def unusual_features() -> frozenset[str]:
    """Return all features ``~field``."""
    return frozenset(feature for tests in _tests().values() for feature, _ in tests.values())


@cache
def _plain_test() -> Test | None:
    """Return the test of all plain values at once."""
    members: dict[str, Schema] = {}
    below: dict[str, Schema] = {}
    for field, form in _forms().items():
        place, _, name = field.rpartition(".")
        (below if place else members)[name] = form
    members["user"] = {"properties": below}
    return compiled({"properties": members})


def unusual(payload: Mapping[str, Any]) -> list[str]:
    """Return the features ``~field`` of the fields that are present but not in plain form."""
    tests = _tests()
    shared = [] if has_distinct_id(payload) else ["~user.client_user_id"]
    are_plain = _plain_test()
    if are_plain is not None and are_plain(payload):
        return shared
    user = payload.get("user")
    below = _unusual(user, tests["user"]) if type(user) is dict else []
    return shared + _unusual(payload, tests[""]) + below


def _unusual(members: Mapping[str, Any], tests: Mapping[str, tuple[str, Test | None]]) -> list[str]:
    return [
        feature
        for name, (feature, is_plain) in tests.items()
        if (value := members.get(name)) is not None and (is_plain is None or not is_plain(value))
    ]


def has_distinct_id(payload: Mapping[str, Any]) -> bool:
    """True if the ID of the user is certain to differ from all other values of the user."""
    user = payload.get("user")
    if type(user) is not dict:
        return True
    return "id_number" not in user and list(user.values()).count(user.get("client_user_id")) <= 1


@cache
def _everyday_test(only: tuple[str, ...] | None = None) -> Test:
    return everyday_test(Document.CREATE_REQUEST, _forms(), has_distinct_id, only)


def is_everyday(payload: Any) -> bool:
    """True only for a request with a correct shape and without any feature ``~field``."""
    return _everyday_test()(payload)


def personal_test() -> Test:
    """Return the equivalent of ``is_everyday`` for the ``PERSONAL`` fields of a request."""
    return _everyday_test(PERSONAL)
