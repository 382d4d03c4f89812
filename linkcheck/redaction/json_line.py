"""Redact a line of JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from linkcheck.documents import Document
from linkcheck.pointer import Path
from linkcheck.redaction import (
    child_of,
    fits,
    is_known_name,
    is_scalar,
    is_shown_name,
    last_name,
    mask_string,
)
from linkcheck.shapes.loader import Schema, schema

_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*+")|(?P<broken>"[^"]*)|(?P<word>[^\s"{}\[\],:]+)'
    r"|(?P<mark>[{}\[\],:])|(?P<blank>\s+)"
)
_COLON = re.compile(r"\s*:")


class Place(NamedTuple):
    """A value or member name in a line: its column (from 1), its path and its document type."""

    column: int
    path: Path
    document: Document


def mask_line(line: str, place: Place | None = None) -> str:
    """Return a line of JSON with everything replaced by ``*`` that may not be shown.

    ``place`` is a place in the line whose path is known. Without it (in broken JSON), no values are
    shown, and only names from a schema.
    """
    return "".join(_LineMask(line, place).pieces())


class _Frame(NamedTuple):
    """An open container with its schema, which is None if its content may not be shown.

    ``kind`` is the opening bracket; empty outside of the document.
    """

    kind: str
    node: Schema | None

    def child(self, name: str | None) -> Schema | None:
        """Return the schema of the next value; with a name, that of the member."""
        if not self.kind:
            return self.node
        if self.kind == "[":
            return child_of(self.node, 0)
        return None if name is None else child_of(self.node, name)


class _LineMask:
    """Walks the tokens of one line, with a stack of the open containers."""

    def __init__(self, line: str, place: Place | None) -> None:
        self.line = line
        self.place = place
        self.frames = [_Frame("{", None)] if place is None else _frames_at_start(line, place)
        self.name: str | None = None  # the name of the member whose value is next

    def pieces(self) -> Iterator[str]:
        """Yield the redacted line in pieces."""
        for found in _TOKEN.finditer(self.line):
            text, kind = found.group(), found.lastgroup
            is_name = kind == "string" and _COLON.match(self.line, found.end()) is not None
            if self._is_at_place(found.start()) and not is_name and self.name is None:
                self.name = last_name(self.place.path if self.place else ())
            if kind == "blank":
                yield " " * len(text)
            elif kind == "mark":
                self._mark(text)
                yield text
            elif is_name:
                self.name = text[1:-1]
                yield f'"{self._shown_name(self.name)}"'
            elif kind == "string":
                yield f'"{self._shown_text(text[1:-1])}"'
                self.name = None
            elif kind == "word":
                yield self._shown_word(text)
                self.name = None
            else:
                yield '"' + "*" * (len(text) - 1)

    def _is_at_place(self, offset: int) -> bool:
        return self.place is not None and offset == self.place.column - 1

    def _mark(self, mark: str) -> None:
        if mark in "{[":
            self.frames.append(_Frame(mark, self._next()))
        elif mark in "}]" and len(self.frames) > 1:
            self.frames.pop()
        if mark != ":":
            self.name = None

    def _next(self) -> Schema | None:
        """Return the schema of the next value; None if it may not be shown."""
        return self.frames[-1].child(self.name)

    def _safe_next(self) -> Schema | None:
        """Return the schema of the next scalar; None if no value may be shown there."""
        node = self._next() if self.frames[-1].kind else None
        return node if node is not None and is_scalar(node) else None

    def _shown_name(self, name: str) -> str:
        is_shown = is_shown_name(name) if self.place is not None else is_known_name(name)
        return name if is_shown else "*" * len(name)

    def _shown_text(self, text: str) -> str:
        return mask_string(text, self.name, is_shown=self._safe_next() is not None)

    def _shown_word(self, text: str) -> str:
        return text if fits(self._safe_next(), text) else "*" * len(text)


def _frames_at_start(line: str, place: Place) -> list[_Frame]:
    """Return the containers that are open at the start of the line, from the path of a place in it.

    The place is in as many containers as its path has steps. Containers that the line opens before
    the place are left out; containers that it closes before the place are unknown.
    """
    depth = lowest = 0
    for found in _TOKEN.finditer(line, 0, place.column - 1):
        if found.lastgroup == "mark":
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(found.group(), 0)
            lowest = min(lowest, depth)
    known = max(len(place.path) - depth + lowest, 0)
    frames = [_Frame("", schema(place.document))]
    for index, step in enumerate(place.path[:known]):
        before = place.path[index - 1] if index else None
        node = frames[-1].child(before if isinstance(before, str) else None)
        frames.append(_Frame("[" if isinstance(step, int) else "{", node))
    return [*frames, *(_Frame("{", None) for _ in range(-lowest))]
