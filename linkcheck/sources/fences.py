"""Fenced code blocks of Markdown.

Source: the CommonMark specification 0.31.2, chapters 4 and 5. Only the constructs that decide where
a fence begins and ends are read: block quotes, lists, indented code, HTML blocks, paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from linkcheck.sources.excerpt import Builder, Excerpt
from linkcheck.sources.html_blocks import (
    ANY_TAG,
    COMMENT_ENDS,
    HTML_BLOCKS,
    MDX_BLOCKS,
    HtmlComment,
)

_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n|\Z)")
_FENCE = re.compile(
    r"(?P<mark>`{3,}+)(?P<info>[^`\r\n]*+)(?:[\r\n]|\Z)|(?P<tildes>~{3,}+)(?P<rest>.*)"
)
_BULLET = re.compile(r"(?:[-+*]|(?P<number>[0-9]{1,9})[.)])(?=[ \t\r\n]|\Z)")
_BREAK = re.compile(r"(?:(?:\*[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,})(?:[\r\n]|\Z)")
_HEADING = re.compile(r"#{1,6}(?=[ \t\r\n]|\Z)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*+(?:[\r\n]|\Z)")
_DEEPEST = 100  # containers; a list below more of them counts as text
_CODE = 4  # columns of indentation that make code
_WORD = re.compile(r"[\w+-]+")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced code block: its info string, its content, and the offset of its first line."""

    info: str
    content: Excerpt
    start: int

    @property
    def language(self) -> str:
        """The first word of the info string in lower case: ``bash`` in ``{.bash title="x"}``."""
        found = _WORD.search(self.info)
        return found.group().lower().removeprefix("language-") if found else ""


def fences(text: str, *, is_mdx: bool = False) -> Iterator[Fence | HtmlComment]:
    """Yield the fenced code blocks and HTML comments of a Markdown text.

    MDX has neither indented code nor HTML blocks: a fence may begin at any column.
    """
    yield from _Reader(text, is_mdx).read()


@dataclass(slots=True)
class _Container:
    """A block quote or list item, whose content begins after ``width`` columns."""

    width: int  # 0 for a block quote
    is_empty: bool = False  # so far, it is only the marker of a list item


@dataclass(slots=True)
class _Open:
    """An open fence."""

    mark: str
    indent: int
    info: str
    start: int
    depth: int
    builder: Builder


class _Reader:
    """Reads line by line. ``at`` is an offset and ``column`` its column with tabs expanded.

    ``left`` is the number of columns of a tab at ``at`` that are not read yet.
    """

    def __init__(self, text: str, is_mdx: bool) -> None:
        self.text = text
        self.is_mdx = is_mdx
        self.at = self.column = self.left = self.end = 0
        self.containers: list[_Container] = []
        self.fence: _Open | None = None
        self.html: re.Pattern[str] | None = None
        self.html_start = 0
        self.in_html = False
        self.in_paragraph = False

    def read(self) -> Iterator[Fence | HtmlComment]:
        for line in _LINE.finditer(self.text):
            if line.end() > line.start():
                self.at, self.end, self.column, self.left = line.start(), line.end(), 0, 0
                yield from self._line()
        if self.fence:
            yield self._close()

    def _line(self) -> Iterator[Fence | HtmlComment]:
        matched = self._matched()
        if self.fence and matched < self.fence.depth:
            yield self._close()
        if matched < len(self.containers):
            self.in_html = False
        if self.fence:
            if self._ends_fence(self.fence):
                yield self._close()
            else:
                self._add(self.fence)
            return
        if self.in_html:
            self._html_line()
        else:
            self._begin(matched)
        if self.html in COMMENT_ENDS and not self.in_html:
            self.html = None
            yield HtmlComment(self.html_start, self.end)

    # White space.

    def _indent(self) -> int:
        """Return the number of columns of white space ahead."""
        column, at = self.column + self.left, self.at + (self.left > 0)
        while at < self.end and self.text[at] in " \t":
            column += 1 if self.text[at] == " " else 4 - column % 4
            at += 1
        return column - self.column

    def _skip(self, columns: int) -> None:
        """Skip up to this many columns of white space."""
        while columns > 0 and self.at < self.end and self.text[self.at] in " \t":
            if not self.left:
                self.left = 1 if self.text[self.at] == " " else 4 - self.column % 4
            step = min(columns, self.left)
            self.column, self.left, columns = self.column + step, self.left - step, columns - step
            if not self.left:
                self.at += 1

    def _pass(self, count: int) -> None:
        self.at += count
        self.column += count

    def _is_blank(self) -> bool:
        return not self.text[self.at : self.end].strip(" \t\r\n")

    # Containers.

    def _matched(self) -> int:
        """Skip the markers of the containers that continue in this line, and count them."""
        for index, container in enumerate(self.containers):
            if self._is_blank() and container.width:
                if container.is_empty and not self.fence:
                    return index  # a list item may begin with one blank line at most
                self._skip(container.width)
                continue
            indent = self._indent()
            if container.width:
                if indent < container.width:
                    return index
                self._skip(container.width)
            elif indent < _CODE and self.text.startswith(">", self.at + self._spaces(indent)):
                self._skip(indent)
                self._quote_mark()
            else:
                return index
        return len(self.containers)

    def _spaces(self, indent: int) -> int:
        """Return the number of characters of the white space ahead with this many columns."""
        found, column = self.at + (self.left > 0), self.column + self.left
        while column < self.column + indent:
            column += 1 if self.text[found] == " " else 4 - column % 4
            found += 1
        return found - self.at

    def _quote_mark(self) -> None:
        self._pass(1)
        self._skip(1)

    def _begin(self, matched: int) -> None:
        """Read what begins in a line after the markers of the containers that continue."""
        is_lazy = self.in_paragraph and matched < len(self.containers)
        while not self._is_blank():
            indent = self._indent()
            if indent >= _CODE and not self.is_mdx:
                if not self.in_paragraph:
                    self._leaf_at(matched)
                return
            at = self.at + self._spaces(indent)
            if self.text[at] == ">":
                self._leave(matched)
                self._skip(indent)
                self._quote_mark()
                self._enter(_Container(0))
            elif not self._list_item(at, indent, matched):
                self._leaf(at, indent, matched, is_lazy)
                return
            matched, is_lazy = len(self.containers), False
        self._leave(matched)
        self.in_paragraph = False

    def _leave(self, kept: int) -> None:
        if kept < len(self.containers):
            del self.containers[kept:]
            self.in_paragraph = False

    def _enter(self, container: _Container) -> None:
        self._leaf_at(len(self.containers))
        self.containers.append(container)

    def _leaf_at(self, matched: int) -> None:
        """Begin a leaf in the containers that continue."""
        self._leave(matched)
        self.in_paragraph = False
        for container in self.containers[-1:]:
            container.is_empty = False

    def _list_item(self, at: int, indent: int, matched: int) -> bool:
        """Enter a list item, if one begins here."""
        mark = _BULLET.match(self.text, at, self.end)
        if not mark or len(self.containers) >= _DEEPEST or _BREAK.match(self.text, at, self.end):
            return False
        is_empty = not self.text[mark.end() : self.end].strip(" \t\r\n")
        interrupts = self.in_paragraph and matched == len(self.containers)
        if interrupts and (is_empty or mark["number"] not in (None, "1")):
            return False
        self._leave(matched)
        self._skip(indent)
        width = len(mark.group())
        self._pass(width)
        spaces = self._indent()
        if is_empty or spaces > _CODE:
            spaces = 1
        self._skip(spaces)
        self._enter(_Container(indent + width + spaces, is_empty))
        return True

    # Leaves.

    def _leaf(self, at: int, indent: int, matched: int, is_lazy: bool) -> None:
        text, end = self.text, self.end
        fence = _FENCE.match(text, at, end)
        if fence:
            self._leaf_at(matched)
            mark = fence["mark"] or fence["tildes"]
            info = fence["info"] if fence["mark"] else fence["rest"]
            depth = len(self.containers)
            self.fence = _Open(mark, indent, info.strip(), at, depth, Builder(end))
        elif self._html(at):
            self._leaf_at(matched)
            self._html_line()
        elif _BREAK.match(text, at, end) or _HEADING.match(text, at, end):
            self._leaf_at(matched)
        elif self.in_paragraph and not is_lazy and _UNDERLINE.match(text, at, end):
            self.in_paragraph = False
        elif not is_lazy:
            self._leaf_at(matched)
            self.in_paragraph = True

    def _html(self, at: int) -> bool:
        """Begin an HTML block, if one begins here."""
        if self.text[at] not in "<{":
            return False
        for start, end in MDX_BLOCKS if self.is_mdx else HTML_BLOCKS:
            if start.match(self.text, at, self.end):
                self.in_html, self.html, self.html_start = True, end, at
                return True
        if not (self.in_paragraph or self.is_mdx) and ANY_TAG.match(self.text, at, self.end):
            self.in_html, self.html = True, None
        return self.in_html

    def _html_line(self) -> None:
        if self.html is None:
            self.in_html = not self._is_blank()
        elif self.html.search(self.text, self.at, self.end):
            self.in_html = False

    def _ends_fence(self, fence: _Open) -> bool:
        indent = self._indent()
        if indent >= _CODE and not self.is_mdx:
            return False
        at = self.at + self._spaces(indent)
        rest = self.text[at : self.end].rstrip(" \t\r\n")
        return len(rest) >= len(fence.mark) and not rest.strip(fence.mark[0])

    def _add(self, fence: _Open) -> None:
        self._skip(fence.indent)
        if self.left:  # only a part of the tab belongs to the block
            fence.builder.block(" " * self.left, self.at, self.at + 1)
            self.at += 1
        fence.builder.exact(self.text[self.at : self.end], self.at)

    def _close(self) -> Fence:
        fence, self.fence = self.fence, None
        assert fence
        return Fence(fence.info, fence.builder.build(), fence.start)
