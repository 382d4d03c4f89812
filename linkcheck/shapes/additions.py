"""Parts of a document that this release does not know: the API may have added them since.

They are the unknown fields and values among the findings of the shape check, except those that the
schemas explain: a near miss of a known name, a known name in another place, several values in one
string, and whatever has an alias or a hint.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from linkcheck.engine.kinds import DocumentKind
from linkcheck.engine.unknown import Unknown, Unknowns
from linkcheck.engine.values import copied
from linkcheck.pointer import Path, value_at
from linkcheck.shapes import Examined, replacements, rules
from linkcheck.shapes.disclosure import dotted, is_shown_name
from linkcheck.shapes.loader import Schema, descend, places, schema
from linkcheck.suggestions import entry_for, near_miss

_KNOWN_VALUES = ("enum", "x-undocumented-values", "x-newer-values")
_EXPLAINED = ("x-hints", "x-replacements")


class Addition(NamedTuple):
    """A field or value that is unknown. ``text`` names it only if it looks like an identifier."""

    path: Path
    text: str


def additions(document: DocumentKind, examined: Examined) -> list[Addition]:
    """Return what is unknown among the findings of the shape check on a document."""
    unknown: list[Addition] = []
    value = examined.value
    for rule, finding in examined.findings:
        path = finding.path
        if rule is rules.UNKNOWN_FIELD and is_new_field(document, path):
            unknown.append(Addition(path, _text(document, "field", path[-1], path[:-1])))
        elif rule is rules.UNKNOWN_VALUE and is_new_value(document, path, value_at(value, path)):
            node = _node(document, path)
            given = None if "x-sensitive" in node else value_at(value, path)
            home = path[:-1] if isinstance(path[-1], int) else path
            unknown.append(
                Addition(path, _text(document, node.get("x-noun", "value"), given, home))
            )
    return unknown


def is_new_field(document: DocumentKind, path: Path) -> bool:
    """Return whether an unknown field is unlike all fields of the document."""
    node, name = _node(document, path[:-1]), str(path[-1])
    is_explained = any(entry_for(node.get(words, {}), name) for words in _EXPLAINED)
    is_elsewhere = name in places(document)
    return not (is_explained or is_elsewhere) and near_miss(name, node["properties"]) is None


def is_new_value(document: DocumentKind, path: Path, value: Any) -> bool:
    """Return whether an unknown value is unlike all values of its field."""
    node = _node(document, path)
    if not isinstance(value, str) or "enum" not in node:
        return False
    is_explained = (
        entry_for(node.get("x-hints", {}), value) is not None
        or replacements.explained(node, value) is not None
        or replacements.several(node, value)
        or replacements.homes(schema(document), path, value)
    )
    return not is_explained and near_miss(value, known_values(node)) is None


def known_values(node: Schema) -> list[str]:
    """Return the strings that a field is known to accept."""
    return [v for words in _KNOWN_VALUES for v in node.get(words, ()) if isinstance(v, str)]


def reduced(document: DocumentKind, value: Any, paths: Iterable[Path]) -> tuple[Any, Unknowns]:
    """Return a copy of a document without some fields and entries, and what that leaves unknown.

    Whether a known field whose value was removed is absent is unknown, and whether an object that
    loses its last field is empty. An array that loses an entry is extended.
    """
    value = copied(value)
    absent: dict[Path, Unknown] = {}
    extended: set[Path] = set()
    for path in sorted(paths, key=_index, reverse=True):
        holder, last = value_at(value, path[:-1]), path[-1]
        del holder[last]
        if isinstance(last, int):
            extended.add(path[:-1])
        elif not holder or descend(schema(document), path) is not None:
            absent[path] = Unknown(may_be_absent=True)
    return value, Unknowns(absent, extended=extended)


def _index(path: Path) -> int:
    """Return the index of an entry, which changes if an earlier one is removed."""
    return path[-1] if isinstance(path[-1], int) else -1


def _node(document: DocumentKind, path: Path) -> Schema:
    node = descend(schema(document), path)
    assert node is not None  # the path of a finding
    return node


def _text(document: DocumentKind, noun: str, name: Any, home: Path) -> str:
    api = type(document)
    is_shown = isinstance(name, str) and is_shown_name(api, name)
    named = f"unknown {noun} `{name}`" if is_shown else f"unknown {noun} (not shown)"
    return f"{named} in `{dotted(api, home)}`" if home else named
