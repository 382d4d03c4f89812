"""Calls in the fenced code blocks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcheck.engine.suppression import Range
from linkcheck.sources.calls import Part
from linkcheck.sources.comments import Comment, is_marked
from linkcheck.sources.curl import console_calls, note_calls
from linkcheck.sources.fences import Fence, fences
from linkcheck.sources.html_blocks import HtmlComment
from linkcheck.sources.http import is_message, messages
from linkcheck.sources.lines import Lines

_HTTP = frozenset({"http", "https", "rest"})
_GAP = " \t\r\n>"  # what may be between a comment and the code block below it
_SCRIPTS = re.compile(
    r"(?:bash|bat|batch|cli|cmd|command|console|curl|fish|ksh|powershell|ps1|sh|sh-?session"
    r"|shell|shell-?session|shell-?script|terminal|zsh)?"
)


def markdown_calls(text: str, *, is_mdx: bool = False) -> Iterator[Part]:
    """Yield the calls in the fenced code blocks of Markdown: curl, and HTTP messages."""
    lines, blocks = Lines(text), []
    above: list[HtmlComment] = []
    for fence in fences(text, is_mdx=is_mdx):
        if isinstance(fence, HtmlComment):
            above.append(fence)
            continue
        yield from _comments(above, fence, lines)
        above = []
        language, block = fence.language, fence.content
        if language in _HTTP or (language in ("", "text", "txt") and is_message(block.text)):
            blocks.append(block)
            continue
        yield from messages(blocks, lines)
        blocks = []
        if _SCRIPTS.fullmatch(language):
            yield from console_calls(block.text, lines, block)
        else:
            yield from note_calls(block.text, lines, block)
    yield from messages(blocks, lines)
    yield from _comments(above, None, lines)


def _comments(above: list[HtmlComment], fence: Fence | None, lines: Lines) -> Iterator[Comment]:
    """Yield the comments above a code block, if any is marked.

    One that only blank lines separate from the block is about all calls in it.
    """
    if not above or not is_marked(lines.text):
        return
    next_start, starts = (fence.start, _lines_of(fence, lines)) if fence else (0, None)
    for start, end in reversed(above):
        if lines.text[end:next_start].strip(_GAP) or end > next_start:
            starts = None
        yield Comment(*lines.position(start), lines.text[start:end], is_alone=False, starts=starts)
        next_start = start


def _lines_of(fence: Fence, lines: Lines) -> Range:
    start, end = fence.start, fence.content.origin(len(fence.content.text), -1)[0]
    return lines.position(start)[0], lines.position(end)[0]
