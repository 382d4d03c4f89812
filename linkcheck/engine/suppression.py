"""Suppressions: comments that say which rules to ignore for a line, or for a whole document."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linkcheck.engine.catalog import matches
from linkcheck.pointer import Span

Range = tuple[int, int]
"""The first and the last of some lines."""


class Selector(NamedTuple):
    """A code, prefix or name of rules, with its place in a comment."""

    text: str
    span: Span


class Directive(NamedTuple):
    """A comment that says to ignore rules; it has no ``selectors`` if it names none in brackets.

    ``line`` is the line whose findings it ignores. ``starts`` are the lines on which a document
    begins that it is directly above; None if it cannot be above one.
    """

    selectors: tuple[Selector, ...]
    span: Span
    line: int
    starts: Range | None


class Directives:
    """The directives of a file, by their lines."""

    def __init__(self, every: Iterable[Directive]) -> None:
        self.every = tuple(every)
        self._on = defaultdict[int, list[Directive]](list)
        self._above = defaultdict[int, list[Directive]](list)
        blocks = defaultdict[Range, list[Directive]](list)
        for directive in self.every:
            self._on[directive.line].append(directive)
            if directive.starts is None:
                continue
            first, last = directive.starts
            if first == last:
                self._above[first].append(directive)
            else:
                blocks[first, last].append(directive)
        self._blocks = sorted(blocks.items())

    def on(self, line: int) -> list[Directive]:
        """Return the directives on a line."""
        return self._on.get(line, [])

    def about(self, lines: Range) -> Iterator[Directive]:
        """Yield the directives on the lines that belong to a document, or directly above them."""
        first, last = lines
        for line in range(first, last + 1):
            yield from self.on(line)
        yield from self._above.get(first, [])
        index = bisect_right(self._blocks, first, key=lambda block: block[0][0]) - 1
        if index >= 0 and first <= self._blocks[index][0][1]:
            yield from self._blocks[index][1]


class Suppressions(NamedTuple):
    """The directives of a file, as they concern one of its documents.

    On ``lines`` a comment is about the whole document: the line where it begins, or all lines of a
    command, in which no comment can be at the end of another line.
    """

    directives: Directives
    lines: Range

    def selectors(self, code: str, name: str, lines: Iterable[int]) -> list[Selector]:
        """Return the selectors that suppress a finding of a rule on any of these lines."""
        here = [directive for line in lines for directive in self.directives.on(line)]
        return matching([*self.directives.about(self.lines), *here], code, name)


def matching(directives: Iterable[Directive], code: str, name: str) -> list[Selector]:
    """Return the selectors of directives that match a rule."""
    return [
        selector
        for directive in directives
        for selector in directive.selectors
        if matches(selector.text.upper(), code, name)
    ]
