"""Postal codes: the forms that Plaid accepts, and whether the country has such codes.

Plaid accepts two to ten letters or digits, and exactly five digits for the United States (Link
endpoints reference, ``user.address.postal_code``). The patterns of the countries come from
libaddressinput (see ``rules/data/postal_codes.py``).
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

PostalFault = Literal["us", "characters", "separators", "country"]

MAX_LENGTH = 32

_SEPARATORS = r"[\s\u2010-\u2015-]"
US_POSTAL_CODE = r"[0-9]{5}"
"""The pattern of the codes that Plaid accepts for the United States."""
_US_PLUS_FOUR = r"([0-9]{5})[ -]?[0-9]{4}"


class PostalVerdict(NamedTuple):
    """What is wrong with a postal code."""

    fault: PostalFault | None = None
    """``us``: not five digits, for the United States; ``characters``: not two to ten letters or
    digits, whatever is stripped; ``separators``: valid without spaces and hyphens; ``country``:
    well formed, but not a code of the country. None: no fault."""
    repaired: str | None = None
    """The corrected code, if it follows from the given one."""


def judge(code: str, country: str) -> PostalVerdict:
    """Check a postal code of a country (ISO 3166-1 alpha-2)."""
    if len(code) > MAX_LENGTH:
        return PostalVerdict("us" if country == "US" else "characters")
    if country == "US":
        return _judge_us(code)
    stripped = re.sub(_SEPARATORS, "", code)
    if not (2 <= len(stripped) <= 10 and stripped.isalnum()):
        return PostalVerdict("characters")
    if stripped != code:
        return PostalVerdict("separators", stripped)
    if fits_country(code, country) is False:
        return PostalVerdict("country")
    return PostalVerdict()


def fits_country(code: str, country: str) -> bool | None:
    """Return whether the country has codes of this form; None if its form is unknown.

    Spaces, hyphens and case are ignored, and the country's own code in front (``LT-01001``) is
    optional.
    """
    from linkcheck.rules.data.postal_codes import PATTERNS

    pattern = PATTERNS.get(country)
    if pattern is None:
        return None
    bare = re.sub(_SEPARATORS, "", code[:MAX_LENGTH]).upper()
    return any(
        re.fullmatch(pattern, candidate, re.ASCII)
        for candidate in (bare, bare.removeprefix(country), country + bare)
    )


def us_state_agrees(code: str, state: str) -> bool | None:
    """Return whether a five-digit ZIP code is in the state; None if either is unknown."""
    from linkcheck.rules.data.postal_codes import US_ZIP_PREFIXES

    prefixes = US_ZIP_PREFIXES.get(state)
    if prefixes is None or not re.fullmatch(US_POSTAL_CODE, code):
        return None
    return re.match(prefixes, code) is not None


def _judge_us(code: str) -> PostalVerdict:
    if re.fullmatch(US_POSTAL_CODE, code):
        return PostalVerdict()
    match = re.fullmatch(US_POSTAL_CODE, code.strip()) or re.fullmatch(_US_PLUS_FOUR, code.strip())
    return PostalVerdict("us", match[0][:5] if match else None)
