"""Schema engines, which report the places and the keywords that a document breaks.

Everything else (names of missing fields, bounds, allowed values, wording) is read from the value
and the schema, so that no engine's wording or error object reaches a user, and tests can compare
engines by these results alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, Protocol

from linkcheck.engine.kinds import DocumentKind
from linkcheck.pointer import Path
from linkcheck.shapes.loader import bundle, registry, url

COMPILED = "compiled"
REFERENCE = "reference"
ENGINES = (COMPILED, REFERENCE)


class ShapeError(NamedTuple):
    """A keyword of the schema that does not hold for the value at a path."""

    path: Path
    keyword: str


class ShapeEngine(Protocol):
    """A schema engine for one kind of document. It does not check formats."""

    def is_valid(self, payload: Any) -> bool:
        """Return whether the payload matches the schema."""

    def errors(self, payload: Any) -> list[ShapeError]:
        """Return all broken keywords, each place and keyword once, in no fixed order."""


def require_engine(name: str) -> None:
    """Raise ValueError for an unknown name of an engine."""
    if name not in ENGINES:
        raise ValueError(f"unknown engine {name!r}: use one of {', '.join(ENGINES)}")


@cache
def engine_for(document: DocumentKind, name: str = COMPILED) -> ShapeEngine:
    """Return the engine of this name for a document.

    ``compiled`` falls back to ``reference`` if jsonschema-rs cannot be imported.
    Raises ValueError for an unknown name.
    """
    require_engine(name)
    if name == COMPILED:
        try:
            return CompiledEngine(document)
        except ImportError:
            return engine_for(document, REFERENCE)
    return ReferenceEngine(document)


class CompiledEngine:
    """The default engine: a compiled validator of jsonschema-rs.

    It gets only values that ``linkcheck.shapes.sanitizer`` accepts: NaN, lone surrogates, deep
    nesting and huge integers lead to wrong results or crashes. Raises ImportError without
    jsonschema-rs.
    """

    def __init__(self, document: DocumentKind) -> None:
        import jsonschema_rs

        self._validator = jsonschema_rs.validator_for(bundle(document), validate_formats=False)
        self.is_valid = self._validator.is_valid

    def errors(self, payload: Any) -> list[ShapeError]:
        """Return all keywords that do not hold, each place and keyword once."""
        found = [
            ShapeError(tuple(error.instance_path), str(error.schema_path[-1]))
            for error in self._validator.iter_errors(payload)
        ]
        return list(dict.fromkeys(found))


class ReferenceEngine:
    """A validator of jsonschema, for the schema files as they are written.

    About 350 times slower than the compiled engine. Tests compare that one with it, and it replaces
    that one where there is no wheel of jsonschema-rs.
    """

    def __init__(self, document: DocumentKind) -> None:
        files = registry(document.schema_folder())
        self._validator = _validator_class()({"$ref": url(document)}, registry=files)

    def is_valid(self, payload: Any) -> bool:
        """True if the payload keeps the schema."""
        return bool(self._validator.is_valid(payload))

    def errors(self, payload: Any) -> list[ShapeError]:
        """Return all keywords that do not hold, each place and keyword once."""
        found = [
            ShapeError(tuple(error.absolute_path), str(error.validator))
            for error in self._validator.iter_errors(payload)
        ]
        return list(dict.fromkeys(found))


@cache
def _validator_class() -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import extend

    def pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
        # In ECMA-262, "$" is the very end; in Python it also matches before a last line feed.
        strict = re.sub(r"\$$", r"\\Z", pattern)
        if isinstance(instance, str) and not re.search(strict, instance):
            yield ValidationError("does not match")

    return extend(Draft202012Validator, {"pattern": pattern})  # type: ignore[no-untyped-call]
