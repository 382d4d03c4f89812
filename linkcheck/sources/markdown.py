"""Calls in the fenced code blocks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcheck.sources.calls import Call, Problem
from linkcheck.sources.curl import console_calls, note_calls
from linkcheck.sources.fences import fences
from linkcheck.sources.http import is_message, messages
from linkcheck.sources.lines import Lines

_HTTP = frozenset({"http", "https", "rest"})
_SCRIPTS = re.compile(
    r"(?:bash|bat|batch|cli|cmd|command|console|curl|fish|ksh|powershell|ps1|sh|sh-?session"
    r"|shell|shell-?session|shell-?script|terminal|zsh)?"
)


def markdown_calls(text: str, *, is_mdx: bool = False) -> Iterator[Call | Problem]:
    """Yield the calls in the fenced code blocks of Markdown: curl, and HTTP messages."""
    lines, blocks = Lines(text), []
    for fence in fences(text, is_mdx=is_mdx):
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
