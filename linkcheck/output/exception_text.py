"""The text of ``InvalidPayload``: all that helps to fix the document, for tracebacks and logs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linkcheck.output.style import printable
from linkcheck.output.text import notes
from linkcheck.violation import Violation, counted

MOST_VIOLATIONS = 20
"""So many violations are written out, errors first; a traceback is no place for thousands."""


def text_of(document: str, violations: Sequence[Violation]) -> str:
    """Return a report in lines: each violation with its place, Plaid's answer, remedy and link.

    It names no value that is secret or personal.
    """
    return "\n".join(_lines(document, violations))


def _lines(document: str, violations: Sequence[Violation]) -> Iterator[str]:
    yield f"{document}: {counted(violations)}"
    found = sorted(violations, key=lambda violation: violation.severity.rank)
    for violation in found[:MOST_VIOLATIONS]:
        yield f"  {violation.code} {violation.severity}: {printable(violation.message)}"
        for name, text in _notes(violation):
            yield f"    {name}: {printable(text)}"
    if len(found) > MOST_VIOLATIONS:
        yield f"  and {len(found) - MOST_VIOLATIONS} more, all of them in `report`"


def _notes(violation: Violation) -> Iterator[tuple[str, str]]:
    if violation.line is not None:
        yield "in", f"line {violation.line}, column {violation.column}"
    yield from notes(violation)
