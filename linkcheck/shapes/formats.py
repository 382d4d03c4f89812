"""The formats that the schemas name, checked here so that both engines agree on them.

All functions take any string and are linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

# Patterns stay text until `re` compiles and caches them at first use: this keeps the start short.
_DATE = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_TIME = (
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.[0-9]+)?"
    r"(?:[Zz]|[+-](?P<off_hour>[0-9]{2}):(?P<off_minute>[0-9]{2}))"
)
_URL = (
    r"(?i)(?P<scheme>https?)://(?:[^\s/?#@]*@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]]+)"
    r"(?::(?P<port>[0-9]*))?(?:[/?#]\S*)?"
)
_LONGEST_HOST = 254  # with a dot at the end
_JOINERS = dict.fromkeys((0x200C, 0x200D))  # invisible, but part of the spelling in some scripts

UrlFault = Literal["form", "host", "port"]
URL_FAULTS = {
    "host": "a valid URL: its host cannot exist",
    "port": "a valid URL: its port is out of range",
}
"""What is wrong with the host or port of a URL, after "is not"."""
URL_REMEDIES = {
    "host": "Look for an empty label between dots, a hyphen at either end of a label or an "
    "invisible character",
    "port": "Use a port up to 65535",
}
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MAX = {"hour": 23, "minute": 59, "second": 60, "off_hour": 23, "off_minute": 59}


def is_date(text: str) -> bool:
    """True for a date as ``YYYY-MM-DD``, from the year 1 on."""
    match = re.fullmatch(_DATE, text)
    if match is None:
        return False
    year, month, day = map(int, match.groups())
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] + leap


def is_date_time(text: str) -> bool:
    """True for a date-time of RFC 3339, with ``Z`` or an offset, and a fraction of any length."""
    match = re.fullmatch(_TIME, text[11:])
    if match is None or text[10] not in "Tt" or not is_date(text[:10]):
        return False
    return all(int(match[part] or 0) <= most for part, most in _MAX.items())


def is_url(text: str) -> bool:
    """True for an absolute http or https URL with a host and port that can exist."""
    return url_fault(text) is None


def is_https_url(text: str) -> bool:
    """True for an absolute https URL with a host and port that can exist."""
    return url_fault(text) is None and text[:8].lower() == "https://"


def url_fault(text: str) -> UrlFault | None:
    """Return the first invalid part of an http or https URL; None if all are valid."""
    match = re.fullmatch(_URL, text)
    if match is None:
        return "form"
    if not is_host(match["host"]):
        return "host"
    return None if is_port(match["port"]) else "port"


def is_host(host: str) -> bool:
    """True for a host name that can exist, and for an IP address (of version 6 in brackets).

    False for an empty label, a hyphen at either end of a label, more than 253 characters, and
    invisible characters. The name may end with a dot.
    """
    if host.startswith("["):
        return True
    labels = host.removesuffix(".").split(".")
    return len(host) <= _LONGEST_HOST and all(map(_is_label, labels))


def _is_label(label: str) -> bool:
    is_visible = label.isascii() or label.translate(_JOINERS).isprintable()
    return bool(label) and label[0] != "-" and label[-1] != "-" and is_visible


def is_port(port: str | None) -> bool:
    """True for a port up to 65535, for no port, and for an empty one, which RFC 3986 allows."""
    if not port:
        return True
    return len(port) <= 5 and port.isascii() and port.isdigit() and int(port) <= 65535


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "date-time": is_date_time,
    "url": is_url,
    "https-url": is_https_url,
}
"""The test for each format by its name in the schemas."""
