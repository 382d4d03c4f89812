"""Values in the plain form that almost all requests have.

Rules about the form of a value nearly always find nothing, and looking closely takes its time on
every request. So each test here is cheap, and knows a value that breaks none of the rules which
say ``on="~field"``; any other value, right or wrong, makes these rules look. That the tests never
hide a finding is tested (tests/rules/test_plain.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from linkcheck.rules.data.subdivisions import CODES
from linkcheck.rules.formats.phone import is_e164
from linkcheck.rules.formats.urls import PRIVATE_TOP_LEVELS

LONGEST_NAME = 30
"""Link shows a ``client_name`` of up to this many characters."""

PLAIN_COUNTRY = "US"
"""The only country of a plain request."""
_PLAIN_COUNTRIES = [PLAIN_COUNTRY]

SUBTYPES = frozenset({"checking", "savings", "cash management"})
"""The subtypes of a plain filter: of every country, and of use to whatever takes deposits."""

# Patterns stay text until they are used: this keeps the start short.
_URL = r"https://(?:[a-z0-9-]+\.)+([a-z]{2,18})(?:/[A-Za-z0-9_.~/-]*)?"
_EMAIL = r"[A-Za-z0-9_+-][A-Za-z0-9_.+-]*@[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,18}"
_LONGEST_URL = 200
_LONGEST_EMAIL = 64  # no label of the domain can be too long then


@cache
def _fullmatch(pattern: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(pattern).fullmatch


def _client_name(value: Any, _: Mapping[str, Any]) -> bool:
    return type(value) is str and len(value) <= LONGEST_NAME


def _url(value: Any, _: Mapping[str, Any]) -> bool:
    """https, a public name for a host, and a path of harmless characters."""
    return type(value) is str and len(value) <= _LONGEST_URL and _is_plain_url(value)


@lru_cache(maxsize=64)
def _is_plain_url(url: str) -> bool:
    # An application has few of them, the same in all its requests.
    match = _fullmatch(_URL)(url)
    return match is not None and match[1] not in PRIVATE_TOP_LEVELS


def _account_filters(value: Any, _: Mapping[str, Any]) -> bool:
    """One filter for plain deposit accounts."""
    if type(value) is not dict or len(value) != 1:
        return False
    depository = value.get("depository")
    if type(depository) is not dict or len(depository) != 1:
        return False
    subtypes = depository.get("account_subtypes")
    if type(subtypes) is not list or not subtypes:
        return False
    return all(type(subtype) is str and subtype in SUBTYPES for subtype in subtypes)


def _client_user_id(value: Any, user: Mapping[str, Any]) -> bool:
    """Letters and digits, with hyphens unless it is digits only, and not the same as its peers."""
    if type(value) is not str or "id_number" in user:
        return False
    bare = value.replace("-", "").replace("_", "")
    return (
        bare.isalnum()
        and (not bare.isdigit() or bare == value)
        and list(user.values()).count(value) == 1
    )


def _email_address(value: Any, _: Mapping[str, Any]) -> bool:
    return (
        type(value) is str
        and len(value) <= _LONGEST_EMAIL
        and _fullmatch(_EMAIL)(value) is not None
    )


def _phone_number(value: Any, _: Mapping[str, Any]) -> bool:
    return type(value) is str and is_e164(value)


def _address(value: Any, _: Mapping[str, Any]) -> bool:
    """A full address in the United States."""
    if type(value) is not dict or value.get("country") != "US":
        return False
    postal_code, region = value.get("postal_code"), value.get("region")
    return (
        type(postal_code) is str
        and len(postal_code) == 5
        and postal_code.isascii()
        and postal_code.isdigit()
        and type(region) is str
        and region in _states()
        and _has_letter(value.get("street"))
        and _has_letter(value.get("city"))
    )


@cache
def _states() -> frozenset[str]:
    return frozenset(CODES["US"].split())


def _has_letter(text: Any) -> bool:
    """True if there is a letter that has a capital and a small form."""
    return type(text) is str and text.lower() != text.upper()


def _country_codes(value: Any, _: Mapping[str, Any]) -> bool:
    return type(value) is list and value == _PLAIN_COUNTRIES


_Test = Callable[[Any, Mapping[str, Any]], bool]

_REQUEST: tuple[tuple[str, str, _Test], ...] = (
    ("client_name", "~client_name", _client_name),
    ("country_codes", "~country_codes", _country_codes),
    ("redirect_uri", "~redirect_uri", _url),
    ("webhook", "~webhook", _url),
    ("account_filters", "~account_filters", _account_filters),
)
_USER: tuple[tuple[str, str, _Test], ...] = (
    ("client_user_id", "~user.client_user_id", _client_user_id),
    ("email_address", "~user.email_address", _email_address),
    ("phone_number", "~user.phone_number", _phone_number),
    ("address", "~user.address", _address),
)


def unusual(payload: Mapping[str, Any]) -> list[str]:
    """The features ``~field`` of the members that are given, but not in their plain form."""
    found = _unusual(payload, _REQUEST)
    user = payload.get("user")
    return found + unusual_in_user(user) if type(user) is dict else found


def unusual_in_user(user: Mapping[str, Any]) -> list[str]:
    """The same for the members of ``user`` alone."""
    return _unusual(user, _USER)


def _unusual(members: Mapping[str, Any], tests: tuple[tuple[str, str, _Test], ...]) -> list[str]:
    return [
        feature
        for name, feature, plain in tests
        if (value := members.get(name)) is not None and not plain(value, members)
    ]
