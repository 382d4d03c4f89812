"""An entry of the key ``schemas``."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class HouseSchema(NamedTuple):
    """A JSON Schema of the house for one kind of document. ``path`` is absolute.

    Everything that breaks it is reported under ``code`` with this severity. ``name`` is the name
    of that rule; without one it is made from the name of the file.
    """

    document: str
    path: Path
    code: str
    name: str | None = None
    severity: str = "error"
