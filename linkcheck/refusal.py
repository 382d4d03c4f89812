"""What ``InvalidPayload`` says: all that helps to mend the document, for tracebacks and logs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linkcheck.output.style import printable
from linkcheck.output.text import notes
from linkcheck.report import counted

if TYPE_CHECKING:
    from linkcheck.report import Report
    from linkcheck.violation import Violation

MOST_VIOLATIONS = 20
"""So many violations are written out, errors first; a traceback is no place for thousands."""


def refusal(report: Report) -> str:
    """A report in lines: each violation with its place, Plaid's answer, remedy and link.

    It names no value that is secret or personal.
    """
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.document}: {counted(report)}"
    found = sorted(report.violations, key=lambda violation: violation.severity.rank)
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
