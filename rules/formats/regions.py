"""Subdivision codes (``region``): the part of an ISO 3166-2 code after the hyphen.

Plaid accepts a subset of these codes that is not public; so a code that ISO does not have is wrong,
and a code that ISO has may still be wrong.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from linkcheck.rules.data.subdivisions import CODES

RegionFault = Literal["prefix", "case", "name", "unknown"]

MAX_LENGTH = 100

_PREFIXED = r"([A-Za-z]{2})-([A-Za-z0-9]{1,3})"


class RegionVerdict(NamedTuple):
    """What is wrong with a region."""

    fault: RegionFault | None = None
    """``prefix``: with the country in front (``US-CA``); ``case``: a code in lower case; ``name``:
    the name of a subdivision; ``unknown``: anything else. None: a code of the country, or a country
    whose codes are unknown."""
    code: str | None = None
    """The intended code."""


def codes(country: str) -> frozenset[str]:
    """Return the codes of a country; empty for Hong Kong, and for an unknown country."""
    return frozenset(CODES.get(country, "").split())


def judge(region: str, country: str) -> RegionVerdict:
    """Check a region of a country (ISO 3166-1 alpha-2)."""
    match = re.fullmatch(_PREFIXED, region)
    if match:
        own = match[1].upper() == country
        code = match[2].upper()
        return RegionVerdict("prefix", code if own and _has(code, country, if_none=True) else None)
    if _has(region, country, if_none=True):
        return RegionVerdict()
    bare = region.strip()
    if _has(bare.upper(), country, if_none=False):
        return RegionVerdict("case", bare.upper())
    if _has(bare.zfill(2), country, if_none=False):  # such as 1 for 01 in Japan
        return RegionVerdict("unknown", bare.zfill(2))
    named = code_of(bare, country)
    return RegionVerdict("name", named) if named else RegionVerdict("unknown")


def code_of(name: str, country: str) -> str | None:
    """Return the code of the subdivision with this name, ignoring accents and case, or None."""
    if len(name) < 3 or len(name) > MAX_LENGTH:
        return None
    import pycountry

    wanted = _fold(name)
    for subdivision in pycountry.subdivisions:
        if subdivision.country_code == country and _fold(subdivision.name) == wanted:
            return str(subdivision.code).partition("-")[2]
    return None


def _has(code: str, country: str, *, if_none: bool) -> bool:
    """Return whether the country has the code; ``if_none`` if none of its codes are known."""
    known = CODES.get(country)
    if known is None:
        return if_none
    return code in known.split()


def _fold(name: str) -> str:
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum())
