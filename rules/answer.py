"""Predict Plaid's answer from the violations.

Observed: Plaid reports missing fields before it checks any content (for a body with an empty
``client_name`` and no ``country_codes`` it reported only the missing field), and it lists all
missing or unknown fields in one message. The order of other errors is unknown, so there is no
prediction if two different answers are possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linkcheck.engine.finding import PlaidError

_JOINED = ("MISSING_FIELDS", "UNKNOWN_FIELDS")
_BODY = "INVALID_BODY"


def predict(answers: Sequence[PlaidError | None]) -> PlaidError | None:
    """Return the answer that the errors of a report lead to, or None if it is unknown.

    ``answers`` are the answers to each error on its own.
    """
    known = [a for a in answers if a is not None]
    for code in (_BODY, _JOINED[0]):
        first = [a for a in known if a.error_code == code]
        if first and not any(a.error_code == _JOINED[1] for a in known):
            return _joined(first)
    if not known or len(known) < len(answers):
        return None
    if len({(a.error_type, a.error_code) for a in known}) > 1:
        return None
    if known[0].error_code in _JOINED:
        return _joined(known)
    return known[0] if len(set(known)) == 1 else replace(known[0], error_message=None)


def _joined(answers: Sequence[PlaidError]) -> PlaidError:
    """Return one answer for several missing or unknown fields, with their names joined."""
    first = answers[0]
    if first.error_message is None or first.error_code not in _JOINED:
        return first
    if any(a.error_message is None for a in answers):
        return replace(first, error_message=None)
    head = first.error_message.partition(": ")[0]
    names = [a.error_message.partition(": ")[2] for a in answers if a.error_message]
    return replace(first, error_message=f"{head}: {', '.join(dict.fromkeys(names))}")
