"""A common mistake in JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """A common mistake in JSON.

    It applies in the ``states`` (separated by ``|``) of ``json_errors`` where the text matches
    ``here``. ``is_before`` places it at the last character of the token before.
    """

    states: str
    here: re.Pattern[str]
    message: str
    help: str
    is_before: bool = False


def cause(states: str, here: str, message: str, remedy: str, *, is_before: bool = False) -> Cause:
    return Cause(states, re.compile(here), message, remedy, is_before)
