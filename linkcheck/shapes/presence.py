"""Find the issues of a document that no schema engine reports, in one cheap pass.

These are wrong formats, and the presence of undocumented or deprecated fields. Only fields that can
have an issue, or contain such fields, are visited: the schema is reduced to these beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from linkcheck.engine.kinds import DocumentKind
from linkcheck.pointer import Path
from linkcheck.shapes.formats import FORMATS
from linkcheck.shapes.loader import Schema, schema

FORMAT = "format"
PRESENCE = "presence"
NULL = "null"


class Issue(NamedTuple):
    """An issue with a value: ``what`` is FORMAT, PRESENCE or NULL."""

    what: str
    path: Path
    node: Schema


class _Watched(NamedTuple):
    """A part of the schema that can have an issue itself, in its fields, or in its entries."""

    node: Schema
    format: str | None
    presence: bool
    members: dict[str, _Watched]
    items: _Watched | None


def issues(document: DocumentKind, payload: dict[str, Any]) -> list[Issue]:
    """Return strings without the format of their field, and fields whose presence is reported.

    Below such a field no other presence is reported. ``null`` is skipped.
    """
    found: list[Issue] = []
    _look(_watched(document), payload, (), found)
    return found


def nulls(document: DocumentKind, payload: dict[str, Any]) -> Iterator[Issue]:
    """Yield optional fields that are null, although their schema does not list it as a value."""
    return _nulls(schema(document), payload, ())


def _look(watched: _Watched, value: Any, path: Path, found: list[Issue]) -> None:
    if watched.items is not None:
        if isinstance(value, list):
            for index, entry in enumerate(value):
                _look(watched.items, entry, (*path, index), found)
    elif watched.members:
        if isinstance(value, dict):
            members = watched.members
            for name, child in value.items():
                if name in members and child is not None:
                    _visit(members[name], child, (*path, name), found)
    elif watched.format is not None:
        _visit(watched, value, path, found)


def _visit(watched: _Watched, value: Any, path: Path, found: list[Issue]) -> None:
    if watched.presence and value is not False:
        found.append(Issue(PRESENCE, path, watched.node))
    if watched.format is not None:
        if isinstance(value, str) and not FORMATS[watched.format](value):
            found.append(Issue(FORMAT, path, watched.node))
    else:
        _look(watched, value, path, found)


def _nulls(node: Schema, value: Any, path: Path) -> Iterator[Issue]:
    if isinstance(value, list) and "items" in node:
        for index, entry in enumerate(value):
            yield from _nulls(node["items"], entry, (*path, index))
    elif isinstance(value, dict):
        required = node.get("required", ())
        for name, child in node.get("properties", {}).items():
            if name not in value:
                continue
            if value[name] is not None:
                yield from _nulls(child, value[name], (*path, name))
            elif name not in required and _takes_null_silently(child):
                yield Issue(NULL, (*path, name), child)


def _takes_null_silently(node: Schema) -> bool:
    return "null" in node.get("type", ()) and "x-nullable" not in node


@cache
def _watched(document: DocumentKind) -> _Watched:
    root = _thin(schema(document), document.is_request, False)
    return root or _Watched({}, None, False, {}, None)


def _thin(node: Schema, request: bool, inside: bool) -> _Watched | None:
    presence = request and not inside and is_notable(node)
    inside = inside or presence
    members = {
        name: thin
        for name, child in node.get("properties", {}).items()
        if (thin := _thin(child, request, inside)) is not None
    }
    items = _thin(node["items"], request, inside) if "items" in node else None
    form = node.get("format")
    if form not in FORMATS:
        form = None
    if not (presence or form or members or items):
        return None
    return _Watched(node, form, presence, members, items)


def is_notable(node: Schema) -> bool:
    """True for a field that is reported when a request has it."""
    if node.get("x-deprecated-by-rule"):
        return False
    return any(node.get(mark) for mark in ("deprecated", "x-legacy", "x-undocumented"))
