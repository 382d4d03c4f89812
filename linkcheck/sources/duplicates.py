"""Member names that are repeated in one object."""

from __future__ import annotations

from linkcheck.pointer import Path
from linkcheck.redaction import shown_name
from linkcheck.sources.content import Duplicate
from linkcheck.sources.lines import Span


def repeated(path: Path, first_line: int, span: Span) -> Duplicate:
    """The duplicate for a member whose name is on ``first_line`` for the first time."""
    message = (
        f"{shown_name(str(path[-1]))} is given more than once in one object (first on "
        f"line {first_line}). Only the last one counts: keep one."
    )
    return Duplicate(path, message, span)
