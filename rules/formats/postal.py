"""Postal codes: what Plaid takes, and whether the country has such codes.

Plaid takes two to ten letters or digits, and exactly five digits for the United States (Link
endpoints reference, ``user.address.postal_code``). The patterns of the countries are those of
libaddressinput (see ``rules/data/postal_codes.py``).
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

PostalFault = Literal["us", "characters", "separators", "country"]

MAX_LENGTH = 32

_SEPARATORS = r"[\s\u2010-\u2015-]"
US_POSTAL_CODE = r"[0-9]{5}"
"""The pattern of the codes that Plaid takes for the United States."""
_US_PLUS_FOUR = r"([0-9]{5})[ -]?[0-9]{4}"


class PostalVerdict(NamedTuple):
    """What is wrong with a postal code."""

    fault: PostalFault | None = None
    """``us``: not five digits, for the United States; ``characters``: not two to ten letters or
    digits, whatever is stripped; ``separators``: only spaces and hyphens are in the way;
    ``country``: well formed, but no code of the country. None: nothing found."""
    repaired: str | None = None
    """A code without the fault, where it follows from what was written."""


def judge(code: str, country: str) -> PostalVerdict:
    """Judge a postal code of a country (ISO 3166-1 alpha-2)."""
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
    """The country has codes of this form; None if its form is not known.

    Spaces, hyphens and case do not count, nor does the country's own code in front (``LT-01001``)
    or left out.
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
    """A five-digit ZIP code lies in the state; None if the code or the state is not known."""
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
