"""`user.id_number`: an ID number for Identity Verification, and whether it can be one.

The formats are a table (``rules/data/id_types.py``): one rule enforces them all. Nothing is judged
where Identity Verification is not requested, since the number has no use there.
"""

from __future__ import annotations

from typing import NamedTuple

from linkcheck.engine.finding import Evidence, Fix, Severity
from linkcheck.engine.relations import only_with
from linkcheck.engine.rule import Findings, at, member, missing, removal, rule
from linkcheck.rules.address import COUNTRY, INPUT_VALIDATION, country_of
from linkcheck.rules.data.id_types import ID_TYPES
from linkcheck.rules.data.idv import ID_NUMBER_REQUIRED_BUT_NO_TYPE, address_rule
from linkcheck.rules.formats.id_numbers import (
    IdVerdict,
    check_digits_hold,
    judge,
    last_four_never_issued,
)
from linkcheck.rules.request import LinkRequest, may_use

ID_NUMBER = ("user", "id_number")
VALUE = "user.id_number.value"
USED = ("user", "+identity_verification")


class Number(NamedTuple):
    """Type and value of an ID number, both given, with the verdict on the format."""

    type: str
    value: str
    verdict: IdVerdict


def _number(request: LinkRequest) -> Number | None:
    type_, value = request.text(*ID_NUMBER, "type"), request.text(*ID_NUMBER, "value")
    if not type_ or not value:
        return None
    return Number(type_, value, judge(type_, value))


only_with(
    "LC270",
    "id-number-without-identity-verification",
    "user.id_number",
    condition=may_use("identity_verification"),
    source="user.id_number",
    covers="C104",
    message="`user.id_number` is used for Identity Verification only, which is not requested: "
    "sensitive data are sent for nothing. Remove it.",
    removable=True,
    doc="""`user.id_number` is given without the product `identity_verification`.

    Why: Only Identity Verification uses the number, and it is the most sensitive datum of all.
    Bad: {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn_last_4", "value": "6789"}}}
    Good: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn_last_4", "value": "6789"}}}
    """,
)

# -- the number itself ---------------------------------------------------------------------------


@rule(
    "LC271",
    "id-number-format",
    needs=USED,
    source=(VALUE, INPUT_VALIDATION),
    covers=" ".join(f"C{number}" for number in range(107, 144)),
)
def id_number_format(request: LinkRequest) -> Findings:
    """`user.id_number.value` does not have the format of its type.

    Why: Plaid publishes a pattern for each of the types, which the whole value must match. All
        formatting characters (spaces, dots, hyphens, slashes, brackets) must be stripped.
    Bad: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn", "value": "123-45-6780"}}}
    Bad: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "in_pan", "value": "bajpc4350m"}}}
    Good: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn", "value": "123456780"}}}
    """
    number = _number(request)
    if number is None or number.verdict.fault is None:
        return
    pattern = ID_TYPES[number.type].pattern
    wrong = {
        "formatting": "has formatting characters, such as spaces or hyphens. Strip them.",
        "case": "has letters in lower case. Write them as capitals.",
        "format": f"is not in the format of `{number.type}`: as a whole it must match "
        f"`{pattern}`. Correct it or the type; a leading zero may be lost.",
    }[number.verdict.fault]
    fix = None
    if number.verdict.repaired is not None:
        patch = {"op": "replace", "path": "/user/id_number/value", "value": number.verdict.repaired}
        fix = Fix("strip formatting characters, write capitals", (patch,))
    yield at(*ID_NUMBER, "value", message=f"`{VALUE}` {wrong}", fix=fix)


@rule(
    "LC272",
    "ssn-never-issued",
    needs=USED,
    source=INPUT_VALIDATION,
    covers="C144",
)
def ssn_never_issued(request: LinkRequest) -> Findings:
    """A `us_ssn` is one of those that are never issued.

    Why: Plaid does not accept an SSN that begins with 9, 666 or 000, or that has 00 as its fourth
        and fifth digit or 0000 at its end.
    Bad: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn", "value": "666123456"}}}
    Good: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn", "value": "123456780"}}}
    Note: Plaid calls the type "SSN or ITIN", although every ITIN begins with 9.
    """
    number = _number(request)
    if number is not None and number.verdict.never_issued is not None:
        yield at(
            *ID_NUMBER,
            "value",
            message=f"`{VALUE}` {_NEVER_ISSUED[number.verdict.never_issued]}",
        )


_NEVER_ISSUED = {
    "begins-with-9": "begins with 9, as ITINs do. Plaid names the type for ITINs too, but its "
    "rules accept no number that begins with 9: leave `id_number` out.",
    "begins-with-666": "begins with 666, which no SSN does: Plaid does not accept it. Correct it.",
    "begins-with-000": "begins with 000, which no SSN does: Plaid does not accept it. Correct it.",
    "group-00": "has 00 as its fourth and fifth digit, which no SSN has: Plaid does not accept "
    "it. Correct it.",
    "serial-0000": "ends in 0000, which no SSN does: Plaid does not accept it. Correct it.",
}


@rule(
    "LC273",
    "ssn-last-four-zero",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=USED,
    source=INPUT_VALIDATION,
    covers="C145",
)
def ssn_last_four_zero(request: LinkRequest) -> Findings:
    """A `us_ssn_last_4` is 0000.

    Why: No SSN ends in 0000, and Plaid does not accept a whole one that does.
    Bad: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn_last_4", "value": "0000"}}}
    Good: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn_last_4", "value": "6789"}}}
    """
    number = _number(request)
    if number is None or number.type != "us_ssn_last_4":
        return
    if last_four_never_issued(number.value):
        yield at(
            *ID_NUMBER,
            "value",
            message=f"`{VALUE}` is 0000, in which no SSN ends. Send the user's digits, or leave "
            "`id_number` out.",
        )


@rule(
    "LC274",
    "id-number-check-digit",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=USED,
    source=INPUT_VALIDATION,
    covers="C146",
)
def id_number_check_digit(request: LinkRequest) -> Findings:
    """`user.id_number.value` has a wrong check digit, or an impossible date or place.

    Why: Plaid may check more than the format, so that a slip of the keyboard can fail. Some of
        Plaid's own examples have wrong check digits: no error.
    Bad: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "br_cpf", "value": "15872146877"}}}
    Good: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "br_cpf", "value": "15872146876"}}}
    """
    number = _number(request)
    if number is None or number.verdict.never_issued is not None:
        return
    if check_digits_hold(number.type, number.value) is False:
        yield at(
            *ID_NUMBER,
            "value",
            message=f"`{VALUE}` is in the format of `{number.type}`, but its check digit (or the "
            "date or place in it) does not hold. Check it for a slip.",
        )


# -- the number and the country ------------------------------------------------------------------


def _is_refused(request: LinkRequest) -> bool:
    """The country of the address takes no ID number, and the type is not of that country."""
    country = country_of(request)
    asked = address_rule(country) if country is not None else None
    known = ID_TYPES.get(request.text(*ID_NUMBER, "type") or "")
    return (
        asked is not None
        and asked.id_number == "not_accepted"
        and (known is None or known.country != country)
    )


@rule(
    "LC275",
    "id-number-of-other-country",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    needs=USED,
    source="user.id_number.type",
    covers="C147",
)
def id_number_of_other_country(request: LinkRequest) -> Findings:
    """`user.id_number.type` belongs to another country than the address.

    Why: Each type belongs to one country; one of the two is probably wrong.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "BR"},
        "id_number": {"type": "us_ssn", "value": "123456780"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "BR"},
        "id_number": {"type": "br_cpf", "value": "15872146876"}}}
    """
    country = country_of(request)
    known = ID_TYPES.get(request.text(*ID_NUMBER, "type") or "")
    if known is None or country is None or known.country == country or _is_refused(request):
        return
    yield at(
        *ID_NUMBER,
        "type",
        message=f"`{known.type}` is an ID of {known.country}, but the address is in {country}. "
        "Correct the type or the address.",
        related=(COUNTRY,),
    )


@rule(
    "LC276",
    "id-number-left-to-user",
    severity=Severity.INFO,
    needs=USED,
    source=INPUT_VALIDATION,
    covers="C148",
)
def id_number_left_to_user(request: LinkRequest) -> Findings:
    """The country of the address needs an ID number, and none is given.

    Why: Without one the data are incomplete, and the user is asked for the number.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "BR"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "BR"},
        "id_number": {"type": "br_cpf", "value": "15872146876"}}}
    Note: Not for CZ and FI, for which no type exists.
    """
    country = country_of(request)
    if country is None or country in ID_NUMBER_REQUIRED_BUT_NO_TYPE or request.given(*ID_NUMBER):
        return
    asked = address_rule(country)
    if asked is not None and asked.id_number == "required":
        yield missing(
            *ID_NUMBER,
            message=f"`user.id_number` is missing, which Identity Verification needs in {country}: "
            "the user will be asked for it. Add it if you have it.",
        )


@rule(
    "LC277",
    "id-number-not-accepted",
    severity=Severity.WARNING,
    needs=USED,
    source=INPUT_VALIDATION,
    covers="C149",
)
def id_number_not_accepted(request: LinkRequest) -> Findings:
    """`user.id_number` is given for a country where Plaid takes none.

    Why: For most countries the field should always be left out.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "FR"},
        "id_number": {"type": "es_dni", "value": "12768106R"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "FR"}}}
    Note: Types exist for EG, JO, KW, OM, RO and SA, although Plaid's table takes no number there: a
        number of such a country with an address in it is not reported.
    """
    if request.has(*ID_NUMBER) and _is_refused(request):
        yield member(
            *ID_NUMBER,
            message=f"`user.id_number` is not accepted for an address in {country_of(request)}. "
            "Remove it, or correct the country.",
            related=(COUNTRY,),
        )


@rule(
    "LC278",
    "id-number-null",
    severity=Severity.WARNING,
    needs=USED,
    source=INPUT_VALIDATION,
    covers="C150",
)
def id_number_null(request: LinkRequest) -> Findings:
    """`user.id_number` is null.

    Why: Identity Verification wants the key left out when there is no number.
    Bad: idv {"user": {"client_user_id": "u-1001", "id_number": null}}
    Good: idv {"user": {"client_user_id": "u-1001"}}
    """
    if request.given(*ID_NUMBER) and not request.has(*ID_NUMBER):
        yield at(
            *ID_NUMBER,
            message="`user.id_number` is null; Identity Verification wants the key left out when "
            "there is no number. Remove it.",
            fix=removal(*ID_NUMBER, safe=True),
        )
