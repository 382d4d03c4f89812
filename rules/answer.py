"""What Plaid would answer, predicted from the violations.

Observed: absent fields are complained of before any content (a body with an empty ``client_name``
and no ``country_codes`` was told of the missing field alone), and all absent or unknown fields
stand in one message. The order among other complaints is not known, so that nothing is predicted
where two different answers are possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linkcheck.engine.finding import PlaidError

_JOINED = ("MISSING_FIELDS", "UNKNOWN_FIELDS")
_BODY = "INVALID_BODY"


def predict(answers: Sequence[PlaidError | None]) -> PlaidError | None:
    """Return the one answer that the errors of a report lead to, or None where it is not known.

    ``answers`` are those to each error alone.
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
    """One answer for several absent or unknown fields: the names after the colon, joined."""
    first = answers[0]
    if first.error_message is None or first.error_code not in _JOINED:
        return first
    if any(a.error_message is None for a in answers):
        return replace(first, error_message=None)
    head = first.error_message.partition(": ")[0]
    names = [a.error_message.partition(": ")[2] for a in answers if a.error_message]
    return replace(first, error_message=f"{head}: {', '.join(dict.fromkeys(names))}")
