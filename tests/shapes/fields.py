"""The table of the documented fields, tests/data/fields.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from linkcheck.documents import Document

FILE = Path(__file__).parents[1] / "data" / "fields.csv"


@dataclass(frozen=True)
class Field:
    """One line of the table; ``path`` is written as in ``link_sessions[].events``."""

    document: Document
    path: str
    type: str
    required: bool
    nullable: bool
    deprecated: bool
    bounds: dict[str, int | str | bool]
    values: tuple[str, ...]
    line: int

    @property
    def steps(self) -> tuple[str | int, ...]:
        """The path with 0 for an index, as ``describe`` takes it."""
        return tuple(step for part in self.path.split(".") for step in _steps(part))


def _steps(part: str) -> tuple[str | int, ...]:
    return (part[:-2], 0) if part.endswith("[]") else (part,)


def load() -> list[Field]:
    """All fields of the table."""
    with FILE.open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return [_field(row) for row in rows]


def _field(row: dict[str, str]) -> Field:
    return Field(
        document=Document(row["document"]),
        path=row["path"],
        type=row["type"],
        required=row["required"] == "yes",
        nullable=row["nullable"] == "yes",
        deprecated=row["deprecated"] == "yes",
        bounds=dict(_bound(part) for part in row["bounds"].split("; ") if part),
        values=tuple(value for value in row["values"].split("|") if value),
        line=int(row["line"]),
    )


def _bound(text: str) -> tuple[str, int | str | bool]:
    name, _, value = text.rpartition(" ")
    keyword = {"min length": "minLength", "min items": "minItems"}.get(name, name)
    if name == "format":
        return keyword, value
    return keyword, False if value == "false" else int(value)
