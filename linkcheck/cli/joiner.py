"""Clean documents that follow one another, as one outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from linkcheck.cli.outcome import Outcome
from linkcheck.output.results import Result
from linkcheck.report import Report
from linkcheck.sources.files import Passed, SourceDocument

_MOST_TOGETHER = 1000


class CleanDocument(NamedTuple):
    """A document of which there is nothing to tell but that it was checked."""

    found: SourceDocument
    report: Report


class Joiner:
    """Joins clean documents that follow one another. While some are joined, ``is_open``."""

    def __init__(self) -> None:
        self._first: Outcome | None = None
        self._more = self._upto = 0

    @property
    def is_open(self) -> bool:
        """True if one more clean document would only be counted."""
        return self._first is not None

    def join(self, every: Iterable[Outcome | CleanDocument | Passed]) -> Iterator[Outcome]:
        """The same, with clean documents that follow one another as one."""
        for one in every:
            if not isinstance(one, Outcome):
                self._take(one)
                if self._more < _MOST_TOGETHER:
                    continue
            yield from self._joined()
            if isinstance(one, Outcome):
                yield one
        yield from self._joined()

    def _take(self, one: CleanDocument | Passed) -> None:
        if isinstance(one, CleanDocument):
            self._upto = one.found.upto
            if self._first is None:
                self._first, self._more = Outcome(Result.of(*one), one.found.file), 0
            else:
                self._more += 1
        else:
            self._upto = one.upto
            self._more += one.number

    def _joined(self) -> Iterator[Outcome]:
        if self._first is not None:
            yield self._first._replace(more=self._more, upto=self._upto)
            self._first, self._more = None, 0
