"""Explain why each rule passes, fails, does not apply, or cannot be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from linkcheck import shapes
from linkcheck.checker import Checker
from linkcheck.cli.undecided import features_of, unknown_parts
from linkcheck.documents import Document
from linkcheck.engine.rule import Rule
from linkcheck.engine.view import View
from linkcheck.redaction import mask_pointer
from linkcheck.report import Report
from linkcheck.shapes import UNREADABLE_CODES
from linkcheck.sources.model import SourceDocument
from linkcheck.suppression.certainty import views
from linkcheck.tracebacks import discreet

STATUSES = ("fail", "undecided", "pass", "not applicable")
FAIL, UNDECIDED, PASS, NOT_APPLICABLE = STATUSES


@dataclass(frozen=True, slots=True)
class Explained:
    """The status of a rule.

    ``reason`` has the messages, why the rule does not apply, or why it cannot be decided.
    """

    rule: Rule
    status: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        """Return code, name, severity, status and reason."""
        return {
            "code": self.rule.code,
            "name": self.rule.name,
            "severity": str(self.rule.severity),
            "status": self.status,
            "reason": self.reason,
        }


@discreet
def explain(payload: Any, checker: Checker, document: str | None = None) -> list[Explained]:
    """Return the status of each rule of the checker for a document, in the order of the codes.

    ``payload`` is a dict or another decoded JSON value. Raises ValueError for an unknown kind.
    """
    report = checker.check(payload, document)
    seen = [] if _is_unreadable(report) else [checker.view(payload, Document(report.document))]
    return _explained(report, checker, seen)


def explain_source(
    found: SourceDocument, checker: Checker, document: Document | None = None
) -> list[Explained]:
    """Do the same as ``explain`` for a document of a file that can be decoded.

    Suppressed violations count.
    """
    report = checker.check_source(found._replace(suppressions=None), document)
    kind = Document(report.document)
    seen = [] if _is_unreadable(report) else list(views(found, kind, checker.view))
    return _explained(report, checker, seen)


def _is_unreadable(report: Report) -> bool:
    return any(violation.code in UNREADABLE_CODES for violation in report.violations)


def _explained(report: Report, checker: Checker, views: Sequence[View]) -> list[Explained]:
    messages: dict[str, list[str]] = {}
    for violation in report.violations:
        messages.setdefault(violation.code, []).append(
            f"{mask_pointer(violation.pointer) or '(root)'}: {violation.message}"
        )
    crashed = {error.rule: error.text for error in report.internal_errors}
    explained = []
    for rule in checker.rules:
        if rule.code in messages:
            status, reason = FAIL, "; ".join(messages[rule.code])
        elif rule.code in crashed:
            status, reason = FAIL, f"the rule crashed: {crashed[rule.code]}"
        else:
            status, reason = _status(rule, Document(report.document), views)
        explained.append(Explained(rule, status, reason))
    return explained


def _status(rule: Rule, kind: Document, views: Sequence[View]) -> tuple[str, str]:
    """Return the status of a rule without violations, with the reason."""
    if kind not in rule.documents:
        return NOT_APPLICABLE, "applies to " + ", ".join(sorted(rule.documents))
    if not views and rule.area != shapes.UNREADABLE:
        return NOT_APPLICABLE, "the document could not be read"
    if rule.shape:
        is_known = all(view.unknown is None for view in views)
        return PASS, "no violations" if is_known else "no violations in what is known"
    undecided = dict.fromkeys(part for view in views for part in unknown_parts(rule, view, kind))
    if undecided:
        return UNDECIDED, "; ".join(undecided)
    why_not = [rule.why_not(features_of(view)) for view in views]
    return (NOT_APPLICABLE, why_not[0]) if all(why_not) else (PASS, "no violations")
