"""The comments of Python code."""

from __future__ import annotations

import tokenize
from collections.abc import Iterator, Sequence
from contextlib import suppress

from linkcheck.sources.comments import Comment


def comments(lines: Sequence[str]) -> Iterator[Comment]:
    """Yield the comments of Python code, given as its lines without line breaks."""
    source = iter([f"{line}\n" for line in lines])
    with suppress(tokenize.TokenError, SyntaxError):  # the parser accepts what this does not
        for token in tokenize.generate_tokens(lambda: next(source, "")):
            if token.type == tokenize.COMMENT:
                line, column = token.start
                is_alone = not lines[line - 1][:column].strip()
                yield Comment(line, column + 1, token.string, is_alone)
