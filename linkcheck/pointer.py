"""Places: paths, JSON Pointers (RFC 6901), and spans of source text."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, NamedTuple

Path = tuple[str | int, ...]
"""The place of a value in a document: field names and array indexes from the root."""

Part = Literal["value", "key", "object-start"]
"""A part of a field: its value, its name, or the first character of its value."""

Target = tuple[Path, Part]


class Span(NamedTuple):
    """A range of source text. Lines and columns count from 1, columns in code points.

    ``end_column`` is the column after the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int

    def encloses(self, other: Span) -> bool:
        """True if another range is inside this one."""
        return self[:2] <= other[:2] and other[2:] <= self[2:]


def to_pointer(path: Path) -> str:
    """Return a path as a JSON Pointer: ``/user/name`` for ``("user", "name")``."""
    pointer = "".join([f"/{step}" for step in path])
    if pointer.count("/") == len(path) and "~" not in pointer:  # the common case
        return pointer
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def tokens(pointer: str) -> tuple[str, ...]:
    """Return the reference tokens of a JSON Pointer, unescaped.

    Raises ValueError for an invalid JSON Pointer.
    """
    if not pointer:
        return ()
    if not pointer.startswith("/"):
        raise ValueError(f"not a JSON Pointer: {pointer!r}")
    return tuple(t.replace("~1", "/").replace("~0", "~") for t in pointer[1:].split("/"))


def value_at(value: Any, path: Path) -> Any:
    """Return the value at a path. Raises LookupError or TypeError if there is none."""
    for step in path:
        value = value[step]
    return value


def path_to(value: Any, pointer: str) -> Path | None:
    """Return the path of the value that a JSON Pointer leads to, or None if there is none."""
    path: list[str | int] = []
    for token in tokens(pointer):
        step = int(token) if isinstance(value, list) and token.isdecimal() else token
        try:
            value = value[step]
        except (LookupError, TypeError):
            return None
        path.append(step)
    return tuple(path)


def is_below(path: Path, places: Collection[Path]) -> bool:
    """Return whether a path is one of the places or below one."""
    return bool(places) and any(path[:length] in places for length in range(len(path) + 1))
