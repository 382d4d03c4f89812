"""Lines and columns of offsets in text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from linkcheck.pointer import Span

_BREAK = re.compile(r"\r\n|\r|\n")
# Up to this many offsets, counting line feeds is cheaper than an index of all lines.
_FEW = 16


class Lines:
    """The lines of text. A line ends with LF, CR LF or a lone CR.

    Lines and columns count from 1, columns in code points. ``first`` is the number of the first
    line, if the text is a part of a file. The index is built when first needed.
    """

    __slots__ = ("_starts", "first", "text")

    def __init__(self, text: str, first: int = 1) -> None:
        self.text = text
        self.first = first
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """The offset of the first character of each line."""
        if self._starts is None:
            self._starts = [0, *(found.end() for found in _BREAK.finditer(self.text))]
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, which may be the end of the text."""
        line = bisect_right(self.starts, offset)
        return line + self.first - 1, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return the text of a line without its end; empty if there is no such line."""
        index = number - self.first
        if not 0 <= index < len(self.starts):
            return ""
        start = self.starts[index]
        stop = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return self.text[start:stop].rstrip("\r\n")

    def part(self, number: int, start: int, stop: int | None = None) -> str:
        """Return a part of a line, like a slice of ``line``, without reading the whole line."""
        index = number - self.first
        if stop is None or not 0 <= index < len(self.starts):
            return self.line(number)[start:stop]
        found = self.text[self.starts[index] + start : self.starts[index] + stop]
        end = _BREAK.search(found)
        return found[: end.start()] if end else found

    def span(self, start: int, end: int) -> Span:
        """Return the span from one offset up to, not including, another."""
        return Span(*self.position(start), *self.position(end))


def spans(text: str, ranges: Sequence[tuple[int, int]], first: int = 1) -> list[Span]:
    """Return the spans of ranges of offsets, in the cheapest way for their number.

    ``first`` is the number of the first line.
    """
    if len(ranges) * 2 > _FEW or "\r" in text:
        lines = Lines(text, first)
        return [lines.span(start, end) for start, end in ranges]
    return [Span(*_count(text, start, first), *_count(text, end, first)) for start, end in ranges]


def _count(text: str, offset: int, first: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + first, offset - text.rfind("\n", 0, offset)
