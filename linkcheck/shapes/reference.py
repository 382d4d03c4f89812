"""The reference engine: jsonschema, on the schema files as they are written.

Some 350 times slower than the compiled engine. It is what that one is tested against, and what
stands in for it where there is no wheel of jsonschema-rs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from linkcheck.documents import Document
from linkcheck.shapes.engine import ShapeError
from linkcheck.shapes.loader import registry, url


class ReferenceEngine:
    """A validator of jsonschema for one kind of document."""

    def __init__(self, document: Document) -> None:
        self._validator = _Validator({"$ref": url(document)}, registry=registry())

    def is_valid(self, payload: Any) -> bool:
        """True if the payload keeps the schema."""
        return bool(self._validator.is_valid(payload))

    def errors(self, payload: Any) -> list[ShapeError]:
        """All keywords that do not hold, each place and keyword once."""
        found = [
            ShapeError(tuple(error.absolute_path), str(error.validator))
            for error in self._validator.iter_errors(payload)
        ]
        return list(dict.fromkeys(found))


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    # In ECMA-262, "$" is the very end; in Python it also stands before a last line feed.
    strict = re.sub(r"\$$", r"\\Z", pattern)
    if isinstance(instance, str) and not re.search(strict, instance):
        yield ValidationError("does not match")


_Validator = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
