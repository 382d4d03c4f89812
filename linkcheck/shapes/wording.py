"""Wording of names and values of a document, without secret or personal ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from linkcheck.engine.finding import Fix, removal
from linkcheck.engine.kinds import DocumentKind
from linkcheck.engine.wording import either, quoted
from linkcheck.pointer import Path
from linkcheck.shapes.disclosure import Api, dotted, is_shown_text
from linkcheck.shapes.loader import Schema, listed_values
from linkcheck.suggestions import closest

_HARMLESS = re.compile(r"[A-Za-z0-9_ .-]{1,40}")
_KNOWN_WORDS = (
    "x-aliases",
    "x-hints",
    "x-newer-values",
    "x-replacements",
    "x-undocumented-values",
)
_MOST_NAMED = 8

# Each JSON type in the singular and in the plural.
_TYPES = {
    "string": ("a string", "strings"),
    "integer": ("an integer", "integers"),
    "number": ("a number", "numbers"),
    "boolean": ("true or false", "booleans"),
    "array": ("an array", "arrays"),
    "object": ("an object", "objects"),
    "null": ("null", "nulls"),
}


def shown(api: Api, value: Any, node: Schema) -> str | None:
    """Return a wrong value in backticks; None if it may be secret or personal, or is too long.

    Several words may be a name or an address, unless they are an allowed value of some field or
    similar to one of this field.
    """
    if not isinstance(value, str) or "x-sensitive" in node:
        return None
    if any(value in node.get(words, ()) for words in _KNOWN_WORDS):
        return f"`{value}`"
    if not _HARMLESS.fullmatch(value) or not is_shown_text(api, value):
        return None
    if " " not in value.strip() or value in listed_values(api):
        return f"`{value}`"
    allowed = [v for v in node.get("enum", ()) if isinstance(v, str)]
    return f"`{value}`" if closest(value, allowed) else None


def types(node: Schema) -> tuple[str, ...]:
    """Return the JSON types that a field accepts."""
    wanted = node.get("type", ())
    return (wanted,) if isinstance(wanted, str) else tuple(wanted)


def expected(node: Schema, *, example: bool = True) -> str:
    """Return what a field accepts: "an array of strings"; with ``example``, its ``x-expects``."""
    if example and "x-expects" in node:
        return str(node["x-expects"])
    kinds = [kind for kind in types(node) if kind != "null"]
    if kinds == ["array"]:
        entries = [kind for kind in types(node.get("items", {})) if kind != "null"]
        if entries:
            return f"an array of {_TYPES[entries[0]][1]}"
    return either(_TYPES[kind][0] for kind in kinds)


def actual(value: Any) -> str:
    """Return what a value is: "a string"."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, int):
        return "an integer"
    if isinstance(value, float):
        return "a number"
    return "an array" if isinstance(value, list) else "an object"


def some(names: Sequence[str]) -> str:
    """Return a few names in backticks, and how many more there are."""
    shown_names = ", ".join(quoted(names[:_MOST_NAMED]))
    rest = len(names) - _MOST_NAMED
    return f"{shown_names} and {rest} more" if rest > 0 else shown_names


class Spot(NamedTuple):
    """A place in the document, with its value, its schema and the schema of its parent."""

    document: DocumentKind
    path: Path
    node: Schema
    value: Any
    parent: Schema
    root: Any
    hidden: bool
    is_text: bool
    """The document was read from JSON or YAML, where the user can add or remove quotes."""

    @property
    def api(self) -> Api:
        """The API that the document belongs to."""
        return type(self.document)

    @property
    def subject(self) -> str:
        """The place as the subject of a sentence."""
        return self.name(self.path)

    def name(self, path: Path) -> str:
        """Return a path as the subject of a sentence."""
        return f"`{self.dotted(path)}`" if path else "The document"

    def dotted(self, path: Path) -> str:
        """Return a path as messages write it, with ``*`` for names that may not be shown."""
        return dotted(self.api, path)

    @property
    def is_required(self) -> bool:
        """True if the parent requires the field."""
        return bool(self.path) and self.path[-1] in self.parent.get("required", ())


def without(spot: Spot, *, safe: bool = True) -> Fix | None:
    """Return the fix that removes a field of a request, if it is optional."""
    if not spot.document.is_request or spot.is_required or not isinstance(spot.path[-1], str):
        return None
    return removal(*spot.path, safe=safe)


def together(values: list[str]) -> str:
    """Return what a string with these values holds."""
    return "several values in one string" if len(values) > 1 else "an array in a string"
