"""Explain why each rule passes, fails or does not apply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from linkcheck import shapes
from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.engine.rule import Rule
from linkcheck.redaction import mask_pointer
from linkcheck.tracebacks import discreet

PASS, FAIL, NOT_APPLICABLE = "pass", "fail", "not applicable"


@dataclass(frozen=True, slots=True)
class Explained:
    """The status of a rule. ``reason`` has the messages, or why the rule does not apply."""

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
    kind = Document(report.document)
    messages: dict[str, list[str]] = {}
    for violation in report.violations:
        messages.setdefault(violation.code, []).append(
            f"{mask_pointer(violation.pointer) or '(root)'}: {violation.message}"
        )
    crashed = {error.rule: error.text for error in report.internal_errors}
    unreadable = any(
        rule.area == shapes.UNREADABLE for rule in checker.rules if rule.code in messages
    )
    features = None if unreadable else checker.features(payload, kind)
    explained = []
    for rule in checker.rules:
        if rule.code in messages:
            explained.append(Explained(rule, FAIL, "; ".join(messages[rule.code])))
            continue
        if rule.code in crashed:
            explained.append(Explained(rule, FAIL, f"the rule crashed: {crashed[rule.code]}"))
            continue
        why_not = _why_not(rule, kind, features)
        status = NOT_APPLICABLE if why_not else PASS
        explained.append(Explained(rule, status, why_not or "no violations"))
    return explained


def _why_not(rule: Rule, kind: Document, features: frozenset[str] | None) -> str:
    if kind not in rule.documents:
        return "applies to " + ", ".join(sorted(rule.documents))
    if features is None:
        return "" if rule.area == shapes.UNREADABLE else "the document could not be read"
    return "" if rule.shape else rule.why_not(features)
