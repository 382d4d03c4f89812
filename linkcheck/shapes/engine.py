"""What a schema engine does for us: name each place and the keyword that it breaks.

All else (names of absent members, bounds, allowed values, texts) is read from the value and the
schema, so that no engine's wording or error object can reach a user, and engines are compared by
what they find alone.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, Protocol

from linkcheck.documents import Document
from linkcheck.violation import Path

COMPILED = "compiled"
REFERENCE = "reference"
ENGINES = (COMPILED, REFERENCE)


class ShapeError(NamedTuple):
    """A keyword of the schema that does not hold for the value at a path."""

    path: Path
    keyword: str


class ShapeEngine(Protocol):
    """A schema engine made for one kind of document. Formats are not its business."""

    def is_valid(self, payload: Any) -> bool:
        """True if the payload keeps the schema."""

    def errors(self, payload: Any) -> list[ShapeError]:
        """All keywords that do not hold, each place and keyword once, in no fixed order."""


@cache
def engine_for(document: Document, name: str = COMPILED) -> ShapeEngine:
    """The engine of this name for a document.

    ``compiled`` falls back on ``reference`` where jsonschema-rs cannot be imported.
    Raises ValueError for an unknown name.
    """
    if name not in ENGINES:
        raise ValueError(f"unknown engine {name!r}: use one of {', '.join(ENGINES)}")
    if name == COMPILED:
        try:
            from linkcheck.shapes.compiled import CompiledEngine

            return CompiledEngine(document)
        except ImportError:
            return engine_for(document, REFERENCE)
    from linkcheck.shapes.reference import ReferenceEngine

    return ReferenceEngine(document)
