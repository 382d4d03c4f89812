"""The line of a source that a violation is about, masked, with a mark under the place."""

from __future__ import annotations

import unicodedata

from linkcheck.documents import Document
from linkcheck.masking import Place, mask_line
from linkcheck.sources.lines import Lines
from linkcheck.violation import Path, Violation

_WIDTH = 100
_MARGIN = 30
_ELLIPSIS = "…"


class Snippets:
    """Masked lines of one source text, which begins with line ``first`` of its file.

    Each line is masked once, however many marks it gets.
    """

    def __init__(self, text: str, first: int = 1) -> None:
        self._lines = Lines(text, first)
        self._masked: dict[int, str] = {}

    def show(self, violation: Violation, path: Path | None) -> tuple[str, str] | None:
        """The source line of a violation and the mark to stand under it, or None without one.

        ``path`` is where the violation stands in the document, None if the document is broken.
        Long lines are cut on both sides. What goes on over several lines is marked to the end of
        its first.
        """
        number, column = violation.line, violation.column
        if number is None or column is None or violation.end_column is None:
            return None
        line = self._line(number, _place(violation, path))
        if not line.strip():
            return None
        end = violation.end_column if violation.end_line == number else len(line) + 1
        start, stop = column - 1, max(end - 1, column)
        shown, start, stop = _cut(line, start, stop)
        return shown, " " * _width(shown[:start]) + "^" * max(_width(shown[start:stop]), 1)

    def _line(self, number: int, place: Place | None) -> str:
        if number not in self._masked:
            self._masked[number] = mask_line(self._lines.line(number), place)
        return self._masked[number]


def _place(violation: Violation, path: Path | None) -> Place | None:
    if path is None or violation.column is None:
        return None
    return Place(violation.column, path, Document(violation.document))


def _cut(line: str, start: int, stop: int) -> tuple[str, int, int]:
    """At most _WIDTH characters of a line around a place, and the place in them."""
    if len(line) <= _WIDTH:
        return line, start, stop
    first = max(min(start - _MARGIN, len(line) - _WIDTH), 0)
    shown = line[first : first + _WIDTH]
    start, stop = start - first, min(stop - first, len(shown))
    if first + _WIDTH < len(line):
        shown += _ELLIPSIS
    if first:
        shown, start, stop = _ELLIPSIS + shown, start + 1, stop + 1
    return shown, start, stop


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
