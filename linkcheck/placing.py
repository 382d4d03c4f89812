"""From findings to violations, in the order of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linkcheck.documents import Document
from linkcheck.folding import member_path
from linkcheck.pointer import to_pointer
from linkcheck.references import field_url, source_url
from linkcheck.rule import Finding, Rule
from linkcheck.shapes.guard import copied
from linkcheck.shapes.loader import describe
from linkcheck.violation import Fix, Span, Violation

if TYPE_CHECKING:
    from linkcheck.sources.locate import Target


def in_order(value: Any, found: list[tuple[Rule, Finding]]) -> list[tuple[Rule, Finding]]:
    """Findings in the order in which their places stand in the document."""
    indexes: dict[int, dict[Any, int]] = {}
    return sorted(found, key=lambda pair: (_place(value, pair[1], indexes), pair[0].code))


def _place(value: Any, finding: Finding, indexes: dict[int, dict[Any, int]]) -> tuple[int, ...]:
    """Where a finding stands in the document: the index of each step among its siblings.

    ``indexes`` keeps those of the members of each object on the way, by the object's ``id``: to
    count anew for each finding would take quadratic time.
    """
    place = []
    for step in finding.path:
        if isinstance(value, dict) and step in value:
            known = indexes.get(id(value))
            if known is None:
                known = indexes[id(value)] = {name: i for i, name in enumerate(value)}
            place.append(known[step])
            value = value[step]
        elif isinstance(value, (list, tuple)) and isinstance(step, int) and step < len(value):
            place.append(step)
            value = value[step]
        else:
            break
    return tuple(place)


def to_violation(
    rule: Rule, finding: Finding, kind: Document, span: Span | None = None
) -> Violation:
    """A finding with all that its rule says of it, and its position in a text, if it has one.

    No text of it holds a member name that may not be shown, whatever the rule wrote.
    """
    from linkcheck.masking import mask_names, mask_related  # it reads the schemas

    message, fix = finding.message, finding.fix
    if fix is None:
        (message,) = mask_names(finding.path, message)
    else:
        message, description = mask_names(finding.path, message, fix.description)
        fix = _own(fix, description)
    return Violation(
        code=rule.code,
        name=rule.name,
        severity=finding.severity or rule.severity,
        message=message,
        pointer=to_pointer(finding.path),
        document=str(kind),
        docs=_docs(rule, finding, kind),
        evidence=rule.evidence,
        missing=finding.missing,
        on_key=finding.key,
        plaid_error=finding.plaid_error or rule.plaid,
        related=mask_related(finding.path, finding.related),
        fix=fix,
        line=span.line if span else None,
        column=span.column if span else None,
        end_line=span.end_line if span else None,
        end_column=span.end_column if span else None,
    )


def _own(fix: Fix, description: str) -> Fix:
    """A fix that shares nothing with the rule, which may give the same one each time."""
    return Fix(description, tuple([copied(dict(op)) for op in fix.patch]), fix.safe)


def _docs(rule: Rule, finding: Finding, kind: Document) -> str:
    """The address of the source nearest to the finding: a field on its path, else the first."""
    path = member_path(finding)
    if not rule.sources:
        # An unknown member has no place in the reference, and its name may be personal.
        while describe(kind, path) is None:
            path = path[:-1]
        return field_url(kind, path)
    names = ".".join([step for step in path if type(step) is str])
    return source_url(names if names in rule.sources else rule.sources[0], kind)


def target(finding: Finding) -> Target:
    """What the span of a finding covers; see ``linkcheck.sources.locate``."""
    if finding.missing is not None:
        return finding.path, "object-start"
    return finding.path, "key" if finding.key else "value"
