"""The countries of Identity Verification, and the address fields that each accepts.

Sources: https://plaid.com/docs/identity-verification/hybrid-input-validation/ for the table of 209
countries, https://plaid.com/docs/identity-verification/ for the rest; both read in March 2026.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

MINIMUM_AGE = 18
"""In years. The product is not intended for younger users."""

UNSUPPORTED_USER_COUNTRIES = frozenset({"CD", "CU", "IR", "KP", "LY", "SY"})
"""The countries whose residents cannot be verified."""

_COUNTRIES = """
AF AL DZ AD AO AI AG AR AM AW AU AT AZ BS BH BD BB BY BE BZ BJ BM BT BO BA BW BR VG BN BG BF BI KH
CM CA CV BQ KY CF TD CL CN CO KM CG CK CR HR CW CY CZ CI DK DJ DM DO EC EG SV ER EE SZ ET FO FJ FI
FR PF GA GM GE DE GH GI GR GL GD GT GG GN GW GY HT HN HK HU IS IN ID IQ IE IM IL IT JM JP JE JO KZ
KE KI XK KW KG LA LV LB LS LR LI LT LU MO MG MW MY MV ML MT MR MU MX MD MC MN ME MS MA MZ MM NA NR
NP NL NZ NI NE NG NU MK NO OM PK PS PA PG PY PE PH PL PT QA RO RU RW WS SM SA SN RS SC SL SG SK SI
SB SO ZA KR SS ES LK KN LC MF VC SD SR SE CH ST TW TJ TZ TH TL TG TO TT TN TR TM TC TV UG UA AE GB
US UY UZ VU VA VE VN EH YE ZM ZW
"""
COUNTRIES = frozenset(_COUNTRIES.split())
"""The countries whose address rules are documented."""

_POSTAL_CODE_NOT_ACCEPTED = """
AO AI AG AW BS BZ BJ BO BF TD CW DJ FJ GH HK JM MW ML PA QA SL SS TG TO TT TV UG AE VU YE ZW
"""
POSTAL_CODE_NOT_ACCEPTED = frozenset(_POSTAL_CODE_NOT_ACCEPTED.split())
"""``postal_code`` must be left out. Everywhere else in ``COUNTRIES`` a full address needs it."""

_REGION_REQUIRED = """
AR AU BR CA CL CN CO EG GT HK IN ID IE IT JP MY MX NZ NG PA PE PH PT RO RU ZA KR ES TH AE US
"""
REGION_REQUIRED = frozenset(_REGION_REQUIRED.split())
"""A full address needs ``region``. Everywhere else in ``COUNTRIES`` the key must be left out."""

_ID_NUMBER_REQUIRED = """
AR AU BR CL CN CO CZ DK FI HK IN KE MY MX NG SG ZA SE TR
"""
ID_NUMBER_REQUIRED = frozenset(_ID_NUMBER_REQUIRED.split())
"""An ID number is required; Link asks the user for one that is not sent."""

_ID_NUMBER_OPTIONAL = """
CA IT JP NZ PH PL ES US
"""
ID_NUMBER_OPTIONAL = frozenset(_ID_NUMBER_OPTIONAL.split())
"""An ID number may be sent. In the rest of ``COUNTRIES`` it should be left out."""

ID_NUMBER_REQUIRED_BUT_NO_TYPE = frozenset({"CZ", "FI"})
"""The table asks for an ID number, but no type of these countries exists."""

ID_TYPE_BUT_NOT_ACCEPTED = frozenset({"EG", "JO", "KW", "OM", "RO", "SA"})
"""The table takes no ID number, but a type of these countries exists."""


class AddressRule(NamedTuple):
    """The requirements of a country for an address and an ID number."""

    postal_code: Literal["required", "not_accepted"]
    region: Literal["required", "not_accepted"]
    id_number: Literal["required", "optional", "not_accepted"]


def address_rule(country: str) -> AddressRule | None:
    """Return the rule for a country (ISO 3166-1 alpha-2, or XK); None if it has none."""
    if country not in COUNTRIES:
        return None
    return AddressRule(
        "not_accepted" if country in POSTAL_CODE_NOT_ACCEPTED else "required",
        "required" if country in REGION_REQUIRED else "not_accepted",
        "required"
        if country in ID_NUMBER_REQUIRED
        else "optional"
        if country in ID_NUMBER_OPTIONAL
        else "not_accepted",
    )
