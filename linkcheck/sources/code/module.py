"""A file in the shared form."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from linkcheck.pointer import Span
from linkcheck.sources.code.traversal import walk
from linkcheck.sources.code.tree import Block

CONSTRUCTOR = "__init__"
"""The method that constructs an object, in whatever language."""


def with_line_feeds(text: str) -> str:
    """Return text whose lines end with LF.

    Not str.splitlines, which also splits where languages do not.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Unreadable(Exception):
    """A file that cannot be parsed. ``line`` is where, 0 if that is not known."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class Module:
    """A file: its text as lines, and its statements. ``language`` as in ``source_language``."""

    def __init__(self, language: str, lines: list[str], body: Block) -> None:
        self.language = language
        self.lines = lines
        self.body = body
        self._texts: dict[Span, str] = {}

    @cached_property
    def nodes(self) -> list[Any]:
        """All nodes."""
        return walk(*self.body)

    def text(self, span: Span) -> str:
        """Return the text of a span, with white space collapsed."""
        if span not in self._texts:
            self._texts[span] = self._text(span)
        return self._texts[span]

    def _text(self, span: Span) -> str:
        lines = self.lines[span.line - 1 : span.end_line]
        if not lines:
            return ""
        lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        return " ".join(" ".join(lines).split())
