"""`user.address`: its parts, and what each country requires of them.

Identity Verification publishes a table of countries that says where `region` and `postal_code` are
required and where they are not accepted. Postal codes and regions themselves are compared with
public data. ISO 3166-2 has all regions that Plaid accepts, so any other region is an error. Plaid
publishes no format of postal codes, so those findings are warnings.
"""

from __future__ import annotations

from linkcheck.engine.finding import INFERRED, INFO, WARNING, Fix, Related
from linkcheck.engine.rule import (
    Finding,
    Findings,
    at,
    here,
    member,
    missing,
    removal,
    replacement,
    rule,
)
from linkcheck.rules.data.idv import UNSUPPORTED_USER_COUNTRIES, AddressRule, address_rule
from linkcheck.rules.formats import countries, postal, regions
from linkcheck.rules.request import LinkRequest

INPUT_VALIDATION = "https://plaid.com/docs/identity-verification/hybrid-input-validation/"
ADDRESS = ("user", "address")
COUNTRY = Related("/user/address/country", "the country of the address")
STATE = Related("/user/address/region", "the state")
PARTS = ("street", "street2", "city", "region", "postal_code")
IDV = "identity_verification"
IDENTITY_DATA = "INVALID_USER_IDENTITY_DATA"


def country_of(request: LinkRequest) -> str | None:
    """Return the country of the address if it is a known country code."""
    country = request.text(*ADDRESS, "country")
    return country if country is not None and countries.is_alpha2(country) else None


def _table(request: LinkRequest) -> AddressRule | None:
    """Return what the country requires, if that is documented and a product checks the address."""
    country = country_of(request)
    if country is None or not request.uses(IDV, "identity"):
        return None
    return address_rule(country)


def _unwanted(request: LinkRequest) -> list[str]:
    """Return the parts that are written, even as null, although the country does not have them."""
    asked = _table(request)
    if asked is None or not request.uses(IDV):
        return []
    banned = {"region": asked.region, "postal_code": asked.postal_code}
    return [
        part
        for part, need in banned.items()
        if need == "not_accepted" and request.given(*ADDRESS, part)
    ]


def _replace(description: str, part: str, value: str | None, *, safe: bool = True) -> Fix | None:
    if value is None:
        return None
    return replacement(*ADDRESS, part, value=value, description=description, safe=safe)


# -- which parts there are -----------------------------------------------------------------------


@rule(
    "LC240",
    needs="~user.address",
    on=("+identity_verification", "+identity"),
    source=("user.address", INPUT_VALIDATION),
    covers="C086 C092 C094",
    plaid=IDENTITY_DATA,
)
def address_incomplete(request: LinkRequest) -> Findings:
    """`user.address` is neither complete nor limited to the country.

    Help: Add it, or send only `country`.
    Why: Plaid accepts no address, the country alone, or a full address: street and city, plus
        region and postal code where the country has them. Link does not ask the user for the parts
        that are left out.
    Bad: idv {"user": {"client_user_id": "u-1001",
        "address": {"city": "San Francisco", "country": "US"}}}
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "1 Yonge St",
        "city": "Toronto", "postal_code": "M5E1E5", "country": "CA"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "US"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "1 Yonge St",
        "city": "Toronto", "region": "ON", "postal_code": "M5E1E5", "country": "CA"}}}
    Note: Not reported if no requested product uses the address.
    """
    unwanted = _unwanted(request)
    if not any(request.is_filled(*ADDRESS, part) for part in PARTS if part not in unwanted):
        return
    needed, where = ["street", "city"], ""
    asked = _table(request)
    if asked is not None:
        where = f" in {country_of(request)}"
        needed += ["region"] * (asked.region == "required")
        needed += ["postal_code"] * (asked.postal_code == "required")
    for part in needed:
        if not request.is_filled(*ADDRESS, part):
            message = f"Missing `user.address.{part}`, which a complete address{where} requires"
            yield missing(*ADDRESS, part, message=message)


@rule(
    "LC241",
    needs=("~user.address", "+identity_verification"),
    source=INPUT_VALIDATION,
    covers="C093 C095",
    plaid=IDENTITY_DATA,
)
def address_part_not_accepted(request: LinkRequest) -> Findings:
    """`region` or `postal_code` is given for a country that does not have it.

    Help: Remove it.
    Why: Identity Verification requires that the key is left out for such countries; null is not
        enough. Most countries, such as Great Britain, Germany and France, do not accept `region`.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "10 Downing St",
        "city": "London", "region": null, "postal_code": "SW1A2AA", "country": "GB"}}}
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "1 Queen's Road",
        "city": "Central", "region": "HK", "postal_code": "999077", "country": "HK"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "10 Downing St",
        "city": "London", "postal_code": "SW1A2AA", "country": "GB"}}}
    """
    for part in _unwanted(request):
        is_null = not request.has(*ADDRESS, part)
        where = f"in {country_of(request)}" + ", not even as null" * is_null
        yield member(
            *ADDRESS,
            part,
            message=f"`user.address.{part}` is not allowed for addresses {where}",
            related=(COUNTRY,),
            fix=removal(*ADDRESS, part, safe=is_null),
        )


# -- street and city -----------------------------------------------------------------------------


@rule(
    "LC242",
    on="~user.address",
    source=("user.address.street", "user.address.city"),
    covers="C087 C089",
    plaid=IDENTITY_DATA,
)
def address_without_letters(request: LinkRequest) -> Findings:
    """`street` or `city` of the address does not contain a letter.

    Help: Check that each part of the address is in the right field.
    Why: The reference requires at least one letter in both; letters of any script count.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    """
    for part in ("street", "city"):
        value = request.text(*ADDRESS, part)
        if value and not any(map(str.isalpha, value)):
            message = f"`user.address.{part}` must contain at least one letter"
            yield at(*ADDRESS, part, message=message)


# -- the region ----------------------------------------------------------------------------------

REGION = "user.address.region"


@rule("LC243", field=REGION, on="~user.address", source=REGION, covers="C090")
def region_with_country_prefix(region: str, request: LinkRequest) -> Finding | bool:
    """`user.address.region` begins with the country code.

    Help: Write only the part after the hyphen, such as `CA` for `US-CA`.
    Why: Plaid reads the country from `country`; `region` is only the part of an ISO 3166-2 code
        after the hyphen.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "US-CA", "postal_code": "94105", "country": "US"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    """
    country = country_of(request)
    if country is None or not _has_prefix(region, country) or "region" in _unwanted(request):
        return False
    code = regions.judge(region, country).code
    return here(fix=_replace("Remove the country prefix", "region", code))


def _has_prefix(region: str, country: str) -> bool:
    return region.upper().startswith(f"{country}-")


_REGION_FAULTS = {
    "prefix": ("is a code of another country", "Use a code of {country}, without the prefix"),
    "case": ("is a code in lowercase or with white space", "Use `{code}`"),
    "name": ("is a name, not a code", "Use `{code}`"),
    "unknown": (
        "is not a subdivision code of {country}",
        "Use an ISO 3166-2 code without the prefix `{country}-`",
    ),
}
"""Message and help for each fault."""


@rule("LC244", field=REGION, on="~user.address", source=(REGION, INPUT_VALIDATION), covers="C091")
def region_not_a_code(region: str, request: LinkRequest) -> Finding | bool:
    """`user.address.region` is not a subdivision code of the country.

    Why: Plaid accepts codes, not names: a subset of ISO 3166-2 that is not public. A region that is
        not in ISO 3166-2 is not in the subset either.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "California", "postal_code": "94105", "country": "US"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    Note: ISO has no codes for Hong Kong, where Plaid requires a region: any region passes there.
    """
    country = country_of(request)
    if not region or country is None or _has_prefix(region, country):
        return False
    fault, code = regions.judge(region, country)
    if fault is None or not regions.codes(country) or "region" in _unwanted(request):
        return False
    wrong, remedy = (text.format(country=country, code=code) for text in _REGION_FAULTS[fault])
    return here(
        f"`{REGION}` {wrong}",
        help=remedy,
        related=(COUNTRY,),
        fix=_replace("Write the code", "region", code, safe=fault != "unknown"),
    )


# -- the postal code -----------------------------------------------------------------------------

POSTAL_CODE = "user.address.postal_code"


def _verdict(code: str, request: LinkRequest) -> postal.PostalVerdict:
    """Judge a postal code, unless it is empty or the country does not have any."""
    verdict = postal.judge(code, country_of(request) or "")
    if not code or verdict.fault is None or "postal_code" in _unwanted(request):
        return postal.PostalVerdict()
    return verdict


@rule(
    "LC245",
    field=POSTAL_CODE,
    on="~user.address",
    source=POSTAL_CODE,
    covers="C096 C097",
    plaid=IDENTITY_DATA,
)
def postal_code_form(code: str, request: LinkRequest) -> Finding | bool:
    """`user.address.postal_code` must be two to ten letters and digits, in the US five digits.

    Help: Correct the postal code.
    Why: The reference sets these limits. ZIP+4 codes are too long, and a ZIP code that was once a
        number may have lost a leading zero.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105-1804", "country": "US"}}}
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "1 Rue X",
        "city": "Paris", "postal_code": "7", "country": "FR"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    """
    verdict = _verdict(code, request)
    if verdict.fault == "characters":
        return here(f"`{POSTAL_CODE}` must be two to ten letters and digits")
    if verdict.fault != "us":
        return False
    remedy = "Correct the postal code; a leading zero may be missing"
    if verdict.repaired is not None:
        remedy = "Keep only the first five digits"
    return here(
        f"`{POSTAL_CODE}` must be five digits in the US",
        help=remedy,
        fix=_replace("Keep only the first five digits", "postal_code", verdict.repaired),
    )


@rule(
    "LC246",
    field=POSTAL_CODE,
    severity=WARNING,
    evidence=INFERRED,
    on="~user.address",
    source=POSTAL_CODE,
    covers="C098",
)
def postal_code_separators(code: str, request: LinkRequest) -> Finding | bool:
    """`user.address.postal_code` contains a space or a hyphen, not only letters and digits.

    Help: Remove spaces and hyphens.
    Why: The reference mentions alphanumeric characters only. Whether Plaid rejects the usual space
        or hyphen is not known.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "10 Downing St",
        "city": "London", "postal_code": "SW1A 2AA", "country": "GB"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "10 Downing St",
        "city": "London", "postal_code": "SW1A2AA", "country": "GB"}}}
    """
    verdict = _verdict(code, request)
    if verdict.fault != "separators":
        return False
    return here(fix=_replace("Remove spaces and hyphens", "postal_code", verdict.repaired))


@rule(
    "LC247",
    field=POSTAL_CODE,
    severity=WARNING,
    evidence=INFERRED,
    on="~user.address",
    source=POSTAL_CODE,
    covers="C099",
)
def postal_code_of_other_country(code: str, request: LinkRequest) -> Finding | bool:
    """`user.address.postal_code` does not look like a postal code of the country.

    Help: Correct the postal code or the country.
    Why: Either the country or the postal code is probably wrong. The patterns are those of Google's
        address data.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "Hauptstr. 1",
        "city": "Berlin", "postal_code": "SW1A2AA", "country": "DE"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "Hauptstr. 1",
        "city": "Berlin", "postal_code": "10115", "country": "DE"}}}
    """
    if _verdict(code, request).fault != "country":
        return False
    message = f"`{POSTAL_CODE}` does not look like a postal code of {country_of(request)}"
    return here(message, related=(COUNTRY,))


@rule(
    "LC248", field=POSTAL_CODE, severity=INFO, evidence=INFERRED, source=POSTAL_CODE, covers="C100"
)
def zip_code_outside_state(code: str, request: LinkRequest) -> Finding | bool:
    """`user.address.postal_code` is not in the state that `user.address.region` names.

    Help: Correct the ZIP code or the state.
    Why: The first digits of a ZIP code belong to a state; one of the two is probably wrong.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "NY", "postal_code": "94105", "country": "US"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    """
    state = request.text(*ADDRESS, "region")
    if country_of(request) != "US" or not state:
        return False
    return postal.us_state_agrees(code, state) is False and here(related=(STATE,))


# -- the country ---------------------------------------------------------------------------------

COUNTRY_CODE = "user.address.country"


@rule(
    "LC249",
    field=COUNTRY_CODE,
    on="~user.address",
    source=COUNTRY_CODE,
    covers="C101",
    plaid=IDENTITY_DATA,
)
def address_country_unknown(country: str) -> Finding | bool:
    """`user.address.country` is not a two-letter ISO 3166-1 code in uppercase.

    Help: Use a code such as `US`.
    Why: The reference requires the two-letter code in uppercase: `US`, not `us`, `USA` or a name;
        `GB`, not `UK`. Any country is allowed, not only those that `country_codes` allows.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "usa"}}}
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "UK"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "US"}}}
    Note: Plaid also accepts `XK` (Kosovo), which ISO does not assign.
    """
    if not country or countries.is_alpha2(country):
        return False
    meant = countries.meant(country)
    remedy = f"Use `{meant}`" if meant else None
    return here(help=remedy, fix=_replace(f"Write `{meant}`", "country", meant))


@rule(
    "LC250",
    field=COUNTRY_CODE,
    severity=WARNING,
    needs=("~user.address", "+identity_verification"),
    source="https://plaid.com/docs/identity-verification/",
    covers="C102",
)
def address_country_unsupported(country: str) -> Finding | bool:
    """`user.address.country` is a country whose residents Identity Verification cannot verify.

    Help: Do not start the session, or correct the country.
    Why: North Korea, Libya, DR Congo, Iran, Cuba and Syria are excluded.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "CU"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "MX"}}}
    """
    if country not in UNSUPPORTED_USER_COUNTRIES:
        return False
    return here(f"Identity Verification cannot verify users in {country}")


@rule(
    "LC251",
    field=COUNTRY_CODE,
    severity=INFO,
    needs=("user.address", "+identity_verification"),
    source=INPUT_VALIDATION,
    covers="C103",
)
def address_country_without_rules(country: str) -> Finding | bool:
    """Plaid does not document what an address in this country requires.

    Help: Try the address in Sandbox, as region and postal code were not checked.
    Why: It is not documented whether this country needs a region and a postal code, so they were
        not checked.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "AQ"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "AR"}}}
    """
    if not countries.is_alpha2(country) or country in UNSUPPORTED_USER_COUNTRIES:
        return False
    if address_rule(country) is not None:
        return False
    return here(f"Plaid does not document what an address in {country} requires")
