"""Descriptions of rules in SARIF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from linkcheck.documents import Document, source_url
from linkcheck.engine import catalog
from linkcheck.engine.rule import RULES, Rule
from linkcheck.engine.ruledoc import RuleDoc, RuleDocError, parse
from linkcheck.violation import Evidence, Severity, Violation

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
_PRECISIONS = {
    Evidence.DOCUMENTED: "very-high",
    Evidence.OBSERVED: "high",
    Evidence.INFERRED: "medium",
}
# A word of one letter, and the hyphen after it.
_LETTER = re.compile(r"\b([a-z])-")

Json = dict[str, Any]


def descriptor(violation: Violation) -> Json:
    """Return the reportingDescriptor of the rule behind a violation.

    If this process does not know the rule, or cannot read its documentation, the description is
    made from the violation.
    """
    catalog.rules()  # registers the shipped rules; those of plug-ins are registered
    rule = RULES.get(violation.code)
    if rule and rule.name != violation.name:
        rule = None
    doc = _doc(rule)
    name = violation.name
    severity = rule.severity if rule else violation.severity
    described: Json = {
        "id": violation.code,
        "name": _pascal_case(name),
        "shortDescription": {
            "text": doc.what if doc else f"{name.replace('-', ' ').capitalize()}."
        },
        "fullDescription": {"text": " ".join(_paragraphs(doc)) if doc else f"The rule `{name}`."},
        "help": {"text": _text(violation, doc), "markdown": _markdown(violation, doc)},
        "helpUri": _address(violation, rule),
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {
            "tags": ["plaid", rule.area if rule else "house-rule", str(violation.evidence)],
            "precision": _PRECISIONS[violation.evidence],
            "problem.severity": _PROBLEMS[severity],
        },
    }
    return described


def _pascal_case(name: str) -> str:
    """``region-not-a-code`` becomes ``RegionNotAcode``: validators reject a lone capital."""
    return "".join(word.capitalize() for word in _LETTER.sub(r"\1", name).split("-"))


def _doc(rule: Rule | None) -> RuleDoc | None:
    try:
        return parse(rule) if rule else None
    except RuleDocError:
        return None


def _address(violation: Violation, rule: Rule | None) -> str:
    """Return the URL of the rule's source in Plaid's documentation."""
    if rule is None:
        return violation.docs
    kind = Document(min(rule.documents))
    return source_url(rule.sources[0] if rule.sources else "", kind)


def _paragraphs(doc: RuleDoc) -> list[str]:
    return [text for text in (doc.what, doc.help, doc.why, doc.note) if text]


def _text(violation: Violation, doc: RuleDoc | None) -> str:
    parts = _paragraphs(doc) if doc else [f"The rule `{violation.name}`."]
    return "\n\n".join([*parts, *_closing(violation.code, doc)])


def _markdown(violation: Violation, doc: RuleDoc | None) -> str:
    return f"# {violation.code} {violation.name}\n\n{_text(violation, doc)}"


def _closing(code: str, doc: RuleDoc | None) -> Iterator[str]:
    # No examples: readers of the log cannot know that their names and numbers are made up.
    if doc and doc.sources:
        yield "Sources:\n\n" + "\n".join(f"- {source}" for source in doc.sources)
    if doc:
        yield f"Examples: `linkcheck rule {code}`"
