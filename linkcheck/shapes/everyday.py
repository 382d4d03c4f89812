"""Everyday documents: one compiled schema recognizes that nothing is wrong with them.

The schema is that of the document with keywords added and none removed, so an everyday document
matches the schema of its kind. The added keywords forbid ``null``, fields that are deprecated or
unknown, and strings that might be a template marker, and they check formats. So
``linkcheck.shapes.examine`` finds nothing in an everyday document; a test makes sure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from linkcheck.engine.kinds import DocumentKind
from linkcheck.shapes.formats import FORMATS
from linkcheck.shapes.loader import Schema, schema
from linkcheck.shapes.presence import is_notable
from linkcheck.shapes.sanitizer import MARKED_STRING

Test = Callable[[Any], bool]

# Keywords that do not restrict values. Compiling them takes as long as compiling all others.
_WORDS = frozenset({"title", "description"})

_DEPTH = 6
_MOST_ITEMS = 200
_LARGEST = 2**53


def everyday_test(
    document: DocumentKind,
    plain: Mapping[str, Schema],
    also: Test,
    only: Iterable[str] | None = None,
) -> Test:
    """Return a test that is true only for everyday documents of a kind.

    ``plain`` adds a schema to the field at each dotted path, which implies the format of the field
    and, if it has a pattern, that of the field. ``also`` tests what a schema cannot express.
    With ``only``, the test is about these fields of a document, which may all be absent.
    Without jsonschema-rs, no document counts as everyday. The test never raises.
    """
    everyday = _everyday(schema(document), (), plain)
    if only is not None:
        members = {name: everyday["properties"][name] for name in only}
        everyday = {"type": "object", "properties": members, "additionalProperties": False}
    is_valid = compiled(everyday)
    if is_valid is None:
        return lambda _: False

    def is_everyday(payload: Any) -> bool:
        if type(payload) is not dict or not _is_exact(payload):
            return False
        try:
            return is_valid(payload) and also(payload)
        except ValueError:  # half of a surrogate pair
            return False

    return is_everyday


def compiled(node: Schema) -> Test | None:
    """Return the compiled test of a schema; None without jsonschema-rs."""
    try:
        import jsonschema_rs
    except ImportError:
        return None
    test: Test = jsonschema_rs.validator_for(node, validate_formats=True, formats=FORMATS).is_valid
    return test


def _is_exact(value: Any, depth: int = _DEPTH) -> bool:
    """True for a value with instances of the exact builtin types only, few levels and no null.

    jsonschema-rs also accepts tuples, instances of subclasses and integers of any size.
    """
    kind = type(value)
    if kind is dict:
        for name, child in value.items():
            if type(name) is not str:
                return False
            if type(child) is not str and (depth <= 0 or not _is_exact(child, depth - 1)):
                return False
        return True
    if kind is list:
        for child in value:
            if type(child) is not str and (depth <= 0 or not _is_exact(child, depth - 1)):
                return False
        return True
    return kind is str or kind is bool or (kind is int and -_LARGEST < value < _LARGEST)


def _everyday(node: Schema, path: tuple[str, ...], plain: Mapping[str, Schema]) -> Any:
    """Return the schema of a field for its everyday values; False if it has none."""
    kinds = node.get("type")
    kind = kinds if isinstance(kinds, str) else next((k for k in kinds or () if k != "null"), None)
    if is_notable(node) or kind is None or kind == "number":
        return False
    form = plain.get(".".join(path))
    added: list[Any] = [] if form is None else [form]
    found: Schema = {k: v for k, v in node.items() if k not in _WORDS and not k.startswith("x-")}
    found["type"] = kind
    if form is not None:
        found.pop("format", None)  # the plain form implies it
    if form is not None and "pattern" in form:
        found.pop("pattern", None)  # implied as well
    if kind == "object":
        if "properties" not in node:
            return False
        found["additionalProperties"] = False
        found["properties"] = {
            name: _everyday(child, (*path, name), plain)
            for name, child in node["properties"].items()
        }
    elif kind == "array":
        if "items" not in node:
            return False
        found["items"] = _everyday(node["items"], (*path, "[]"), plain)
        added.append({"maxItems": _MOST_ITEMS})  # so that no document has too many values
    elif kind == "string" and "enum" not in node and "const" not in node:
        added.append({"not": {"pattern": MARKED_STRING}})
    if added:
        found["allOf"] = [*node.get("allOf", ()), *added]
    return found
