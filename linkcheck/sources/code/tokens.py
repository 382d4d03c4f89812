"""Tokens of source code, which decide what of it may be shown."""

from __future__ import annotations

from typing import Literal, NamedTuple

from linkcheck.pointer import Span

Kind = Literal["code", "number", "string", "hidden"]


class Token(NamedTuple):
    """A token of source code that is not white space.

    ``code`` is anything without a value of its own: a name, an operator, the quotes of a string.
    The content of a string is a token; ``literal`` is the span with its quotes. What may have any
    content, such as a comment, is ``hidden``.
    """

    span: Span
    kind: Kind
    literal: Span | None = None
