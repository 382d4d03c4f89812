"""Which rules have reported all that is wrong with a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from linkcheck.context import Context
from linkcheck.documents import Document
from linkcheck.engine.runner import undecided
from linkcheck.engine.selection import Selection
from linkcheck.engine.view import View
from linkcheck.report import Report
from linkcheck.rules.views import view_of

if TYPE_CHECKING:
    from linkcheck.sources.model import SourceDocument

Checked = tuple["SourceDocument", Report]
"""A document of a file, and its report."""

ContextOf = Callable[[Mapping[str, Any] | None, Mapping[str, Any] | None], Context]
How = tuple[str, ContextOf]
"""The engine of a checker, and its context for a request and facts."""


def certain_codes(checked: Iterable[Checked], selection: Selection, how: How) -> frozenset[str]:
    """Return the codes of the rules that have reported all that is wrong with documents.

    Others are not selected, have crashed, or might find more if more were known.
    """
    certain = selection.codes
    for found, report in checked:
        kind = Document(report.document)
        rules = [rule for rule in selection.rules if kind in rule.documents]
        for view in _views(found, kind, *how):
            if view is None:
                return frozenset()
            certain -= undecided(rules, view)
        certain -= {error.rule for error in report.internal_errors}
    return certain


def _views(
    found: SourceDocument, kind: Document, engine: str, context_of: ContextOf
) -> Iterable[View | None]:
    """Yield the view of each form of a document; None for one that is unreadable."""
    content = found.content
    if isinstance(content, Exception):
        yield None
    elif found.code is None:
        context = context_of(found.request, found.facts)
        yield view_of(kind, content.value, engine, context, content.unknown)
    else:
        for body, _, facts in found.code.worlds:
            context = context_of(None, facts)
            yield view_of(kind, body.value, engine, context, body.unknown, body.origins)
