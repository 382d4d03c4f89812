"""The comments of YAML files, which are between the tokens of the scanner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from linkcheck.engine.suppression import Directives
from linkcheck.sources.comments import Comment, directives, is_marked
from linkcheck.sources.lines import Lines

_END = re.compile(r"[\r\n\x85\u2028\u2029]|\Z")
_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]+(?=#)")
# What may be before a comment that is alone on its line: the marks of a document or of an entry.
_MARKS = " \t-"


def directives_in(text: str) -> Directives | None:
    """Return the directives in the comments of YAML text; None if there are none."""
    return directives(comments(text)) if is_marked(text) else None


def comments(text: str) -> Iterator[Comment]:
    """Yield the comments of YAML text, up to the first place that is not YAML.

    A line with only the mark of a document (``---``) counts as an empty comment: what is above it
    is above the document.
    """
    try:
        import yaml
    except ImportError:  # the reader of the file reports it
        return
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lines, at = Lines(text), 0
    with suppress(yaml.YAMLError, ValueError):
        for token in yaml.scan(text.encode("utf-8", "replace"), Loader=loader):
            start, end = token.start_mark.index, token.end_mark.index
            yield from _between(text, at, start, lines)
            yield from _within(text, token, start, end, lines)
            at = max(at, end)
    yield from _between(text, at, len(text), lines)


def _between(text: str, at: int, end: int, lines: Lines) -> Iterator[Comment]:
    """Yield the comments between two tokens: there is nothing else but white space."""
    while (at := text.find("#", at, end)) >= 0:
        last = _comment_end(text, at)
        yield _comment(text, at, last, lines)
        at = last


def _within(text: str, token: Any, start: int, end: int, lines: Lines) -> Iterator[Comment]:
    """Yield the comment after the sign of a block, or the mark of a document."""
    if type(token).__name__ == "DocumentStartToken":
        if not text[end : _comment_end(text, end)].strip(_MARKS):
            yield Comment(*lines.position(start), "", is_alone=True)
        return
    header = _HEADER_COMMENT.match(text, start, end) if getattr(token, "style", None) else None
    if header:
        yield _comment(text, header.end(), _comment_end(text, header.end()), lines)


def _comment_end(text: str, at: int) -> int:
    found = _END.search(text, at)
    return found.start() if found else len(text)


def _comment(text: str, start: int, end: int, lines: Lines) -> Comment:
    line, column = lines.position(start)
    before = lines.part(line, 0, column - 1)
    return Comment(line, column, text[start:end], is_alone=not before.strip(_MARKS))
