"""JSON for programs; the schema is results.schema.json in this folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from linkcheck.output.results import Options, Result, Results
from linkcheck.output.style import printable_json
from linkcheck.violation import Severity, Violation

VERSION = 2


def render(results: Results, options: Options) -> Iterator[str]:
    """One JSON object with all results, indented."""
    document = {
        "version": VERSION,
        "summary": {
            "files": results.files,
            "documents": results.documents,
            "errors": results.count(Severity.ERROR),
            "warnings": results.count(Severity.WARNING),
            "infos": results.count(Severity.INFO),
            "skipped": results.skipped,
        },
        "violations": [
            to_dict(result, violation)
            for result in results.results
            for violation in result.violations
        ],
    }
    yield from map(printable_json, json.JSONEncoder(indent=2).iterencode(document))
    yield "\n"


def to_dict(result: Result, violation: Violation) -> dict[str, Any]:
    """Return a violation as JSON values, with its file; personal values are left out."""
    fields = violation.to_dict()
    return {
        "file": result.file,
        "document": fields.pop("document"),
        "document_index": result.position,
        **fields,
    }
