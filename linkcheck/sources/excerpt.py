"""Text within text: a body in a string of a recording, in a shell word, in a Markdown block.

An excerpt maps each of its characters to characters of the outer text, so a place in the decoded
body can be shown in the file that the user has open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from linkcheck.pointer import Span
from linkcheck.sources.lines import Lines


class Run(NamedTuple):
    """A stretch of an excerpt and of the outer text.

    If it is ``exact``, the characters correspond one by one; else all ``width`` characters from
    ``outer`` on represent all ``length`` characters from ``inner`` on (an escape, a variable).
    """

    inner: int
    outer: int
    length: int
    width: int
    exact: bool


class Excerpt:
    """Text with the places of its characters in ``outer``, or in the file if that is None.

    ``runs`` cover the text in order. ``start`` is the place of an empty excerpt.
    """

    __slots__ = ("_starts", "outer", "runs", "start", "text")

    def __init__(self, text: str, runs: list[Run], start: int, outer: Excerpt | None) -> None:
        self.text = text
        self.runs = runs
        self.start = start
        self.outer = outer
        self._starts = [run.inner for run in runs]

    def within(self, outer: Excerpt | None) -> Excerpt:
        """Return the excerpt with its places in another text, which may be an excerpt itself."""
        return Excerpt(self.text, self.runs, self.start, outer)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the file for a range of the excerpt; ends are exclusive.

        An empty range is the place before its character, or the end of the excerpt.
        """
        found = self._range(start, end)
        return self.outer.origin(*found) if self.outer else found

    def _range(self, start: int, end: int) -> tuple[int, int]:
        if not self.runs:
            return self.start, self.start
        if start >= len(self.text):
            place = self._edges(len(self.text) - 1)[1]
            return place, place
        first = self._edges(start)[0]
        return first, max(self._edges(end - 1)[1] if end > start else first, first)

    def _edges(self, offset: int) -> tuple[int, int]:
        run = self.runs[bisect_right(self._starts, offset) - 1]
        if run.exact:
            place = run.outer + offset - run.inner
            return place, place + 1
        return run.outer, run.outer + run.width


class Builder:
    """Builds an excerpt from pieces of the outer text, in order."""

    def __init__(self, start: int, outer: Excerpt | None = None) -> None:
        self._start = start
        self._outer = outer
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self.length = 0

    def exact(self, text: str, offset: int) -> None:
        """Add text that appears unchanged in the outer text at an offset."""
        if not text:
            return
        last = self._runs[-1] if self._runs else None
        if last and last.exact and last.outer + last.width == offset:
            length = last.length + len(text)
            self._runs[-1] = last._replace(length=length, width=length)
        else:
            self._runs.append(Run(self.length, offset, len(text), len(text), exact=True))
        self._add(text)

    def block(self, text: str, start: int, end: int) -> None:
        """Add text that a range of the outer text represents as a whole."""
        if text:
            self._runs.append(Run(self.length, start, len(text), end - start, exact=False))
            self._add(text)

    def extend(self, excerpt: Excerpt, length: int | None = None) -> None:
        """Add the first characters of another excerpt of the outer text, or all of them."""
        for run in excerpt.runs:
            end = run.inner + run.length
            text = excerpt.text[run.inner : end if length is None else min(end, length)]
            if run.exact:
                self.exact(text, run.outer)
            else:
                self.block(text, run.outer, run.outer + run.width)

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)

    def build(self) -> Excerpt:
        """Return the excerpt."""
        return Excerpt("".join(self._pieces), self._runs, self._start, self._outer)


class Whole(Excerpt):
    """An excerpt for which only the place as a whole is known (such as text in Base64)."""

    __slots__ = ("end",)

    def __init__(self, start: int, end: int) -> None:
        super().__init__("", [], start, None)
        self.end = end

    def _range(self, start: int, end: int) -> tuple[int, int]:
        return self.start, self.end


class Embedded:
    """Lines and columns in the outer text of offsets in an excerpt, like those of ``Lines``.

    The excerpt is computed when a place is needed: most documents are clean.
    """

    def __init__(self, lines: Lines, excerpt: Callable[[], Excerpt]) -> None:
        self._lines = lines
        self._make = excerpt
        self._excerpt: Excerpt | None = None

    @property
    def text(self) -> str:
        """The outer text."""
        return self._lines.text

    @property
    def first(self) -> int:
        """The number of the first line of the outer text."""
        return self._lines.first

    @property
    def excerpt(self) -> Excerpt:
        """The excerpt."""
        if self._excerpt is None:
            self._excerpt = self._make()
        return self._excerpt

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column in the outer text of an offset in the excerpt."""
        return self._lines.position(self.excerpt.origin(offset, offset)[0])

    def span(self, start: int, end: int) -> Span:
        """Return the span in the outer text of a range of the excerpt."""
        return self._lines.span(*self.excerpt.origin(start, end))
