"""Fields that are repeated in one object."""

from __future__ import annotations

from linkcheck.pointer import Path, Span
from linkcheck.redaction import shown_name
from linkcheck.sources.content import Duplicate


def repeated(path: Path, first_line: int, span: Span) -> Duplicate:
    """Return the duplicate of a field that first appears on ``first_line``."""
    message = (
        f"{shown_name(str(path[-1]))} appears more than once in the same object (first on line "
        f"{first_line}); only the last value counts"
    )
    return Duplicate(path, message, span)
