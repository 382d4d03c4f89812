"""Comments of files, and the directives in them, such as ``linkcheck: ignore[LC301, LC5]``.

Each format finds its comments by its own grammar. So text in a string is never a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linkcheck.engine.suppression import Directive, Directives, Range, Selector
from linkcheck.pointer import Span
from linkcheck.sources.lines import Lines

_MARK = "linkcheck"
_MARKED = re.compile(_MARK, re.I)
_MARKED_BYTES = re.compile(_MARK.encode(), re.I)
_DIRECTIVE = re.compile(
    r"(?<![\w-])linkcheck[ \t]*:[ \t]*ignore(?![\w-])(?:[ \t]*\[(?P<selectors>[^][]*)\])?", re.I
)
_SELECTOR = re.compile(r"[^\s,]+")


class Comment(NamedTuple):
    """A comment: its place in the file, and its text with or without its marks.

    ``is_alone`` says that there is nothing else before it on its line. ``starts`` are the lines on
    which a document begins that the comment is directly above, if that is not the line after it.
    """

    line: int
    column: int
    text: str
    is_alone: bool
    starts: Range | None = None

    def __repr__(self) -> str:  # without the text, which may be secret
        return f"Comment({self.line}, {self.column}, {self.is_alone})"


def is_marked(text: str | bytes) -> bool:
    """True if text may have a directive."""
    found = _MARKED.search(text) if isinstance(text, str) else _MARKED_BYTES.search(text)
    return found is not None


def directives(comments: Iterable[Comment]) -> Directives | None:
    """Return the directives in the comments of a file; None if there are none.

    Comments on consecutive lines of their own are together above what follows them.
    """
    every = sorted(dict.fromkeys(comments), key=lambda comment: (comment.line, comment.column))
    following: dict[int, int] = {}
    for comment in reversed(every):
        if comment.is_alone:
            end = len(comment.text.rstrip("\r\n"))
            after = Lines(comment.text, comment.line).position(end)[0] + 1
            following[comment.line] = following.get(after, after)
    found = [directive for comment in every for directive in _directives(comment, following)]
    return Directives(found) if found else None


def _directives(comment: Comment, following: dict[int, int]) -> Iterator[Directive]:
    starts = comment.starts
    if starts is None and comment.is_alone:
        starts = following[comment.line], following[comment.line]
    lines = Lines(comment.text, comment.line)

    def span(start: int, end: int) -> Span:
        """Return the place in the file of a part of the comment."""
        line, column, end_line, end_column = lines.span(start, end)
        first = comment.column - 1
        return Span(
            line,
            column + first * (line == comment.line),
            end_line,
            end_column + first * (end_line == comment.line),
        )

    for found in _DIRECTIVE.finditer(comment.text):
        named = found["selectors"] is not None
        names = _SELECTOR.finditer(comment.text, *found.span("selectors")) if named else ()
        selectors = tuple(Selector(name.group(), span(*name.span())) for name in names)
        yield Directive(selectors, span(*found.span()), comment.line, starts)
