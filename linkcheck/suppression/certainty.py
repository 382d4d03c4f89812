"""Which rules have reported all that is wrong with a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from linkcheck.documents import Document
from linkcheck.engine.runner import undecided
from linkcheck.engine.selection import Selection
from linkcheck.engine.view import View
from linkcheck.report import Report
from linkcheck.shapes import UNREADABLE_CODES

if TYPE_CHECKING:
    from linkcheck.sources.model import SourceDocument

Checked = tuple["SourceDocument", Report]
"""A document of a file, and its report."""

ViewOf = Callable[..., View]
"""Returns a document as its rules see it: ``Pipeline.view``."""


def certain_codes(
    checked: Iterable[Checked], selection: Selection, view_of: ViewOf
) -> frozenset[str]:
    """Return the codes of the rules that have reported all that is wrong with documents.

    Others are not selected, have crashed, or might find more if more were known.
    """
    certain = selection.codes
    for found, report in checked:
        if any(violation.code in UNREADABLE_CODES for violation in report.violations):
            return frozenset()
        kind = Document(report.document)
        rules = [rule for rule in selection.rules if kind in rule.documents]
        for view in views(found, kind, view_of):
            certain -= undecided(rules, view)
        certain -= {error.rule for error in report.internal_errors}
    return certain


def views(found: SourceDocument, kind: Document, view_of: ViewOf) -> Iterator[View]:
    """Yield a readable document as its rules see it; a request in code in each of its worlds."""
    content = found.content
    if found.code is not None:
        for body, _, facts in found.code.worlds:
            yield view_of(body.value, kind, facts=facts, unknown=body.unknown, origins=body.origins)
    elif not isinstance(content, Exception):
        request, facts = found.request, found.facts
        yield view_of(content.value, kind, request=request, facts=facts, unknown=content.unknown)
