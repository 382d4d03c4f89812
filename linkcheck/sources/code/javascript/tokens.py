"""Tokens of JavaScript and TypeScript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from linkcheck.pointer import Span
from linkcheck.sources.code.grammars import Text
from linkcheck.sources.code.javascript.lowering import code_of, parsed
from linkcheck.sources.code.tokens import Kind, Token
from linkcheck.sources.comments import Comment

_FRAGMENT = "string_fragment"
_STRINGS = ("string", "template_string")
_HIDDEN = frozenset(
    (
        *("ERROR", _FRAGMENT, "escape_sequence", "regex_pattern", "jsx_text"),
        *("html_character_reference", "hash_bang_line"),
    )
)
_COMMENTS = ("comment", "html_comment")


def tokens(text: str, suffix: str = ".ts") -> list[Token]:
    """Return the tokens of a file with this suffix, or of an expression."""
    source = Text(text.encode("utf-8", "replace"))
    code, grammar = code_of(suffix, source)
    found: list[Token] = []
    waiting = [parsed(grammar, code)]
    while waiting:
        node = waiting.pop()
        content = _content(node)
        if content is not None:
            found.append(Token(source.span(content), "string", source.span(node)))
            waiting += [child for child in node.children if child.type != _FRAGMENT]
        elif node.children and node.type not in _HIDDEN:
            waiting += node.children
        elif node.type in _COMMENTS:
            found += _comment(source.span(node), is_block=source.of(node).startswith("/*"))
        else:
            found.append(Token(source.span(node), _kind(node, source)))
    return found


def comments(lines: Sequence[str], suffix: str) -> Iterator[Comment]:
    """Yield the comments of a file, given as its lines without line breaks."""
    source = Text("\n".join(lines).encode("utf-8", "replace"))
    code, grammar = code_of(suffix, source)
    waiting = [parsed(grammar, code)]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if node.type in _COMMENTS:
            line, column = source.span(node)[:2]
            is_alone = not lines[line - 1][: column - 1].strip()
            yield Comment(line, column, source.of(node), is_alone)


def _content(node: Any) -> Any:
    """Return the content of a string without escapes and expressions; None for other nodes."""
    if node.type not in _STRINGS or len(node.named_children) != 1:
        return None
    inner = node.named_children[0]
    return inner if inner.type == _FRAGMENT else None


def _kind(node: Any, source: Text) -> Kind:
    if node.type == "number":
        return "number"
    if node.type in _HIDDEN:
        return "hidden"
    # Any other node without children is a sign, a keyword or a name.
    name = source.of(node).lstrip("#").replace("$", "_")
    return "code" if not node.is_named or name.isidentifier() else "hidden"


def _comment(span: Span, *, is_block: bool) -> Iterator[Token]:
    """Yield the tokens of a comment, whose signs are two characters."""
    line, column, end_line, end_column = span
    end = end_column - 2 * is_block
    yield Token(Span(line, column, line, column + 2), "code")
    yield Token(Span(line, column + 2, end_line, end), "hidden")
    if is_block:
        yield Token(Span(end_line, end, end_line, end_column), "code")
