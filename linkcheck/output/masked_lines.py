"""Masked lines of files that are not plain JSON text (YAML, JSON in strings), for people.

A value is shown if its path is safe and it looks harmless, by the allow-list of
``linkcheck.redaction``. Of everything else, including comments, only white space and the
punctuation of JSON and YAML is shown, and the directives in comments.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from linkcheck.documents import Document
from linkcheck.engine.suppression import Directive
from linkcheck.pointer import Path, Span, Target
from linkcheck.redaction import is_shown_name, mask_text, mask_word
from linkcheck.sources.decode import Decoded
from linkcheck.sources.lines import Lines

# A document with more values is masked completely.
_MOST_VALUES = 20_000
_SIGNS = re.compile(r"[ {}\[\],:\"'#|>-]|\\[nrt](?![^\W_])|\\(?=[\"\\])")
_QUOTED = re.compile(r"(?P<open>[\\\"']*)(?P<inner>(?:.*[^\\\"'\n])?)(?P<close>[\\\"']*)")


class _Piece(NamedTuple):
    """The start of a range of a line, as an offset from 0, and the text that is shown for it."""

    start: int
    shown: str


_start = attrgetter("start")


class MaskedLines:
    """The masked lines of a file. ``directives`` in comments are shown. Indexes count from 0."""

    def __init__(self, lines: Lines, directives: Iterable[Directive] = ()) -> None:
        self.lines = lines
        self._pieces: dict[int, list[_Piece]] = {}
        self._directives = list(map(self._piece_of, directives))
        self._add_pieces()
        for pieces in self._pieces.values():
            pieces.sort(key=_start)
        self._longest = {n: max(len(p.shown) for p in ps) for n, ps in self._pieces.items()}

    def _add_pieces(self) -> None:
        """Add what is known of the lines, with ``_add`` and ``_hide``."""
        raise NotImplementedError

    def __getitem__(self, index: int, /) -> str:
        """Return a line by its index, without its line break."""
        return self.part(self.lines.first + index)

    def part(self, number: int, start: int = 0, stop: int | None = None) -> str:
        """Return a part of a line by its number, from offset ``start`` to ``stop`` (exclusive)."""
        line = self.lines.part(number, start, stop)
        signs = {i for found in _SIGNS.finditer(line) for i in range(*found.span())}
        shown = [c if i in signs else " " if c == "\t" else "*" for i, c in enumerate(line)]
        known: set[int] = set()
        end = start + len(line)
        for begins, text in self._near(number, start, end):
            first = max(start - begins, 0)
            for at, char in enumerate(text[first : end - begins], begins + first - start):
                # For an alias and its anchor: only what may be shown in both places.
                shown[at] = char if at not in known or shown[at] == char else "*"
                known.add(at)
        for line_of, (begins, text) in self._directives:
            if line_of == number:
                for at, char in enumerate(text, begins - start):
                    if 0 <= at < len(shown):
                        shown[at] = char
        return "".join(shown)

    def _piece_of(self, directive: Directive) -> tuple[int, _Piece]:
        """Return the line of a directive, and its text without what does not look like a rule."""
        line, column, end_line, end_column = directive.span
        text = self.lines.part(line, column - 1, end_column - 1) if line == end_line else ""
        for selector in directive.selectors:
            if not is_shown_name(selector.text):
                text = text.replace(selector.text, "*" * len(selector.text))
        return line, _Piece(column - 1, text)

    def _near(self, number: int, start: int, stop: int) -> list[_Piece]:
        """Return the pieces of a line that may overlap a part of it."""
        pieces = self._pieces.get(number, [])
        before = start - self._longest.get(number, 0)
        return pieces[bisect(pieces, before, key=_start) : bisect_left(pieces, stop, key=_start)]

    def _hide(self, span: Span) -> None:
        """Mask a value that spans several lines."""
        for number in range(span.line, span.end_line + 1):
            start = span.column - 1 if number == span.line else 0
            stop = span.end_column - 1 if number == span.end_line else None
            line = self.lines.part(number, start, stop)
            self._add(number, start, "".join(" " if c in " \t" else "*" for c in line))

    def _add(self, number: int, start: int, shown: str) -> None:
        self._pieces.setdefault(number, []).append(_Piece(start, shown))


class ShownLines(MaskedLines):
    """The masked lines of a file with documents. ``bodies`` are these, each with its type."""

    def __init__(
        self,
        lines: Lines,
        bodies: Iterable[tuple[Decoded, Document]],
        directives: Iterable[Directive] = (),
    ) -> None:
        self._bodies = bodies
        super().__init__(lines, directives)

    def _add_pieces(self) -> None:
        for decoded, document in self._bodies:
            self._read(decoded, document)

    def _read(self, decoded: Decoded, document: Document) -> None:
        values = list(_values(decoded.value))
        if len(values) > _MOST_VALUES:
            return
        whole, *spans = decoded.locate([((), "value"), *((path, kind) for path, kind, _ in values)])
        if len(values) > 1 and spans[0] == whole:  # in Base64, values have no position of their own
            self._hide(whole)
            return
        for (path, kind, value), span in zip(values, spans, strict=True):
            if span.line != span.end_line:
                self._hide(span)
                continue
            source = self.lines.part(span.line, span.column - 1, span.end_column - 1)
            if value is None and source != "null":  # no text, or the name of the field
                continue
            shown = _shown(document, path, source, value, is_name=kind == "key")
            self._add(span.line, span.column - 1, shown)


def _shown(document: Document, path: Path, source: str, value: Any, *, is_name: bool) -> str:
    """Return what is shown for the source of a value, or of the name of a field."""
    if not is_name and not isinstance(value, str):
        return mask_word(document, path, source)
    found = _QUOTED.fullmatch(source)
    if found is None:
        return "*" * len(source)
    inner = found["inner"]
    hidden = "*" * len(inner)
    if inner != value:  # it has escapes, or is an alias
        shown = hidden
    elif is_name:
        shown = inner if is_shown_name(inner) else hidden
    else:
        shown = mask_text(document, path, inner)
    return found["open"] + shown + found["close"]


def _values(value: Any) -> Iterator[tuple[*Target, Any]]:
    """Yield all scalars and field names of a value as targets, each with its value."""
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            yield from (((*path, name), "key", name) for name in value)
            waiting += (((*path, name), child) for name, child in value.items())
        elif isinstance(value, list):
            waiting += (((*path, index), child) for index, child in enumerate(value))
        else:
            yield path, "value", value
