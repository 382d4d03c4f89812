"""Sizes of files in words."""

from __future__ import annotations

import re

WORDS = "a number of bytes, or a size such as 500KB or 2MB"

PATTERN = "^[0-9]+ ?[kKmM]?[bB]?$"
_UNITS = {"": 1, "k": 1000, "m": 1_000_000}


def parse_size(text: str) -> int | None:
    """Return the bytes of a size such as ``500KB``; None for anything else, and for zero."""
    if not re.fullmatch(PATTERN, text, re.ASCII):
        return None
    number, unit = re.findall("[0-9]+|[km]|$", text.lower())[:2]
    return int(number) * _UNITS[unit] or None
