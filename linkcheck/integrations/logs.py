"""Reports as records of the standard library's ``logging``.

One record a report, so that what belongs together stays together and a bad body cannot flood a
log. Its text is one line; its attribute ``linkcheck`` holds the same as JSON values, for handlers
and formatters that write structured logs. No record holds a value that is secret or personal.

The records go to the logger ``linkcheck``, which, as is usual for libraries, writes nothing until
the application configures logging.
"""

from __future__ import annotations

import logging
from typing import Any

from linkcheck.output.style import printable
from linkcheck.redaction import mask_pointer
from linkcheck.report import Report
from linkcheck.violation import Severity, Violation, counted

LOGGER = "linkcheck"
"""The name of the logger that is used unless another is given."""

FIELD = "linkcheck"
"""The attribute of a record that holds its data: an ``extra`` of this name."""

MOST_VIOLATIONS = 20
"""So many violations are written out in a record; the counts and codes are those of all."""

_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.INFO: logging.INFO,
}
_MEMBERS = ("code", "name", "severity", "message", "pointer", "missing", "plaid_error", "docs")

logging.getLogger(LOGGER).addHandler(logging.NullHandler())


def log_report(
    report: Report, logger: logging.Logger | None = None, *, level: int | None = None
) -> None:
    """Log a report as one record; its place in the code is that of the caller.

    ``logger`` is the one named ``linkcheck`` if left out. ``level`` is a level of ``logging``; if
    left out, it is that of the worst severity in the report (``ERROR``, ``WARNING`` or ``INFO``),
    ``ERROR`` if a rule crashed, and ``DEBUG`` for a report that says nothing.
    """
    logger = logger or logging.getLogger(LOGGER)
    level = _level(report) if level is None else level
    if logger.isEnabledFor(level):
        extra = {FIELD: fields(report)}
        # The template is always the same: tools that group records do so by it.
        logger.log(level, "%s: %s", report.document, _text(report), extra=extra, stacklevel=2)


def fields(report: Report) -> dict[str, Any]:
    """What a record holds besides its text, as JSON values.

    ``document``, ``ok``, the numbers of ``errors``, ``warnings`` and ``infos``, the ``codes`` that
    were found, each once, the first ``violations``, ``internal_errors`` and ``plaid_answer``.
    """
    answer = report.plaid_answer
    return {
        "document": report.document,
        "ok": report.ok,
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "infos": len(report.infos),
        "codes": sorted({v.code for v in report.violations}),
        "violations": [_members(v) for v in report.violations[:MOST_VIOLATIONS]],
        "internal_errors": [e.to_dict() for e in report.internal_errors[:MOST_VIOLATIONS]],
        "plaid_answer": answer.to_dict() if answer else None,
    }


def _level(report: Report) -> int:
    if report.internal_errors:
        return logging.ERROR
    found = {v.severity for v in report.violations}
    return _LEVELS[min(found, key=lambda severity: severity.rank)] if found else logging.DEBUG


def _members(violation: Violation) -> dict[str, Any]:
    members = violation.to_dict()
    return {name: members[name] for name in _MEMBERS}


def _text(report: Report) -> str:
    parts = [_line(v) for v in report.violations[:MOST_VIOLATIONS]]
    parts += [f"{e.rule} crashed: {e.text}" for e in report.internal_errors[:MOST_VIOLATIONS]]
    hidden = len(report.violations) - MOST_VIOLATIONS
    if hidden > 0:
        parts.append(f"and {hidden} more")
    # A line feed in a text of a house rule would make two records of one.
    return printable(" | ".join([counted(report.violations), *parts]))


def _line(violation: Violation) -> str:
    return f"{violation.code} at {mask_pointer(violation.pointer) or '(root)'}: {violation.message}"
