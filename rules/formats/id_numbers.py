"""ID numbers: the format of their type, and check digits if a library knows them.

Formats: ``rules/data/id_types.py``. SSNs that are never issued: the same page of Plaid.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from linkcheck.rules.data.id_types import ID_TYPES

IdFault = Literal["formatting", "case", "format"]
NeverIssued = Literal[
    "begins-with-9", "begins-with-666", "begins-with-000", "group-00", "serial-0000"
]

MAX_LENGTH = 64

_FORMATTING = r"[\s.,/\\()\[\]{}\u2010-\u2015\u2212_-]"


class IdVerdict(NamedTuple):
    """The result of checking the format of an ID number."""

    fault: IdFault | None = None
    """``formatting``: valid without spaces, dots, hyphens, slashes and brackets (and in upper
    case); ``case``: valid in upper case; ``format``: not a number of the type. None: valid, or the
    type is unknown."""
    repaired: str | None = None
    """The corrected number. As secret as the number itself."""
    never_issued: NeverIssued | None = None
    """Why a well-formed ``us_ssn`` cannot exist. ``begins-with-9`` is a separate reason: Plaid
    names the type "SSN or ITIN", though every ITIN begins with 9."""

    @property
    def well_formed(self) -> bool:
        """True if the number has the format of its type."""
        return self.fault is None


def judge(type_: str, value: str) -> IdVerdict:
    """Check the format of an ID number of a type. For an unknown type there is no fault."""
    known = ID_TYPES.get(type_)
    if known is None:
        return IdVerdict()
    if len(value) > MAX_LENGTH:
        return IdVerdict("format")
    if _matches(known.pattern, value):
        return IdVerdict(never_issued=_never_issued(value) if type_ == "us_ssn" else None)
    stripped = re.sub(_FORMATTING, "", value)
    for candidate in (stripped, stripped.upper()):
        if _matches(known.pattern, candidate):
            return IdVerdict("case" if stripped == value else "formatting", candidate)
    return IdVerdict("format")


def check_digits_hold(type_: str, value: str) -> bool | None:
    """Return whether the check digit, and a date or place in the number, are valid.

    The number must be well formed. None if no library knows the type, or this length of it. False
    does not prove an error: seven of Plaid's own examples fail. Numbers on the Social Security
    Administration's list of misused ones return False.
    """
    known = ID_TYPES.get(type_)
    if known is None or known.check_module is None or not _matches(known.pattern, value):
        return None
    if known.check_lengths and len(value) not in known.check_lengths:
        return None
    import importlib

    return bool(importlib.import_module(known.check_module).is_valid(value))


def last_four_never_issued(value: str) -> bool:
    """Return whether a ``us_ssn_last_4`` is 0000: no SSN ends with it."""
    return value == "0000"


def _matches(pattern: str, value: str) -> bool:
    return len(value) <= MAX_LENGTH and re.fullmatch(pattern, value, re.ASCII) is not None


def _never_issued(ssn: str) -> NeverIssued | None:
    reasons: dict[NeverIssued, bool] = {
        "begins-with-9": ssn[0] == "9",
        "begins-with-666": ssn[:3] == "666",
        "begins-with-000": ssn[:3] == "000",
        "group-00": ssn[3:5] == "00",
        "serial-0000": ssn[5:] == "0000",
    }
    return next((reason for reason, holds in reasons.items() if holds), None)
