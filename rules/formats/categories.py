"""Patterns of income categories: ``*``, ``PRIMARY.*`` or ``PRIMARY.SECONDARY``.

Source: Link endpoints reference, the description of ``income_insights_filter``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    """``text`` has one of the three supported forms."""
    return re.fullmatch(_PATTERN, text) is not None


def is_known(pattern: str) -> bool:
    """The reference names the category, or one below a ``PRIMARY.*``. ``*`` is always known."""
    return any(covers(pattern, category) for category in KNOWN_CATEGORIES)


def covers(pattern: str, other: str) -> bool:
    """Every category that ``other`` matches is matched by ``pattern`` too. Both are patterns."""
    if pattern in ("*", other):
        return True
    primary, _, secondary = pattern.partition(".")
    return secondary == "*" and other.partition(".")[0] == primary


def leaves_nothing(included: Iterable[str], excluded: Iterable[str]) -> bool:
    """Every included pattern is covered by an excluded one. False if nothing is included."""
    removed = list(excluded)
    kept = list(included)
    return bool(kept) and all(any(covers(e, i) for e in removed) for i in kept)
