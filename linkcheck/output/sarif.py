"""SARIF 2.1.0, which code hosts and editors read.

Standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from linkcheck._version import __version__
from linkcheck.documents import Document
from linkcheck.output.fingerprint import SCHEME, fingerprints
from linkcheck.output.json_array import array
from linkcheck.output.notes import with_help
from linkcheck.output.paths import in_project
from linkcheck.output.results import Options, Result, Results
from linkcheck.output.sarif_edits import Edits
from linkcheck.output.sarif_rules import LEVELS, descriptor
from linkcheck.output.style import printable_json
from linkcheck.pointer import Span, to_pointer
from linkcheck.redaction import mask_fix, mask_pointer
from linkcheck.violation import Violation

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"

Json = dict[str, Any]


def render(results: Results, options: Options) -> Iterator[str]:
    """One SARIF log with one run, each result on its own line.

    It describes only the rules that were broken. Suppressed violations are results, too.
    """
    suppressed = {id(violation) for result in results.results for violation in result.suppressed}
    results = _with_suppressed(results)
    first = {v.code: v for v in reversed(results.violations)}
    index = {code: number for number, code in enumerate(sorted(first))}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "linkcheck",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "rules": [descriptor(first[code]) for code in index],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "automationDetails": {"id": "linkcheck/"},
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "The root of the repository."}}
                },
                "invocations": [_invocation(results)],
                "results": [],
            }
        ],
    }
    # No string in the log can contain this: its quotes would be escaped.
    head, _, tail = printable_json(json.dumps(log)).partition('"results": []')
    yield f'{head}"results": '
    yield from array(
        written
        for result, row in zip(results.results, fingerprints(results), strict=True)
        for written in _of_document(result, row, index, suppressed)
    )
    yield f"{tail}\n"


def _invocation(results: Results) -> Json:
    crashes = [
        {
            "level": "error",
            "message": {"text": f"Rule {crash.rule} crashed: {crash.text}"},
            "locations": [_location(result.file, None, None)],
        }
        for result in results.results
        for crash in result.internal_errors
    ]
    notifications = {"toolExecutionNotifications": crashes} if crashes else {}
    return {"executionSuccessful": not crashes, **notifications}


def _with_suppressed(results: Results) -> Results:
    """Return results that count suppressed violations like others, in the order of the document.

    So a violation has the same fingerprint whether another one is suppressed or not.
    """

    def whole(result: Result) -> Result:
        if not result.suppressed:
            return result
        every = (*result.violations, *result.suppressed)
        in_order = sorted(every, key=lambda v: (v.line or 0, v.column or 0))
        return result._replace(violations=tuple(in_order))

    return Results(tuple(map(whole, results.results)), results.skipped, results.totals)


def _of_document(
    result: Result, row: tuple[str, ...], index: dict[str, int], suppressed: Collection[int]
) -> Iterator[Json]:
    """Yield the results of one document, with their fingerprints and the indexes of the rules.

    ``suppressed`` are the ``id``s of the suppressed violations.
    """
    edits = Edits(result)
    for violation, fingerprint in zip(result.violations, row, strict=True):
        written = {
            "ruleId": violation.code,
            "ruleIndex": index[violation.code],
            "level": LEVELS[violation.severity],
            "message": {"text": with_help(violation)},
            "locations": [_location(result.file, _span(violation), _logical(violation))],
            "partialFingerprints": {SCHEME: fingerprint},
            "relatedLocations": _related(result, violation),
            "fixes": _fixes(result, violation, edits),
            "suppressions": [{"kind": "inSource"}] if id(violation) in suppressed else [],
            "properties": _properties(result, violation),
        }
        yield {name: value for name, value in written.items() if value != []}


def _related(result: Result, violation: Violation) -> list[Json]:
    return [
        {
            "id": number,
            "message": {"text": place.text},
            **_location(place.file or result.file, place.span, _at(place.pointer, "value")),
        }
        for number, place in enumerate(violation.related)
    ]


def _fixes(result: Result, violation: Violation, edits: Edits) -> list[Json]:
    """Return the fix, if it can be expressed as edits of the text that show nothing personal."""
    fix = violation.fix
    if fix is None or mask_fix(Document(violation.document), fix) is None:
        return []
    replacements = [
        {"deletedRegion": _region(span), "insertedContent": {"text": text}}
        for span, text in edits.of(fix)
    ]
    if not replacements:
        return []
    change = {"artifactLocation": _artifact(result.file), "replacements": replacements}
    return [{"description": {"text": fix.description}, "artifactChanges": [change]}]


def _properties(result: Result, violation: Violation) -> Json:
    """Return the fields that SARIF has no place for."""
    code = {}
    if violation.source_language is not None:
        when = violation.when and [branch.to_dict() for branch in violation.when]
        code = {"sourceLanguage": violation.source_language, "when": when}
    return {
        "document": violation.document,
        "documentIndex": result.position,
        "pointer": mask_pointer(violation.pointer),
        "missing": violation.missing,
        "evidence": str(violation.evidence),
        "docs": violation.docs,
        "plaidError": violation.plaid_error.to_dict() if violation.plaid_error else None,
        **code,
    }


def _location(file: str, span: Span | None, logical: Json | None) -> Json:
    physical: Json = {"artifactLocation": _artifact(file)}
    if span:
        physical["region"] = _region(span)
    location: Json = {"physicalLocation": physical}
    if logical:
        location["logicalLocations"] = [logical]
    return location


def _artifact(file: str) -> Json:
    """Return the location of a file: relative to the repository, if it is inside."""
    name = in_project(file)
    if Path(name).is_absolute():
        return {"uri": Path(name).as_uri()}
    return {"uri": quote(os.fsencode(name)), "uriBaseId": _ROOT}


def _region(span: Span) -> Json:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _span(violation: Violation) -> Span:
    """Return the position. Readers expect one, so the default is the start of the file."""
    return violation.span or Span(1, 1, 1, 1)


def _logical(violation: Violation) -> Json | None:
    """Return the place by its pointer; for a missing field, the pointer that it would have."""
    if violation.missing:
        return _at(violation.pointer + to_pointer((violation.missing,)), "property")
    return _at(violation.pointer, "property" if violation.on_key else "value")


def _at(pointer: str, kind: str) -> Json | None:
    """Return a logical location, or None for the whole document, which has no name."""
    return {"fullyQualifiedName": mask_pointer(pointer), "kind": kind} if pointer else None
