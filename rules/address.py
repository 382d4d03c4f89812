"""`user.address`: its parts, and what each country asks of them.

Identity Verification publishes a table of countries that says where `region` and `postal_code` are
required and where they may not be given. Postal codes and regions themselves are compared with
public data: the codes of ISO 3166-2 hold all regions that Plaid takes, so that others are errors;
what postal codes look like is no list of Plaid's, hence warnings.
"""

from __future__ import annotations

from linkcheck.engine.finding import Evidence, Fix, Related, Severity
from linkcheck.engine.rule import Finding, Findings, at, member, missing, rule
from linkcheck.rules.data.idv import UNSUPPORTED_USER_COUNTRIES, AddressRule, address_rule
from linkcheck.rules.formats import countries, postal, regions
from linkcheck.rules.request import LinkRequest

INPUT_VALIDATION = "https://plaid.com/docs/identity-verification/hybrid-input-validation/"
ADDRESS = ("user", "address")
COUNTRY = Related("/user/address/country", "the country of the address")
PARTS = ("street", "street2", "city", "region", "postal_code")
IDV = "identity_verification"
IDENTITY_DATA = "INVALID_USER_IDENTITY_DATA"


def country_of(request: LinkRequest) -> str | None:
    """The country of the address, if it is a country."""
    country = request.text(*ADDRESS, "country")
    return country if country is not None and countries.is_alpha2(country) else None


def _table(request: LinkRequest) -> AddressRule | None:
    """What the country asks, as far as that is documented and the address is for such a check."""
    country = country_of(request)
    if country is None or not request.uses(IDV, "identity"):
        return None
    return address_rule(country)


def _unwanted(request: LinkRequest) -> list[str]:
    """The parts that are written down, be it with null, though the country does not have them."""
    asked = _table(request)
    if asked is None or not request.uses(IDV):
        return []
    banned = {"region": asked.region, "postal_code": asked.postal_code}
    return [
        part
        for part, need in banned.items()
        if need == "not_accepted" and request.given(*ADDRESS, part)
    ]


# -- which parts there are -----------------------------------------------------------------------


@rule(
    "LC240",
    "address-incomplete",
    needs="~user.address",
    on=("+identity_verification", "+identity"),
    source=("user.address", INPUT_VALIDATION),
    covers="C086 C092 C094",
    plaid=IDENTITY_DATA,
)
def address_incomplete(request: LinkRequest) -> Findings:
    """`user.address` is neither complete nor the country alone.

    Why: Plaid takes no address, the country alone, or a full address: street and city, and region
        and postal code where the country has them. The user is not asked for what is left out.
    Bad: idv {"user": {"client_user_id": "u-1001",
        "address": {"city": "San Francisco", "country": "US"}}}
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "1 Yonge St",
        "city": "Toronto", "postal_code": "M5E1E5", "country": "CA"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "US"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "1 Yonge St",
        "city": "Toronto", "region": "ON", "postal_code": "M5E1E5", "country": "CA"}}}
    Note: Not reported where no product is requested that uses the address.
    """
    unwanted = _unwanted(request)
    if not any(request.is_filled(*ADDRESS, part) for part in PARTS if part not in unwanted):
        return
    asked = _table(request)
    where = f"in {country_of(request)} " if asked is not None else ""
    needed = ["street", "city"]
    if asked is not None:
        needed += ["region"] * (asked.region == "required")
        needed += ["postal_code"] * (asked.postal_code == "required")
    for part in needed:
        if not request.is_filled(*ADDRESS, part):
            yield missing(
                *ADDRESS,
                part,
                message=f"`user.address.{part}` is missing: an address {where}is either complete "
                "or only the country. Add it, or send `country` alone.",
            )


@rule(
    "LC241",
    "address-part-not-accepted",
    needs=("~user.address", "+identity_verification"),
    source=INPUT_VALIDATION,
    covers="C093 C095",
    plaid=IDENTITY_DATA,
)
def address_part_not_accepted(request: LinkRequest) -> Findings:
    """`region` or `postal_code` is given for a country that does not have it.

    Why: Identity Verification wants the key left out for such countries; null is not enough. Most
        countries, Great Britain, Germany and France among them, take no `region`.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "10 Downing St",
        "city": "London", "region": null, "postal_code": "SW1A2AA", "country": "GB"}}}
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "1 Queen's Road",
        "city": "Central", "region": "HK", "postal_code": "999077", "country": "HK"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "10 Downing St",
        "city": "London", "postal_code": "SW1A2AA", "country": "GB"}}}
    """
    for part in _unwanted(request):
        is_null = not request.has(*ADDRESS, part)
        remark = ", not sent with null" if is_null else ""
        yield member(
            *ADDRESS,
            part,
            message=f"`user.address.{part}` is not accepted for an address in "
            f"{country_of(request)}: the key must be left out{remark}. Remove it.",
            related=(COUNTRY,),
            fix=Fix(
                f"remove `{part}`",
                ({"op": "remove", "path": f"/user/address/{part}"},),
                safe=is_null,
            ),
        )


# -- street and city -----------------------------------------------------------------------------


@rule(
    "LC242",
    "address-without-letters",
    on="~user.address",
    source=("user.address.street", "user.address.city"),
    covers="C087 C089",
    plaid=IDENTITY_DATA,
)
def address_without_letters(request: LinkRequest) -> Findings:
    """`street` or `city` of the address has no letter.

    Why: The reference asks for at least one letter in both; letters of any script count.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    """
    address = request.obj(*ADDRESS) or {}
    for part in ("street", "city"):
        text = address.get(part)
        if isinstance(text, str) and text and not any(character.isalpha() for character in text):
            yield at(
                *ADDRESS,
                part,
                message=f"`user.address.{part}` has no letter, but must have one. Check that the "
                "parts of the address are in their places.",
            )


# -- the region ----------------------------------------------------------------------------------


def _region(request: LinkRequest) -> tuple[str, str]:
    """The region and its country; two empty texts where there is nothing to judge."""
    region, country = request.text(*ADDRESS, "region"), country_of(request)
    return (region, country) if region and country is not None else ("", "")


@rule(
    "LC243",
    "region-with-country-prefix",
    on="~user.address",
    source="user.address.region",
    covers="C090",
)
def region_with_country_prefix(request: LinkRequest) -> Findings:
    """`user.address.region` begins with the country, as in ISO 3166-2.

    Why: Plaid takes the country from `country`, and wants the part after the hyphen only.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "US-CA", "postal_code": "94105", "country": "US"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    """
    region, country = _region(request)
    prefixed = region.upper().startswith(f"{country}-")
    if prefixed and country and "region" not in _unwanted(request):
        code = regions.judge(region, country).code
        yield at(
            *ADDRESS,
            "region",
            message="`user.address.region` repeats the country. Write only what follows the "
            "hyphen, such as `CA` for `US-CA`.",
            fix=_replace("remove the country prefix", "region", code),
        )


@rule(
    "LC244",
    "region-not-a-code",
    on="~user.address",
    source=("user.address.region", INPUT_VALIDATION),
    covers="C091",
)
def region_not_a_code(request: LinkRequest) -> Findings:
    """`user.address.region` is no subdivision code of the country.

    Why: Plaid takes codes, not names: a subset of ISO 3166-2 that is not public. A region that is
        not in ISO 3166-2 is not in the subset either.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "California", "postal_code": "94105", "country": "US"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    Note: ISO has no codes for Hong Kong, where Plaid requires a region: it is not judged.
    """
    region, country = _region(request)
    if not region or region.upper().startswith(f"{country}-"):
        return
    verdict = regions.judge(region, country)
    if verdict.fault is None or not regions.codes(country) or "region" in _unwanted(request):
        return
    wrong, remedy = _REGION_FAULTS[verdict.fault]
    yield at(
        *ADDRESS,
        "region",
        message=f"`user.address.region` {wrong}. {remedy}".format(
            country=country, code=verdict.code
        ),
        related=(COUNTRY,),
        fix=_replace("write the code", "region", verdict.code, safe=verdict.fault != "unknown"),
    )


_REGION_FAULTS = {
    "prefix": ("is a code of another country", "Use a code of {country}, without the prefix."),
    "case": ("is a code in lower case or with white space", "Write it in capitals."),
    "name": ("is a name, not a code", "Write `{code}`, its ISO 3166-2 code without `{country}-`."),
    "unknown": (
        "is no subdivision code of {country}",
        "Use an ISO 3166-2 code without the prefix `{country}-`.",
    ),
}


# -- the postal code -----------------------------------------------------------------------------


def _postal(request: LinkRequest) -> tuple[str, postal.PostalVerdict] | None:
    """Country (empty if it is none) and fault of a postal code, if it has one."""
    code = request.text(*ADDRESS, "postal_code")
    if not code:
        return None
    country = country_of(request) or ""
    verdict = postal.judge(code, country)
    if verdict.fault is None or "postal_code" in _unwanted(request):
        return None
    return country, verdict


@rule(
    "LC245",
    "postal-code-form",
    on="~user.address",
    source="user.address.postal_code",
    covers="C096 C097",
    plaid=IDENTITY_DATA,
)
def postal_code_form(request: LinkRequest) -> Findings:
    """`user.address.postal_code` is not two to ten letters and digits, or five digits in the US.

    Why: The reference sets these bounds. ZIP+4 codes are too long, and a ZIP code that was once a
        number may have lost a leading zero.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105-1804", "country": "US"}}}
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "1 Rue X",
        "city": "Paris", "postal_code": "7", "country": "FR"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    """
    found = _postal(request)
    if found is None:
        return
    _, verdict = found
    if verdict.fault == "us":
        yield _postal_finding(
            "is not five digits, as an address in the US must have. Leave out the four digits "
            "after the hyphen, or restore a lost leading zero.",
            _replace("keep the five digits", "postal_code", verdict.repaired),
        )
    elif verdict.fault == "characters":
        yield _postal_finding("must be two to ten letters and digits. Correct it.")


@rule(
    "LC246",
    "postal-code-separators",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="~user.address",
    source="user.address.postal_code",
    covers="C098",
)
def postal_code_separators(request: LinkRequest) -> Findings:
    """`user.address.postal_code` has a space or a hyphen.

    Why: The reference speaks of alphanumeric characters only. Whether Plaid refuses the usual
        space or hyphen is not known.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "10 Downing St",
        "city": "London", "postal_code": "SW1A 2AA", "country": "GB"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "10 Downing St",
        "city": "London", "postal_code": "SW1A2AA", "country": "GB"}}}
    """
    found = _postal(request)
    if found is not None and found[1].fault == "separators":
        yield _postal_finding(
            "has a space or a hyphen, but the reference takes letters and digits only. Strip it.",
            _replace("strip spaces and hyphens", "postal_code", found[1].repaired),
        )


@rule(
    "LC247",
    "postal-code-of-other-country",
    severity=Severity.WARNING,
    evidence=Evidence.INFERRED,
    on="~user.address",
    source="user.address.postal_code",
    covers="C099",
)
def postal_code_of_other_country(request: LinkRequest) -> Findings:
    """`user.address.postal_code` does not look like a postal code of the country.

    Why: Country or postal code is probably wrong. The patterns are those of Google's address data.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "Hauptstr. 1",
        "city": "Berlin", "postal_code": "SW1A2AA", "country": "DE"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "Hauptstr. 1",
        "city": "Berlin", "postal_code": "10115", "country": "DE"}}}
    """
    found = _postal(request)
    if found is not None and found[1].fault == "country":
        yield _postal_finding(
            f"does not have the form of postal codes in {found[0]}. Correct it or the country.",
            related=(COUNTRY,),
        )


@rule(
    "LC248",
    "zip-code-outside-state",
    severity=Severity.INFO,
    evidence=Evidence.INFERRED,
    on="user.address",
    source="user.address.postal_code",
    covers="C100",
)
def zip_code_outside_state(request: LinkRequest) -> Findings:
    """The ZIP code of a US address lies in another state than `region`.

    Why: The first digits of a ZIP code belong to a state; one of the two is probably wrong.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "NY", "postal_code": "94105", "country": "US"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"street": "123 Main St",
        "city": "San Francisco", "region": "CA", "postal_code": "94105", "country": "US"}}}
    """
    if country_of(request) != "US":
        return
    code, state = request.text(*ADDRESS, "postal_code"), request.text(*ADDRESS, "region")
    if not code or not state:
        return
    if postal.us_state_agrees(code, state) is False:
        yield _postal_finding(
            "is not in the state that `user.address.region` names. Check both.",
            related=(Related("/user/address/region", "the state"),),
        )


def _postal_finding(
    wrong: str, fix: Fix | None = None, related: tuple[Related, ...] = ()
) -> Finding:
    message = f"`user.address.postal_code` {wrong}"
    return at(*ADDRESS, "postal_code", message=message, fix=fix, related=related)


# -- the country ---------------------------------------------------------------------------------


@rule(
    "LC249",
    "address-country-unknown",
    on="~user.address",
    source="user.address.country",
    covers="C101",
    plaid=IDENTITY_DATA,
)
def address_country_unknown(request: LinkRequest) -> Findings:
    """`user.address.country` is no ISO 3166-1 alpha-2 code in capitals.

    Why: The reference asks for the two-letter code in capitals: `US`, not `us`, `USA` or a name;
        `GB`, not `UK`. Any country will do, not only those of `country_codes`.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "usa"}}}
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "UK"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "US"}}}
    Note: Plaid also takes `XK` (Kosovo), which ISO does not assign.
    """
    country = request.text(*ADDRESS, "country")
    if not country or countries.is_alpha2(country):
        return
    meant = countries.meant(country)
    hint = f"Did you mean `{meant}`?" if meant else "Write a code such as `US`."
    yield at(
        *ADDRESS,
        "country",
        message="`user.address.country` is no country code of ISO 3166-1: two capital letters are "
        f"needed. {hint}",
        fix=_replace(f"write `{meant}`", "country", meant),
    )


@rule(
    "LC250",
    "address-country-unsupported",
    severity=Severity.WARNING,
    needs=("~user.address", "+identity_verification"),
    source="https://plaid.com/docs/identity-verification/",
    covers="C102",
)
def address_country_unsupported(request: LinkRequest) -> Findings:
    """`user.address.country` is a country whose residents Identity Verification cannot verify.

    Why: North Korea, Libya, DR Congo, Iran, Cuba and Syria are excluded.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "CU"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "MX"}}}
    """
    country = country_of(request)
    if country in UNSUPPORTED_USER_COUNTRIES:
        yield at(
            *ADDRESS,
            "country",
            message=f"Identity Verification does not work for users in {country}: the session "
            "cannot succeed. Do not start it, or correct the country.",
        )


@rule(
    "LC251",
    "address-country-without-rules",
    severity=Severity.INFO,
    needs=("user.address", "+identity_verification"),
    source=INPUT_VALIDATION,
    covers="C103",
)
def address_country_without_rules(request: LinkRequest) -> Findings:
    """`user.address.country` is not in the table of countries with address rules.

    Why: For such a country it is not documented whether region and postal code are needed, so that
        they were not checked.
    Bad: idv {"user": {"client_user_id": "u-1001", "address": {"country": "AQ"}}}
    Good: idv {"user": {"client_user_id": "u-1001", "address": {"country": "AR"}}}
    """
    country = country_of(request)
    if country is None or country in UNSUPPORTED_USER_COUNTRIES:
        return
    if address_rule(country) is None:
        yield at(
            *ADDRESS,
            "country",
            message=f"Plaid does not document what an address in {country} needs, so region and "
            "postal code were not checked. Try the address in Sandbox.",
        )


def _replace(description: str, part: str, value: str | None, *, safe: bool = True) -> Fix | None:
    if value is None:
        return None
    patch = {"op": "replace", "path": f"/user/address/{part}", "value": value}
    return Fix(description, (patch,), safe=safe)
