"""The formats that the schemas name, checked here so that both engines agree on them.

All functions take any text and are linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.[0-9]+)?"
    r"(?:[Zz]|[+-](?P<off_hour>[0-9]{2}):(?P<off_minute>[0-9]{2}))"
)
_URL = re.compile(
    r"(?P<scheme>https?)://(?:[^\s/?#@]*@)?(?:\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]]+)"
    r"(?::[0-9]{0,5})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MAX = {"hour": 23, "minute": 59, "second": 60, "off_hour": 23, "off_minute": 59}


def is_date(text: str) -> bool:
    """True for a day of the calendar as ``YYYY-MM-DD``."""
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = map(int, match.groups())
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] + leap


def is_date_time(text: str) -> bool:
    """True for a date-time of RFC 3339, with an offset or ``Z`` and a fraction of any length."""
    match = _TIME.fullmatch(text, 11)
    if match is None or text[10] not in "Tt" or not is_date(text[:10]):
        return False
    return all(int(match[part] or 0) <= most for part, most in _MAX.items())


def is_url(text: str) -> bool:
    """True for an absolute http or https URL with a host."""
    return _URL.fullmatch(text) is not None


def is_https_url(text: str) -> bool:
    """True for an absolute https URL with a host."""
    match = _URL.fullmatch(text)
    return match is not None and match["scheme"].lower() == "https"


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "date-time": is_date_time,
    "url": is_url,
    "https-url": is_https_url,
}
"""The formats that are checked, by their name in the schemas."""
