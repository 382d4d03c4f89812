"""Reports as records of the standard library's ``logging``.

Each report is one record, so a bad body cannot flood a log. Its text is one line; its attribute
``linkcheck`` holds the same as JSON values, for handlers and formatters that write structured logs.
No record holds a secret or personal value.

The records go to the logger ``linkcheck``. Until the application configures logging, Python writes
warnings and errors to standard error. The place of a record is the line of the application that
makes the call, not one of linkcheck or of the client that linkcheck guards.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from types import FrameType
from typing import Any

from linkcheck.output.style import printable
from linkcheck.redaction import mask_pointer
from linkcheck.report import Report
from linkcheck.tracebacks import is_ours, stacklevel
from linkcheck.violation import Severity, Violation, counted

LOGGER = "linkcheck"
"""The name of the default logger."""

FIELD = "linkcheck"
"""The attribute of a record that holds its data (an ``extra``)."""

MOST_VIOLATIONS = 20
"""At most this many violations are written out in a record; counts and codes cover all."""

_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.INFO: logging.INFO,
}
_FIELDS = (
    "code",
    "name",
    "severity",
    "message",
    "help",
    "pointer",
    "missing",
    "plaid_error",
    "docs",
)

_CLIENTS = frozenset({"aiohttp", "httpx", "httpx2", "plaid", "requests"})
"""The packages of the clients that have a guard."""


def logger_or_default(logger: logging.Logger | None) -> logging.Logger:
    """Return the logger; by default the one named ``linkcheck``."""
    return logger or logging.getLogger(LOGGER)


def log_report(
    report: Report, logger: logging.Logger | None = None, *, level: int | None = None
) -> None:
    """Log a report as one record; its position in the code is that of the caller.

    The default ``logger`` is the one named ``linkcheck``. The default ``level`` is that of the
    worst severity in the report (``ERROR``, ``WARNING`` or ``INFO``), ``ERROR`` if a rule crashed,
    and ``DEBUG`` for a clean report.
    """
    logger = logger_or_default(logger)
    level = _level(report) if level is None else level
    if logger.isEnabledFor(level):
        extra = {FIELD: fields(report)}
        # A constant template: tools group records by it.
        arguments = (level, "%s: %s", report.document, _text(report))
        logger.log(*arguments, extra=extra, stacklevel=callers_level())


def log_unknown(
    document: str, unknown: Sequence[str], logger: logging.Logger | None = None
) -> None:
    """Log as a warning what this release does not know of a document, which is checked without it.

    ``unknown`` describes each field and value. The record has them as JSON values, too.
    """
    shown = list(unknown[:MOST_VIOLATIONS])
    hidden = len(unknown) - MOST_VIOLATIONS
    parts = [*shown, f"and {hidden} more"] if hidden > 0 else shown
    logger_or_default(logger).warning(
        "%s: checked without what this version of linkcheck does not know: %s",
        document,
        " | ".join(parts),
        extra={FIELD: {"document": document, "unknown": shown}},
        stacklevel=callers_level(),
    )


def callers_level() -> int:
    """Return the ``stacklevel`` of the caller of linkcheck, or of the client that it guards.

    In a background thread of a client, only frames of the thread may be left.
    """
    return stacklevel(_is_between, 2)


def _is_between(frame: FrameType) -> bool:
    """Return whether a frame is ours or that of a client."""
    package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
    return package in _CLIENTS or is_ours(frame)


def fields(report: Report) -> dict[str, Any]:
    """Return the data of a record as JSON values.

    ``document``, ``ok``, the numbers of ``errors``, ``warnings`` and ``infos``, the distinct
    ``codes``, the first ``violations``, ``internal_errors`` and ``plaid_answer``.
    """
    answer = report.plaid_answer
    return {
        "document": report.document,
        "ok": report.ok,
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "infos": len(report.infos),
        "codes": sorted({v.code for v in report.violations}),
        "violations": [_violation(v) for v in report.violations[:MOST_VIOLATIONS]],
        "internal_errors": [e.to_dict() for e in report.internal_errors[:MOST_VIOLATIONS]],
        "plaid_answer": answer.to_dict() if answer else None,
    }


def _level(report: Report) -> int:
    if report.internal_errors:
        return logging.ERROR
    found = {v.severity for v in report.violations}
    return _LEVELS[min(found, key=lambda severity: severity.rank)] if found else logging.DEBUG


def _violation(violation: Violation) -> dict[str, Any]:
    fields = violation.to_dict()
    return {name: fields[name] for name in _FIELDS}


def _text(report: Report) -> str:
    parts = [_line(v) for v in report.violations[:MOST_VIOLATIONS]]
    parts += [f"{e.rule} crashed: {e.text}" for e in report.internal_errors[:MOST_VIOLATIONS]]
    hidden = len(report.violations) - MOST_VIOLATIONS
    if hidden > 0:
        parts.append(f"and {hidden} more")
    # A line break in the message of a custom rule would split the record.
    return printable(" | ".join([counted(report.violations), *parts]))


def _line(violation: Violation) -> str:
    place = mask_pointer(violation.pointer) or "(root)"
    remedy = f" (help: {violation.help})" if violation.help else ""
    return f"{violation.code} at {place}: {violation.message}{remedy}"
