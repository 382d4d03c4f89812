"""Origins of values: what the source code that builds a document shows beyond the document."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from linkcheck.pointer import Path

SOURCE_CODE = "*source code"
"""The feature of a document with origins."""


class Made(StrEnum):
    """What a value is made from."""

    LITERALS = "literals"  # only from what is written in the code
    CLOCK = "clock"
    RANDOM = "random"  # a random number, a fresh UUID


class Origin(NamedTuple):
    """The origin of a value.

    ``constructor`` is the class of an SDK that made it from a plain value, such as that of an
    enum. ``is_checked`` if a class of an SDK got it and compared its type with that of the field.
    """

    made_from: Made
    constructor: str = ""
    is_checked: bool = False


class Origins(NamedTuple):
    """The origins of the values of a document by path, as far as they are known."""

    language: str
    values: Mapping[Path, Origin]

    def made(self, path: Path) -> Made | None:
        """Return what the value at a path is made from; None if that is not known."""
        origin = self.values.get(path)
        return origin and origin.made_from
