"""The text of ``InvalidPayload``, for tracebacks and logs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linkcheck.output.notes import notes
from linkcheck.output.style import printable
from linkcheck.violation import Violation, counted

MOST_VIOLATIONS = 20
"""At most this many violations are written out, errors first, to keep tracebacks short."""


def text_of(document: str, violations: Sequence[Violation]) -> str:
    """Return a report as lines: each violation with its help, place, Plaid's answer and link.

    The text holds no secret or personal value.
    """
    return "\n".join(_lines(document, violations))


def _lines(document: str, violations: Sequence[Violation]) -> Iterator[str]:
    yield f"{document}: {counted(violations)}"
    found = sorted(violations, key=lambda violation: violation.severity.rank)
    for violation in found[:MOST_VIOLATIONS]:
        yield f"  {violation.code} {violation.severity}: {printable(violation.message)}"
        for name, text in notes(violation, has_position=True):
            yield f"    {name}: {printable(text)}"
    if len(found) > MOST_VIOLATIONS:
        yield f"  and {len(found) - MOST_VIOLATIONS} more; `report` has them all"
