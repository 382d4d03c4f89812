"""Plaid may send a new value at any time: in answers and webhooks none is an error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.shapes.loader import Schema, schema
from linkcheck.violation import Severity
from tests.shapes.bodies import BODIES

ANSWERS = [document for document in Document if not document.is_request]
NEW = ("ACME_NEW", "acme_new", "Acme new", "", "SUCCESS ", "development")


def strings(node: Schema, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Schema]]:
    """Every string of a schema; ``[]`` is a step into an array."""
    for name, child in node.get("properties", {}).items():
        yield from strings(child, (*path, name))
    if "items" in node:
        yield from strings(node["items"], (*path, "[]"))
    if "string" in node.get("type", ()) or "const" in node or "enum" in node:
        yield path, node


STRINGS = [(document, *found) for document in ANSWERS for found in strings(schema(document))]
LISTED = [place for place in STRINGS if "enum" in place[2] or "const" in place[2]]
UNFORMED = [
    place for place in STRINGS if "format" not in place[2] and "x-sensitive" not in place[2]
]


def body(document: Document, path: tuple[str, ...], value: str) -> dict[str, Any]:
    """A good document of the kind with the value at a place."""
    good = next(body for kind, body in BODIES if kind is document)
    copied: dict[str, Any] = json.loads(json.dumps(good))
    _put(copied, path, value)
    return copied


def _put(here: Any, path: tuple[str, ...], value: str) -> None:
    step, rest = path[0], path[1:]
    if step == "[]":
        if not here:
            here.append({} if rest else value)
        if rest:
            _put(here[0], rest, value)
        else:
            here[0] = value
    elif rest:
        if not here.get(step):
            here[step] = [] if rest[0] == "[]" else {}
        _put(here[step], rest, value)
    else:
        here[step] = value


def test_the_lists_are_found() -> None:
    assert {(document, ".".join(path)) for document, path, _ in LISTED} == {
        *(
            (document, name)
            for document in ANSWERS[2:]
            for name in ("webhook_type", "webhook_code")
        ),
        *((document, "environment") for document in ANSWERS[2:]),
        (Document.SESSION_FINISHED, "status"),
        (Document.GET_RESPONSE, "link_sessions.[].results.bank_income_results.[].status"),
    }
    assert len(UNFORMED) > 100


def test_a_new_value_is_not_an_error() -> None:
    checker = Checker(pedantic=True)
    errors = [
        (str(document), ".".join(path), value, violation.code)
        for document, path, _ in (*LISTED, *UNFORMED)
        for value in NEW
        for violation in checker.check(body(document, path, value), document).errors
        if violation.pointer.rpartition("/")[2] in (path[-1], *map(str, range(9)))
    ]
    assert errors == []


def test_a_new_value_of_a_list_is_reported() -> None:
    checker = Checker(pedantic=True)
    for document, path, node in LISTED:
        if "x-open" in node:
            continue
        found = checker.check(body(document, path, "ACME_NEW"), document).violations
        unknown = [v for v in found if v.code == "LC104" and v.pointer.endswith(path[-1])]
        assert [v.severity for v in unknown] == [Severity.WARNING], path
