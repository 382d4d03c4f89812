"""The line of a source that a violation is about, masked, with a mark under the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from linkcheck.documents import Document
from linkcheck.masking import Place, mask_line
from linkcheck.sources.lines import Lines
from linkcheck.violation import Path, Span, Violation

if TYPE_CHECKING:
    from linkcheck.shown import ShownLines

Snippet = tuple[str, str]
"""A source line and the mark to stand under it."""

_WIDTH = 100
_MARGIN = 30
_ELLIPSIS = "…"


class Snippets:
    """Masked lines of one source text, which begins with line ``first`` of its file.

    Each line is masked once, however many marks it gets. If the text is not that of a JSON
    document, ``shown`` gives its lines, or ``made`` all that ``show`` gives, by the span.
    """

    def __init__(
        self,
        text: str,
        first: int = 1,
        *,
        shown: ShownLines | None = None,
        made: Mapping[Span, Snippet] | None = None,
    ) -> None:
        self._lines = shown.lines if shown else Lines(text, first)
        self._masked: dict[int, str] = {}
        self._shown = shown
        self._made = made

    def show(self, violation: Violation, path: Path | None) -> Snippet | None:
        """The source line of a violation and the mark to stand under it, or None without one.

        ``path`` is where the violation stands in the document, None if the document is broken.
        Long lines are cut on both sides. What goes on over several lines is marked to the end of
        its first.
        """
        span = violation.span
        if span is None:
            return None
        if self._made is not None:
            return self._made.get(span)
        line = self._lines.line(span.line)
        if not line.strip():
            return None
        end = span.end_column if span.end_line == span.line else len(line) + 1
        start, stop = span.column - 1, max(end - 1, span.column)
        first, last = _cut(len(line), start)
        if self._shown is not None:
            shown = self._shown.part(span.line, first, last)
        else:
            shown = self._line(span.line, _place(violation, path))[first:last]
        start, stop = start - first, min(stop - first, len(shown))
        if last < len(line):
            shown += _ELLIPSIS
        if first:
            shown, start, stop = _ELLIPSIS + shown, start + 1, stop + 1
        return shown, " " * _width(shown[:start]) + "^" * max(_width(shown[start:stop]), 1)

    def _line(self, number: int, place: Place | None) -> str:
        if number not in self._masked:
            self._masked[number] = mask_line(self._lines.line(number), place)
        return self._masked[number]


def _place(violation: Violation, path: Path | None) -> Place | None:
    if path is None or violation.column is None:
        return None
    return Place(violation.column, path, Document(violation.document))


def _cut(length: int, start: int) -> tuple[int, int]:
    """The part of a line to show, at most _WIDTH characters, for a place that begins there."""
    if length <= _WIDTH:
        return 0, length
    first = max(min(start - _MARGIN, length - _WIDTH), 0)
    return first, first + _WIDTH


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
