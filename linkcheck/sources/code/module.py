"""A file in the shared form."""

from __future__ import annotations

from typing import NamedTuple

from linkcheck.pointer import Span
from linkcheck.sources.code.tree import Block


def with_line_feeds(text: str) -> str:
    """Return text whose lines end with LF.

    Not str.splitlines, which also splits where languages do not.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Module(NamedTuple):
    """A file: its text as lines, and its statements. ``language`` as in ``source_language``."""

    language: str
    lines: list[str]
    body: Block

    def text(self, span: Span) -> str:
        """Return the text of a span, with white space collapsed."""
        lines = self.lines[span.line - 1 : span.end_line]
        if not lines:
            return ""
        lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        return " ".join(" ".join(lines).split())
