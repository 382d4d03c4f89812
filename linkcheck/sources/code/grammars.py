"""Syntax trees by tree-sitter, which the extra ``code`` installs."""

from __future__ import annotations

from functools import cache
from typing import Any

from linkcheck.pointer import Span
from linkcheck.sources.code.module import Unreadable

EXTRA = "code"
"""The extra that installs the grammars."""

_BOM = b"\xef\xbb\xbf"


class Uninstalled(Exception):
    """The grammar of a file is not installed."""


def parse(grammar: str, data: bytes) -> Any:
    """Return the root node of some code. Raises Uninstalled."""
    return _parser(grammar).parse(data).root_node


@cache
def _parser(grammar: str) -> Any:
    try:
        import tree_sitter
        import tree_sitter_javascript
        import tree_sitter_typescript
    except ImportError:
        raise Uninstalled from None
    languages = {
        "javascript": tree_sitter_javascript.language,
        "typescript": tree_sitter_typescript.language_typescript,
        "tsx": tree_sitter_typescript.language_tsx,
    }
    return tree_sitter.Parser(tree_sitter.Language(languages[grammar]()))


class Text:
    """The text of a file: its lines, and the places of nodes in characters."""

    def __init__(self, data: bytes) -> None:
        """Take the contents of a file. Raises Unreadable."""
        data = data.removeprefix(_BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        try:
            self.lines = data.decode().split("\n")
        except UnicodeDecodeError:
            raise Unreadable("Unknown text encoding") from None
        self.data = data
        self._bytes = None if data.isascii() else data.split(b"\n")

    def span(self, node: Any) -> Span:
        """Return the place of a node."""
        (line, column), (end_line, end_column) = node.start_point, node.end_point
        if self._bytes is not None:
            column, end_column = self._column(line, column), self._column(end_line, end_column)
        return Span(line + 1, column + 1, end_line + 1, end_column + 1)

    def _column(self, line: int, offset: int) -> int:
        """Return a column in characters; tree-sitter counts bytes."""
        return len(self._bytes[line][:offset].decode("utf-8", "ignore")) if self._bytes else offset

    def of(self, node: Any) -> str:
        """Return the text of a node."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")
