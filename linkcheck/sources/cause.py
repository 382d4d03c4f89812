"""A way in which people break JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """A way in which people break JSON.

    It fits in the ``states`` (separated by ``|``), as ``json_errors`` names them, where the text
    matches ``here``. ``is_before`` points at the last character of the token before instead.
    """

    states: str
    here: re.Pattern[str]
    message: str
    hint: str
    is_before: bool = False


def cause(states: str, here: str, message: str, hint: str, *, is_before: bool = False) -> Cause:
    return Cause(states, re.compile(here), message, hint, is_before)
