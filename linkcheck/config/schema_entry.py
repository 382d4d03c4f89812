"""An entry of the key ``schemas``."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class HouseSchema(NamedTuple):
    """A custom JSON Schema for one document type. ``path`` is absolute.

    Its violations have this ``code`` and ``severity``. ``name`` is the name of the rule; by
    default it is derived from the name of the file.
    """

    document: str
    path: Path
    code: str
    name: str | None = None
    severity: str = "error"
