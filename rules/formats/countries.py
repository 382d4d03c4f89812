"""Country codes: ISO 3166-1 alpha-2, and the code that another string is intended as."""

from __future__ import annotations

from linkcheck.rules.data.countries import ALPHA_2, ALPHA_3_TO_2

MAX_LENGTH = 100

COMMON = {
    "AMERICA": "US",
    "BRITAIN": "GB",
    "EL": "GR",
    "ENGLAND": "GB",
    "GREAT BRITAIN": "GB",
    "HOLLAND": "NL",
    "KOSOVO": "XK",
    "NORTHERN IRELAND": "GB",
    "RUSSIA": "RU",
    "SCOTLAND": "GB",
    "SOUTH KOREA": "KR",
    "THE NETHERLANDS": "NL",
    "TURKEY": "TR",
    "U.K.": "GB",
    "U.S.": "US",
    "U.S.A.": "US",
    "UK": "GB",
    "UNITED STATES OF AMERICA": "US",
    "WALES": "GB",
    "XKX": "XK",
}
"""Common names and codes that ISO does not have, in upper case."""


def is_alpha2(code: str) -> bool:
    """Return whether ``code`` is an assigned two-letter code in upper case, or XK (Kosovo)."""
    return code in ALPHA_2


def meant(text: str) -> str | None:
    """Return the two-letter code for ``text``, or None.

    Accepts codes in lower case, three-letter codes, and English names.
    """
    if len(text) > MAX_LENGTH:
        return None
    upper = text.strip().upper()
    found = upper if upper in ALPHA_2 else ALPHA_3_TO_2.get(upper) or COMMON.get(upper)
    if found is not None or len(upper) < 4:
        return found
    import pycountry

    for field in ("name", "common_name", "official_name"):
        for country in pycountry.countries:
            if getattr(country, field, "").upper() == upper:
                return str(country.alpha_2)
    return None
