"""A Code Quality report for GitLab.

Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linkcheck.output.fingerprint import fingerprints
from linkcheck.output.json_array import array
from linkcheck.output.notes import with_help
from linkcheck.output.paths import in_project
from linkcheck.output.results import Options, Result, Results
from linkcheck.violation import Severity, Violation

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(results: Results, options: Options) -> Iterator[str]:
    """One JSON array with one issue per violation, each on its own line."""
    yield from array(
        _issue(result, violation, fingerprint)
        for result, row in zip(results.results, fingerprints(results), strict=True)
        for violation, fingerprint in zip(result.violations, row, strict=True)
    )
    yield "\n"


def _issue(result: Result, violation: Violation, fingerprint: str) -> dict[str, Any]:
    return {
        "description": f"{violation.code}: {with_help(violation)}",
        "check_name": violation.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[violation.severity],
        "location": {"path": in_project(result.file), **_place(violation)},
    }


def _place(violation: Violation) -> dict[str, Any]:
    """Return the position. GitLab requires a line, so the default is the first."""
    if violation.line is None:
        return {"lines": {"begin": 1}}
    return {
        "positions": {
            "begin": {"line": violation.line, "column": violation.column},
            "end": {"line": violation.end_line, "column": violation.end_column},
        }
    }
