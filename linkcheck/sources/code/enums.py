"""Members of the enums of an SDK: what their values are."""

from __future__ import annotations

from functools import cache

from linkcheck.documents import Document
from linkcheck.shapes.loader import listed_values
from linkcheck.sources.code import sdks


def enum_value(kind: str, name: str) -> str | None:
    """Return the value of a member of an enum, such as ``Products.CraBaseReport``."""
    found = _values().get(_normalized(name))
    if found is None and kind in sdks.ENUMS_OF_NAMES:
        return _snake(name)
    return found


@cache
def _values() -> dict[str, str | None]:
    """Return the listed values of the API by normalized name; None if that is not unique."""
    found: dict[str, str | None] = {}
    for value in sorted(listed_values(Document)):
        name = _normalized(value)
        found[name] = None if name in found else value
    return found


def _normalized(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum())


def _snake(name: str) -> str:
    parts = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return parts.strip("_")
