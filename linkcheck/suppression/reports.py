"""Reports on documents of files with suppression comments.

A comment suppresses findings of the document that it is about, and any finding on its line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from linkcheck.documents import Document
from linkcheck.engine.selection import Selection
from linkcheck.engine.suppression import Directives, Selector
from linkcheck.pointer import path_to, value_at
from linkcheck.report import Report
from linkcheck.rules.comments import UNUSED, findings
from linkcheck.shapes import UNREADABLE_CODES
from linkcheck.suppression.certainty import Checked, ViewOf, certain_codes
from linkcheck.violation import Violation, to_violations

if TYPE_CHECKING:
    from linkcheck.sources.model import SourceDocument


def suppress(found: SourceDocument, report: Report) -> Report:
    """Return a report without the violations that comments of its file suppress.

    That a document cannot be read is always reported.
    """
    if found.suppressions is None:
        return report
    kept: list[Violation] = []
    suppressed: list[Violation] = []
    for violation in report.violations:
        is_suppressed = violation.code not in UNREADABLE_CODES and selectors(found, violation)
        (suppressed if is_suppressed else kept).append(violation)
    return Report(report.document, tuple(kept), report.internal_errors, tuple(suppressed))


def selectors(found: SourceDocument, violation: Violation) -> list[Selector]:
    """Return the selectors in comments that match a violation of a document."""
    if found.suppressions is None:
        return []
    lines = {violation.line or 0}
    if violation.end_line != violation.line and _is_string(found, violation):
        # No comment can be at the end of the first line of a string of several lines.
        lines.add(violation.end_line or 0)
    return found.suppressions.selectors(violation.code, violation.name, lines)


def _is_string(found: SourceDocument, violation: Violation) -> bool:
    path = path_to(found.value, violation.pointer)
    return path is not None and isinstance(value_at(found.value, path), str)


def with_comments(
    checked: Sequence[Checked], selection: Selection, view_of: ViewOf | None
) -> list[Report]:
    """Return the reports on the documents of a file, with what is wrong with its comments.

    Each is in the report on the document that the comment is above or in. Without ``view_of``,
    no comment is unused: the file has further documents that were not checked.
    """
    every = [found.suppressions for found, _ in checked if found.suppressions]
    if not every:
        return [report for _, report in checked]
    directives = every[0].directives
    used = {s for found, report in checked for v in report.suppressed for s in selectors(found, v)}
    certain = frozenset[str]()
    if view_of is not None and UNUSED.code in selection.codes:  # it takes time
        certain = certain_codes(checked, selection, view_of)
    problems = findings(directives, selection.codes_of, used, certain)
    added: list[list[Violation]] = [[] for _ in checked]
    firsts = [suppressions.lines[0] for suppressions in every]
    for directive, pair, span in problems:
        line = directive.starts[0] if directive.starts else directive.line
        index = max(bisect_right(firsts, line) - 1, 0)
        kind = Document(checked[index][1].document)
        wanted = selection.wanted([pair])
        made = to_violations(wanted, kind, [span] * len(wanted))
        site = checked[index][0].code
        added[index] += [replace(v, source_language=site.language) if site else v for v in made]
    return [
        _with(report, more, directives) for (_, report), more in zip(checked, added, strict=True)
    ]


def _with(report: Report, more: list[Violation], directives: Directives) -> Report:
    """Return a report with more violations, unless the comment on their line suppresses them."""
    if not more:
        return report
    kept, suppressed = list(report.violations), list(report.suppressed)
    for violation in more:
        on_line = directives.on(violation.line or 0)
        is_suppressed = on_line.matching(violation.code, violation.name)
        (suppressed if is_suppressed else kept).append(violation)
    kept.sort(key=lambda violation: (violation.line or 0, violation.column or 0))
    return Report(report.document, tuple(kept), report.internal_errors, tuple(suppressed))
