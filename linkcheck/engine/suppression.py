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


class Group:
    """Directives at one place, about the same findings."""

    def __init__(self) -> None:
        self.directives: list[Directive] = []
        self._matching: dict[str, list[Selector]] = {}

    def matching(self, code: str, name: str) -> list[Selector]:
        """Return the selectors that match a rule."""
        found = self._matching.get(code)
        if found is None:
            selectors = (one for directive in self.directives for one in directive.selectors)
            found = [one for one in selectors if matches(one.text.upper(), code, name)]
            self._matching[code] = found
        return found


_NONE = Group()


class Directives:
    """The directives of a file, by their lines."""

    def __init__(self, every: Iterable[Directive]) -> None:
        self.every = tuple(every)
        self._on = defaultdict[int, Group](Group)
        self._above = defaultdict[int, Group](Group)
        blocks = defaultdict[Range, Group](Group)
        for directive in self.every:
            self._on[directive.line].directives.append(directive)
            if directive.starts is not None:
                first, last = directive.starts
                group = self._above[first] if first == last else blocks[first, last]
                group.directives.append(directive)
        self._blocks = sorted(blocks.items(), key=lambda block: block[0])

    def on(self, line: int) -> Group:
        """Return the directives on a line."""
        return self._on.get(line, _NONE)

    def about(self, lines: Range) -> Iterator[Group]:
        """Yield the directives on the lines that belong to a document, or directly above them."""
        first, last = lines
        yield from (self._on[line] for line in range(first, last + 1) if line in self._on)
        if first in self._above:
            yield self._above[first]
        index = bisect_right(self._blocks, first, key=lambda block: block[0][0]) - 1
        if index >= 0 and first <= self._blocks[index][0][1]:
            yield self._blocks[index][1]


class Suppressions:
    """The directives of a file, as they concern one of its documents.

    On ``lines`` a comment is about the whole document: the line where it begins, or all lines of a
    command, in which no comment can be at the end of another line.
    """

    def __init__(self, directives: Directives, lines: Range) -> None:
        self.directives = directives
        self.lines = lines
        self._whole = list(directives.about(lines))

    def selectors(self, code: str, name: str, lines: Iterable[int]) -> list[Selector]:
        """Return the selectors that suppress a finding of a rule on any of these lines."""
        groups = [*self._whole, *map(self.directives.on, lines)]
        return [selector for group in groups for selector in group.matching(code, name)]
