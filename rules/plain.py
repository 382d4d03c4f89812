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
from typing import Any, NamedTuple

from linkcheck.models import are_strings
from linkcheck.rules.data.idv import COUNTRIES, POSTAL_CODE_NOT_ACCEPTED, REGION_REQUIRED
from linkcheck.rules.data.subdivisions import CODES
from linkcheck.rules.formats.phone import is_certain
from linkcheck.rules.formats.postal import US_POSTAL_CODE
from linkcheck.rules.formats.urls import PRIVATE_TOP_LEVELS
from linkcheck.shapes.guard import is_clean

LONGEST_NAME = 30
"""Link shows a ``client_name`` of up to this many characters."""

PLAIN_COUNTRY = "US"
"""The only country of a plain request."""
_PLAIN_COUNTRIES = [PLAIN_COUNTRY]

SUBTYPES = frozenset({"checking", "savings", "cash management"})
"""The subtypes of a plain filter: of every country, and of use to whatever takes deposits."""

# Patterns stay text until they are used: this keeps the start short.
_URL = r"https://(?:(?!-)[a-z0-9-]+(?<!-)\.)+([a-z]{2,18})(?:/[A-Za-z0-9_.~/-]*)?"
_USER_ID = r"usr_[A-Za-z0-9]+"
_POSTAL_CODE = r"(?=[A-Z0-9]{2,10}\Z)"  # of any country, before the pattern of one
EMAIL = r"[A-Za-z0-9_+-][A-Za-z0-9_.+-]*@[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,18}"
_LONGEST_URL = 200
LONGEST_EMAIL = 64  # no label of the domain can be too long then


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
        type(value) is str and len(value) <= LONGEST_EMAIL and _fullmatch(EMAIL)(value) is not None
    )


def _phone_number(value: Any, _: Mapping[str, Any]) -> bool:
    return type(value) is str and is_certain(value)


def _address(value: Any, _: Mapping[str, Any]) -> bool:
    """A full address, with what its country has and without what it has not."""
    return (
        type(value) is dict
        and None not in value.values()  # fits_country takes it for absence
        and _has_letter(value.get("street"))
        and _has_letter(value.get("city"))
        and fits_country(value.get("country"), value.get("region"), value.get("postal_code"))
    )


def fits_country(country: Any, region: Any, postal_code: Any) -> bool:
    """True for parts of a plain address; None stands for one that is absent."""
    form = _address_form(country) if type(country) is str and country in COUNTRIES else None
    return (
        form is not None
        and _is_part(region, form.regions)
        and _is_part(postal_code, form.postal_code)
    )


_PartTest = Callable[[str], object]


class _AddressForm(NamedTuple):
    """Tests of two parts of an address; None for a part that it must not have."""

    regions: _PartTest | None
    postal_code: _PartTest | None


@cache
def _address_form(country: str) -> _AddressForm | None:
    """The form of addresses in one of ``COUNTRIES``; None if not all of it is known."""
    regions: _PartTest | None = None
    postal_code: _PartTest | None = None
    if country in REGION_REQUIRED:
        if country not in CODES:
            return None
        regions = frozenset(CODES[country].split()).__contains__
    if country not in POSTAL_CODE_NOT_ACCEPTED:
        pattern = US_POSTAL_CODE if country == "US" else _postal_code(country)
        if pattern is None:
            return None
        postal_code = _fullmatch(f"(?a:{_POSTAL_CODE}(?:{pattern}))")
    return _AddressForm(regions, postal_code)


def _postal_code(country: str) -> str | None:
    from linkcheck.rules.data.postal_codes import PATTERNS  # not needed for the United States

    return PATTERNS.get(country)


def _is_part(part: Any, test: _PartTest | None) -> bool:
    if test is None:
        return part is None
    return type(part) is str and bool(test(part))


def _user_id(value: Any, _: Mapping[str, Any]) -> bool:
    return type(value) is str and is_plain_user_id(value)


def is_plain_user_id(text: str) -> bool:
    """True for an id of the new User APIs."""
    return _fullmatch(_USER_ID)(text) is not None


def _has_letter(text: Any) -> bool:
    """True if there is a letter that has a capital and a small form."""
    return type(text) is str and text.lower() != text.upper()


def _country_codes(value: Any, _: Mapping[str, Any]) -> bool:
    return type(value) is list and value == _PLAIN_COUNTRIES


def _text(value: Any, _: Mapping[str, Any]) -> bool:
    return type(value) is str


_Test = Callable[[Any, Mapping[str, Any]], bool]

_REQUEST: tuple[tuple[str, str, _Test], ...] = (
    ("client_name", "~client_name", _client_name),
    ("country_codes", "~country_codes", _country_codes),
    ("redirect_uri", "~redirect_uri", _url),
    ("webhook", "~webhook", _url),
    ("account_filters", "~account_filters", _account_filters),
)
_VARYING: tuple[tuple[str, str, _Test], ...] = (("user_id", "~user_id", _user_id),)
_USER: tuple[tuple[str, str, _Test], ...] = (
    ("client_user_id", "~user.client_user_id", _client_user_id),
    ("email_address", "~user.email_address", _email_address),
    ("phone_number", "~user.phone_number", _phone_number),
    ("address", "~user.address", _address),
)
_PLAIN_IN_USER: dict[str, _Test] = {name: test for name, _, test in _USER} | {"legal_name": _text}
_ADDRESS_PARTS = frozenset({"street", "street2", "city", "region", "postal_code", "country"})


def unusual(payload: Mapping[str, Any]) -> list[str]:
    """The features ``~field`` of the members that are given, but not in their plain form."""
    found = _unusual(payload, _REQUEST)
    user = payload.get("user")
    found += _unusual(payload, _VARYING)
    return found + _unusual(user, _USER) if type(user) is dict else found


def is_plain_varying(rest: Mapping[str, Any]) -> bool:
    """True if ``rest`` is a ``user``, perhaps with ``user_id``, and all in it has its plain form.

    ``rest`` itself is a plain dict with plain names. Then ``linkcheck.shapes.guard`` and the
    formats find no fault in it, there is no null, and none of the features ``~field``. What a
    schema says of it is not looked at.
    """
    user = rest.get("user")
    if type(user) is not dict or not are_strings(user):
        return False
    if len(rest) > 1 and not (len(rest) == 2 and _user_id(rest.get("user_id"), rest)):
        return False
    texts = [""]
    for name, value in user.items():
        if type(value) is dict and not are_strings(value):
            return False
        test = _PLAIN_IN_USER.get(name)
        if test is None or not test(value, user):
            return False
        if name == "address":
            if not _ADDRESS_PARTS.issuperset(value):
                return False
            texts += value.values()
        else:
            texts.append(value)
    try:
        return is_clean("\n".join(texts))
    except TypeError:  # some part of the address is no text
        return False


def unusual_in_varying(rest: Mapping[str, Any], user: Mapping[str, Any]) -> list[str]:
    """The same for what differs between two requests of an application: ``user``, and ``rest``."""
    found = _unusual(user, _USER)
    return found + _unusual(rest, _VARYING) if "user_id" in rest else found


def _unusual(members: Mapping[str, Any], tests: tuple[tuple[str, str, _Test], ...]) -> list[str]:
    return [
        feature
        for name, feature, plain in tests
        if (value := members.get(name)) is not None and not plain(value, members)
    ]
