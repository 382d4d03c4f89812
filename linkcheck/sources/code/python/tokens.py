"""Tokens of Python code."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator

from linkcheck.pointer import Span
from linkcheck.sources.code.module import with_line_feeds
from linkcheck.sources.code.tokens import Kind, Token

_KINDS: dict[int, Kind] = {tokenize.NAME: "code", tokenize.OP: "code", tokenize.NUMBER: "number"}
_LAYOUT = frozenset(
    (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
)


def tokens(text: str) -> list[Token]:
    """Return the tokens of Python code; empty if it is broken."""
    try:
        return list(_tokens(text))
    except (SyntaxError, tokenize.TokenError):
        return []


def _tokens(text: str) -> Iterator[Token]:
    depth = 0  # of f-strings, which are several tokens from Python 3.12 on
    start = (0, 0)
    for token in tokenize.generate_tokens(io.StringIO(with_line_feeds(text)).readline):
        name = tokenize.tok_name[token.type]
        if name.endswith("STRING_START"):
            depth += 1
            if depth == 1:
                yield Token(_span(token.start, token.end), "code")
                start = token.end
        elif name.endswith("STRING_END"):
            depth -= 1
            if depth == 0:
                yield Token(_span(start, token.start), "hidden")
                yield Token(_span(token.start, token.end), "code")
        elif depth or token.type in _LAYOUT:
            continue
        elif token.type == tokenize.STRING:
            yield from _string(token)
        elif token.type == tokenize.COMMENT:
            content = (token.start[0], token.start[1] + 1)
            yield Token(_span(token.start, content), "code")
            yield Token(_span(content, token.end), "hidden")
        else:
            kind = _KINDS.get(token.type, "hidden")
            yield Token(_span(token.start, token.end), kind)


def _string(token: tokenize.TokenInfo) -> Iterator[Token]:
    prefix = token.string.partition(token.string[-1])[0]
    quotes = 3 if token.string[len(prefix) :].startswith(token.string[-1] * 3) else 1
    opened = (token.start[0], token.start[1] + len(prefix) + quotes)
    closing = (token.end[0], token.end[1] - quotes)
    kind: Kind = "hidden" if "f" in prefix.lower() else "string"
    yield Token(_span(token.start, opened), "code")
    yield Token(_span(opened, closing), kind, _span(token.start, token.end))
    yield Token(_span(closing, token.end), "code")


def _span(start: tuple[int, int], end: tuple[int, int]) -> Span:
    return Span(start[0], start[1] + 1, end[0], end[1] + 1)
