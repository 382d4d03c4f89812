"""Names and values of a document in words, with nothing secret or personal among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from linkcheck.engine.finding import Fix, removal
from linkcheck.engine.kinds import DocumentKind
from linkcheck.engine.wording import either
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

# Each JSON type as one value has it, and as several have it.
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
    """A wrong value in backticks, or None if it may be secret, personal or unwieldy.

    Several words may be a name or an address, unless some field knows them or this one has a
    similar value.
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
    """The JSON types that a field takes."""
    wanted = node.get("type", ())
    return (wanted,) if isinstance(wanted, str) else tuple(wanted)


def expected(node: Schema, *, example: bool = True) -> str:
    """What a field takes: "an array of strings", in the schema's own words with an example."""
    if example and "x-expects" in node:
        return str(node["x-expects"])
    kinds = [kind for kind in types(node) if kind != "null"]
    if kinds == ["array"]:
        entries = [kind for kind in types(node.get("items", {})) if kind != "null"]
        if entries:
            return f"an array of {_TYPES[entries[0]][1]}"
    return either(_TYPES[kind][0] for kind in kinds)


def actual(value: Any) -> str:
    """What a value is: "a string"."""
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
    """A few names in backticks, and how many more there are."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) <= _MOST_NAMED:
        return ", ".join(quoted)
    return f"{', '.join(quoted[:_MOST_NAMED])} and {len(quoted) - _MOST_NAMED} more"


class Spot(NamedTuple):
    """A place in the document: its value, its schema, and those of the object around it."""

    document: DocumentKind
    path: Path
    node: Schema
    value: Any
    parent: Schema
    root: Any
    hidden: bool
    is_text: bool
    """The document was read from JSON or YAML, so that the reader can write or omit quotes."""

    @property
    def api(self) -> Api:
        """The API that the document is of."""
        return type(self.document)

    @property
    def subject(self) -> str:
        """The place as the subject of a sentence."""
        return self.name(self.path)

    def name(self, path: Path) -> str:
        """Return a path as the subject of a sentence."""
        return f"`{self.dotted(path)}`" if path else "The document"

    def dotted(self, path: Path) -> str:
        """Return a path as messages write it; names that may not be shown are ``*``."""
        return dotted(self.api, path)

    @property
    def is_required(self) -> bool:
        """True if the object around the place must have it."""
        return bool(self.path) and self.path[-1] in self.parent.get("required", ())


def without(spot: Spot, *, safe: bool = True) -> Fix | None:
    """Return the fix that leaves a member of a request out, if it may be left out."""
    if not spot.document.is_request or spot.is_required or not isinstance(spot.path[-1], str):
        return None
    return removal(*spot.path, safe=safe)


def together(values: list[str]) -> str:
    """Return what a string that holds some values is."""
    return "several values in one string" if len(values) > 1 else "an array in a string"
