"""Documents of a file whose reports depend on each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linkcheck.checker import Checker
from linkcheck.report import Report
from linkcheck.sources.files import SourceDocument


@dataclass(slots=True)
class Together:
    """Requests in source code, or the documents of a file with suppression comments.

    They are ``checked`` with these reports, and complete if these are all documents of the file.
    """

    checked: list[tuple[SourceDocument, Report]] = field(default_factory=list)
    is_complete: bool = True

    def reports(self, checker: Checker) -> Iterator[tuple[SourceDocument, Report, bool]]:
        """Yield each document with a report, and whether it had another one before."""
        if not self.checked:
            return
        reports = checker.check_comments(self.checked, is_complete=self.is_complete)
        found = [found for found, _ in self.checked]
        if found[0].code is None:
            yield from zip(found, reports, [False] * len(found), strict=True)
            return
        from linkcheck.sites import in_file_order, without_repeats

        begun: set[int] = set()
        for index, report in in_file_order(without_repeats(reports)):
            yield found[index], report, index in begun
            begun.add(index)
