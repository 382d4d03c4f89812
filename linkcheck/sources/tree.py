"""A file of nested values (JSON or YAML) that contains documents, as values or as strings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from linkcheck.pointer import Path, Span, Target, value_at
from linkcheck.sources.content import Decoded, Duplicate, SourceError
from linkcheck.sources.decode import decode
from linkcheck.sources.excerpt import Builder, Embedded, Excerpt
from linkcheck.sources.lines import Lines
from linkcheck.sources.locate import offsets

_PIECE = re.compile(
    r"(?P<plain>[^\\]+)|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[0-9a-fA-F]{4}|\\."
)


class Tree(Protocol):
    """A decoded file, with the places of its values."""

    lines: Lines
    value: Any

    def want(self, path: Path) -> None:
        """Register a value whose place may be needed; a tree finds many at once."""

    def range(self, path: Path) -> tuple[int, int]:
        """Return start and end offset of a value."""

    def is_binary(self, path: Path) -> bool:
        """True if the string at a path is marked as Base64."""

    def excerpt(self, path: Path) -> Excerpt:
        """Return the string at a path with its places in the file."""

    def inline(self, path: Path) -> Decoded:
        """Return the value at a path as a document."""


def embedded(tree: Tree, path: Path) -> Decoded | SourceError:
    """Return the document in the string at a path, which is JSON text."""
    text = value_at(tree.value, path)
    return read_excerpt(text, tree.lines, lambda: tree.excerpt(path))


def read_excerpt(
    data: str | bytes, lines: Lines, excerpt: Callable[[], Excerpt]
) -> Decoded | SourceError:
    """Return the document in a piece of a file. ``excerpt`` returns its places when needed."""
    places = Embedded(lines, excerpt)
    try:
        decoded = decode(data, lambda _: places)
    except SourceError as error:
        return error
    inner = decoded.text

    def locator(targets: Sequence[Target]) -> list[Span]:
        return [places.span(start, end) for start, end in offsets(inner, targets)]

    return decoded._replace(text=lines.text, first_line=lines.first, locator=locator, lines=lines)


class JsonTree:
    """A JSON file as a tree."""

    def __init__(self, decoded: Decoded) -> None:
        self.lines = Lines(decoded.text)
        self.value = decoded.value
        self._duplicates = Duplicates(decoded.duplicates)
        self._wanted: dict[Path, None] = {}
        self._ranges: dict[Path, tuple[int, int]] = {}

    def want(self, path: Path) -> None:
        self._wanted[path] = None

    def range(self, path: Path) -> tuple[int, int]:
        if path not in self._ranges:
            paths = [*self._wanted, path]
            found = offsets(self.lines.text, [(wanted, "value") for wanted in paths])
            self._ranges.update(zip(paths, found, strict=True))
            self._wanted.clear()
        return self._ranges[path]

    def is_binary(self, path: Path) -> bool:
        return False

    def excerpt(self, path: Path) -> Excerpt:
        return json_string(self.lines.text, *self.range(path))

    def inline(self, path: Path) -> Decoded:
        self.want(path)

        def locator(targets: Sequence[Target]) -> list[Span]:
            start, end = self.range(path)
            found = offsets(self.lines.text[start:end], targets)
            return [self.lines.span(start + first, start + last) for first, last in found]

        return Decoded(
            self.lines.text,
            value_at(self.value, path),
            self._duplicates.below(path),
            locator=locator,
            lines=self.lines,
        )


def json_string(text: str, start: int, end: int, outer: Excerpt | None = None) -> Excerpt:
    """Return the excerpt for the JSON string at a range, which includes its quotes."""
    builder = Builder(start + 1, outer)
    for found in _PIECE.finditer(text, start + 1, end - 1):
        if found["plain"] is not None:
            builder.exact(found["plain"], found.start())
        else:
            builder.block(json.loads(f'"{found.group()}"'), found.start(), found.end())
    return builder.build()


class Duplicates:
    """The duplicates of a file, by document."""

    def __init__(self, every: tuple[Duplicate, ...]) -> None:
        self._every = every
        self._by_depth: dict[int, dict[Path, list[Duplicate]]] = {}

    def below(self, path: Path) -> tuple[Duplicate, ...]:
        """Return the duplicates below a path, with paths relative to it."""
        if not self._every or not path:
            return self._every
        depth = len(path)
        if depth not in self._by_depth:
            groups = self._by_depth[depth] = {}
            for found in self._every:
                if len(found.path) > depth:
                    groups.setdefault(found.path[:depth], []).append(found)
        found_here = self._by_depth[depth].get(path, ())
        return tuple(found._replace(path=found.path[depth:]) for found in found_here)
