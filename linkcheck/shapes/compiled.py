"""The default engine: jsonschema-rs."""

from __future__ import annotations

from typing import Any

import jsonschema_rs

from linkcheck.documents import Document
from linkcheck.shapes.engine import ShapeError
from linkcheck.shapes.loader import bundle


class CompiledEngine:
    """A compiled validator for one kind of document.

    It is fed only what ``linkcheck.shapes.guard`` let pass: NaN, lone surrogates, deep nesting and
    huge integers make it lie or crash.
    """

    def __init__(self, document: Document) -> None:
        self._validator = jsonschema_rs.validator_for(bundle(document), validate_formats=False)
        self.is_valid = self._validator.is_valid

    def errors(self, payload: Any) -> list[ShapeError]:
        """All keywords that do not hold, each place and keyword once."""
        found = [
            ShapeError(tuple(error.instance_path), str(error.schema_path[-1]))
            for error in self._validator.iter_errors(payload)
        ]
        return list(dict.fromkeys(found))
