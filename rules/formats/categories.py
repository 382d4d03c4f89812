"""Patterns of income categories: ``*``, ``PRIMARY.*`` or ``PRIMARY.SECONDARY``.

Source: Link endpoints reference, the description of ``income_insights_filter``.
"""

from __future__ import annotations

import re

# The categories that the reference names; Plaid's full taxonomy has more.
KNOWN_CATEGORIES = frozenset(
    {
        "BENEFITS.DISABILITY",
        "EARNED_INCOME.GIG_ECONOMY",
        "EARNED_INCOME.SALARY",
        "EARNED_INCOME.SELF_EMPLOYED",
        "RETIREMENT.GOVERNMENT_DERIVED",
        "RETIREMENT.PLAN_DISTRIBUTION",
        "RETIREMENT.PRIVATE_RETIREMENT",
    }
)

_PATTERN = r"\*|[A-Z][A-Z0-9_]*\.(?:\*|[A-Z][A-Z0-9_]*)"


def is_pattern(text: str) -> bool:
    """Return whether a string has one of the three supported forms."""
    return re.fullmatch(_PATTERN, text) is not None


def is_known(pattern: str) -> bool:
    """Return whether the reference has the category, or one below ``PRIMARY.*``, or it is ``*``."""
    return any(covers(pattern, category) for category in KNOWN_CATEGORIES)


def covers(pattern: str, other: str) -> bool:
    """Return whether ``pattern`` matches every category that the pattern ``other`` matches."""
    if pattern in ("*", other):
        return True
    primary, _, secondary = pattern.partition(".")
    return secondary == "*" and other.partition(".")[0] == primary
