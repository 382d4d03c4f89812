"""JSON for programs. Its schema is results.schema.json beside this module."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from linkcheck.documents import Document
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.style import printable_json
from linkcheck.redaction import mask_fix, mask_pointer
from linkcheck.violation import Severity, Violation

VERSION = 1


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
    """A violation as it stands in the output: with its file, and without what may not be shown.

    A fix whose new values may not be shown has null for its patch.
    """
    members = violation.to_dict()
    document = members.pop("document")
    members["pointer"] = mask_pointer(violation.pointer)
    for place in members["related"]:
        place["pointer"] = mask_pointer(place["pointer"])
    if violation.fix and mask_fix(Document(document), violation.fix) is None:
        members["fix"]["patch"] = None
    return {
        "file": result.file,
        "document": document,
        "document_index": result.position,
        **members,
    }
