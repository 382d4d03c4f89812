"""Reports as problem details for HTTP APIs (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from linkcheck.redaction import mask_pointer
from linkcheck.violation import Severity, Violation, counted

MEDIA_TYPE = "application/problem+json"
"""The media type to answer a problem document with."""

TYPE = "urn:linkcheck:problems:invalid-payload"
"""The default type of the problem. It is a name and need not lead anywhere."""

TITLE = "Invalid Plaid Link payload"

MOST_VIOLATIONS = 100
"""At most this many errors, and as many warnings, are listed; ``detail`` counts all."""


def problem_of(
    document: str,
    violations: Sequence[Violation],
    *,
    status: int = 422,
    type_uri: str | None = None,
    instance: str | None = None,
) -> dict[str, Any]:
    """Return the problem document of a report, as JSON values.

    ``status`` is the HTTP status of the response, ``type_uri`` replaces ``TYPE``, and ``instance``
    is a URI of this occurrence, such as the trace of the request. Besides the members of RFC 9457,
    the document has ``document``, the document type; ``errors``; and ``warnings`` if there are any.
    Their entries have ``detail``, ``help`` if known, ``pointer`` (a JSON Pointer as a URI
    fragment), ``code``, ``name`` and ``docs``, and ``missing`` if a field is missing.
    """
    written: dict[str, Any] = {
        "type": type_uri or TYPE,
        "title": TITLE,
        "status": status,
        "detail": f"{document}: {counted(violations)}",
    }
    if instance is not None:
        written["instance"] = instance
    written["document"] = document
    errors = [v for v in violations if v.severity is Severity.ERROR]
    warnings = [v for v in violations if v.severity is Severity.WARNING]
    written["errors"] = _entries(errors)
    if warnings:
        written["warnings"] = _entries(warnings)
    return written


def _entries(violations: Iterable[Violation]) -> list[dict[str, Any]]:
    return [_entry(v) for v in list(violations)[:MOST_VIOLATIONS]]


def _entry(violation: Violation) -> dict[str, Any]:
    entry = {
        "detail": violation.message,
        **({"help": violation.help} if violation.help else {}),
        # A masked pointer needs no percent-encoding.
        "pointer": "#" + mask_pointer(violation.pointer),
        "code": violation.code,
        "name": violation.name,
        "docs": violation.docs,
    }
    if violation.missing is not None:
        entry["missing"] = violation.missing
    return entry
