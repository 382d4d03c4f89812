"""`user.id_number`: whether an ID number for Identity Verification can be valid.

The formats are a table (``rules/data/id_types.py``), which one rule enforces. Nothing is checked
unless Identity Verification is requested, because the number has no use elsewhere.
"""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, INFO, WARNING
from linkcheck.engine.relations import only_with
from linkcheck.engine.rule import Finding, Findings, at, here, member, removal, replacement, rule
from linkcheck.rules.address import COUNTRY, INPUT_VALIDATION, country_of
from linkcheck.rules.data.id_types import ID_TYPES
from linkcheck.rules.data.idv import ID_NUMBER_REQUIRED_BUT_NO_TYPE, address_rule
from linkcheck.rules.formats.id_numbers import (
    IdFault,
    NeverIssued,
    check_digits_hold,
    judge,
    last_four_never_issued,
)
from linkcheck.rules.request import LinkRequest, may_use

ID_NUMBER = ("user", "id_number")
VALUE = "user.id_number.value"
TYPE = "user.id_number.type"
USED = ("user", "+identity_verification")


def _type(request: LinkRequest) -> str:
    return request.text(*ID_NUMBER, "type") or ""


only_with(
    "LC270",
    "id-number-without-identity-verification",
    "user.id_number",
    condition=may_use("identity_verification"),
    source="user.id_number",
    covers="C104",
    removable=True,
    doc="""`user.id_number` has no effect without `identity_verification`.

    Help: Remove it; do not send sensitive data that nothing needs.
    Why: Only Identity Verification uses the number, which is the most sensitive value of all.
    Bad: {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn_last_4", "value": "6789"}}}
    Good: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn_last_4", "value": "6789"}}}
    """,
)

# -- the number itself ---------------------------------------------------------------------------

_FAULTS: dict[IdFault, tuple[str, str]] = {
    "formatting": (
        "contains formatting characters, such as spaces or hyphens",
        "Remove the formatting characters",
    ),
    "case": ("contains lowercase letters", "Write the letters in uppercase"),
    "format": (
        "does not match `{pattern}`, the format of `{type}`",
        "Correct the value or the type; a leading zero may be missing",
    ),
}
"""Message and help for each fault."""


@rule(
    "LC271",
    field=VALUE,
    needs=USED,
    source=(VALUE, INPUT_VALIDATION),
    covers=" ".join(f"C{number}" for number in range(107, 144)),
)
def id_number_format(value: str, request: LinkRequest) -> Finding | bool:
    """`user.id_number.value` does not match the format of its type.

    Why: Plaid publishes a pattern for each type, which the whole value must match. Remove all
        formatting characters: spaces, dots, hyphens, slashes and brackets.
    Bad: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn", "value": "123-45-6780"}}}
    Bad: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "in_pan", "value": "bajpc4350m"}}}
    Good: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn", "value": "123456780"}}}
    """
    verdict = judge(_type(request), value)
    if not value or verdict.fault is None:
        return False
    known = ID_TYPES[_type(request)]
    wrong, remedy = _FAULTS[verdict.fault]
    fix = None
    if verdict.repaired is not None:
        fix = replacement(
            *(*ID_NUMBER, "value"),
            value=verdict.repaired,
            description="Remove formatting characters and write letters in uppercase",
            safe=True,
        )
    wrong = wrong.format(pattern=known.pattern, type=known.type)
    return here(f"`{VALUE}` {wrong}", help=remedy, fix=fix)


_NEVER_ISSUED: dict[NeverIssued, str] = {
    "begins-with-9": "begins with 9",
    "begins-with-666": "begins with 666",
    "begins-with-000": "begins with 000",
    "group-00": "has 00 as its fourth and fifth digits",
    "serial-0000": "ends with 0000",
}


@rule("LC272", field=VALUE, needs=USED, source=INPUT_VALIDATION, covers="C144")
def ssn_never_issued(value: str, request: LinkRequest) -> Finding | bool:
    """`user.id_number.value` is a `us_ssn` that is never issued.

    Help: Correct the number.
    Why: Plaid does not accept an SSN that begins with 9, 666 or 000, that has 00 as its fourth and
        fifth digits, or that ends with 0000.
    Bad: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn", "value": "666123456"}}}
    Good: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn", "value": "123456780"}}}
    Note: Plaid calls the type "SSN or ITIN", although every ITIN begins with 9.
    """
    reason = judge(_type(request), value).never_issued
    if reason is None:
        return False
    remedy = None
    if reason == "begins-with-9":
        remedy = "Correct the number, or remove `id_number` if it is an ITIN, which Plaid rejects"
    return here(f"`{VALUE}` {_NEVER_ISSUED[reason]}, which no SSN does", help=remedy)


@rule(
    "LC273",
    field=VALUE,
    severity=WARNING,
    evidence=INFERRED,
    needs=USED,
    source=INPUT_VALIDATION,
    covers="C145",
)
def ssn_last_four_zero(value: str, request: LinkRequest) -> bool:
    """`user.id_number.value` is 0000, but no SSN ends with 0000.

    Help: Send the last four digits of the user's SSN, or remove `id_number`.
    Why: Plaid does not accept a whole SSN that ends with 0000 either.
    Bad: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn_last_4", "value": "0000"}}}
    Good: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "us_ssn_last_4", "value": "6789"}}}
    """
    return _type(request) == "us_ssn_last_4" and last_four_never_issued(value)


@rule(
    "LC274",
    field=VALUE,
    severity=WARNING,
    evidence=INFERRED,
    needs=USED,
    source=INPUT_VALIDATION,
    covers="C146",
)
def id_number_check_digit(value: str, request: LinkRequest) -> bool:
    """`user.id_number.value` has a wrong check digit, or an impossible date or place.

    Help: Check the number for typos.
    Why: Plaid may check more than the format, so that a typo makes the verification fail. Some of
        Plaid's own examples have wrong check digits, so this is not an error.
    Bad: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "br_cpf", "value": "15872146877"}}}
    Good: idv {"user": {"client_user_id": "u-1001",
        "id_number": {"type": "br_cpf", "value": "15872146876"}}}
    """
    if judge(_type(request), value).never_issued is not None:
        return False
    return check_digits_hold(_type(request), value) is False


# -- the number and the country ------------------------------------------------------------------


def _is_refused(request: LinkRequest) -> bool:
    """True if the country of the address accepts no ID number, and the type is not its own."""
    country = country_of(request)
    asked = address_rule(country) if country is not None else None
    known = ID_TYPES.get(_type(request))
    return (
        asked is not None
        and asked.id_number == "not_accepted"
        and (known is None or known.country != country)
    )


@rule(
    "LC275", field=TYPE, severity=WARNING, evidence=INFERRED, needs=USED, source=TYPE, covers="C147"
)
def id_number_of_other_country(type_: str, request: LinkRequest) -> Finding | bool:
    """`user.id_number.type` belongs to another country than the address.

    Help: Correct the type or the country.
    Why: Each type belongs to one country; one of the two is probably wrong.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "BR"},
        "id_number": {"type": "us_ssn", "value": "123456780"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "BR"},
        "id_number": {"type": "br_cpf", "value": "15872146876"}}}
    """
    country, known = country_of(request), ID_TYPES.get(type_)
    if known is None or country is None or known.country == country or _is_refused(request):
        return False
    message = f"`{TYPE}` belongs to {known.country}, but `user.address.country` is {country}"
    return here(message, related=(COUNTRY,))


@rule(
    "LC276",
    missing="user.id_number",
    severity=INFO,
    needs=USED,
    source=INPUT_VALIDATION,
    covers="C148",
)
def id_number_left_to_user(request: LinkRequest) -> Finding | bool:
    """Missing `user.id_number`, which Identity Verification requires in the user's country.

    Help: Add it if you know it; otherwise Link asks the user for it.
    Why: Without an ID number the data is incomplete, so Link asks the user for the number.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "BR"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "BR"},
        "id_number": {"type": "br_cpf", "value": "15872146876"}}}
    Note: Not reported for CZ and FI, for which no type exists.
    """
    country = country_of(request)
    if country is None or country in ID_NUMBER_REQUIRED_BUT_NO_TYPE or request.given(*ID_NUMBER):
        return False
    asked = address_rule(country)
    if asked is None or asked.id_number != "required":
        return False
    return here(f"Missing `user.id_number`, which Identity Verification requires in {country}")


@rule("LC277", severity=WARNING, needs=USED, source=INPUT_VALIDATION, covers="C149")
def id_number_not_accepted(request: LinkRequest) -> Findings:
    """`user.id_number` is given for a country where Plaid does not accept one.

    Help: Remove it, or correct the country.
    Why: For most countries, the field must always be left out.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "FR"},
        "id_number": {"type": "es_dni", "value": "12768106R"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "FR"}}}
    Note: Types exist for EG, JO, KW, OM, RO and SA, although Plaid's table accepts no number there.
        A number of such a type is not reported if the address is in the same country.
    """
    if request.has(*ID_NUMBER) and _is_refused(request):
        message = f"`user.id_number` is not allowed for addresses in {country_of(request)}"
        yield member(*ID_NUMBER, message=message, related=(COUNTRY,))


@rule("LC278", severity=WARNING, needs=USED, source=INPUT_VALIDATION, covers="C150")
def id_number_null(request: LinkRequest) -> Findings:
    """`user.id_number` is null, but must be left out if there is no number.

    Help: Remove it.
    Why: Identity Verification requires that the key is left out if there is no number.
    Bad: idv {"user": {"client_user_id": "u-1001", "id_number": null}}
    Good: idv {"user": {"client_user_id": "u-1001"}}
    """
    if request.given(*ID_NUMBER) and not request.has(*ID_NUMBER):
        yield at(*ID_NUMBER, fix=removal(*ID_NUMBER, safe=True))
