"""From findings to violations, in the order of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linkcheck.documents import Document
from linkcheck.folding import member_path
from linkcheck.pointer import to_pointer, tokens
from linkcheck.references import field_url, source_url
from linkcheck.rule import Finding, Rule
from linkcheck.shapes.loader import describe
from linkcheck.violation import Path, Violation

if TYPE_CHECKING:
    from linkcheck.sources.locate import Kind


def ordered(value: Any, kind: Document, found: list[tuple[Rule, Finding]]) -> list[Violation]:
    """The violations behind findings, in the order in which their places stand in the document."""
    if not found:
        return []
    indexes: dict[int, dict[Any, int]] = {}
    placed = sorted(found, key=lambda pair: (_place(value, pair[1], indexes), pair[0].code))
    return [to_violation(rule, finding, kind) for rule, finding in placed]


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


def to_violation(rule: Rule, finding: Finding, kind: Document) -> Violation:
    """A finding with all that its rule says of it. It has no position yet."""
    return Violation(
        code=rule.code,
        name=rule.name,
        severity=finding.severity or rule.severity,
        message=finding.message,
        pointer=to_pointer(finding.path),
        document=str(kind),
        docs=_docs(rule, finding, kind),
        evidence=rule.evidence,
        missing=finding.missing,
        on_key=finding.key,
        plaid_error=finding.plaid_error or rule.plaid,
        related=finding.related,
        fix=finding.fix,
    )


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


def path_of(value: Any, violation: Violation) -> Path:
    """The path that the pointer of a violation means in a document: indexes are numbers."""
    path: list[str | int] = []
    for token in tokens(violation.pointer):
        if isinstance(value, list):
            path.append(int(token))
            value = value[int(token)] if int(token) < len(value) else None
        else:
            path.append(token)
            value = value.get(token) if isinstance(value, dict) else None
    return tuple(path)


def target(violation: Violation) -> Kind:
    """What of the place of a violation its span covers; see ``linkcheck.sources.locate``."""
    if violation.missing is not None:
        return "object-start"
    return "key" if violation.on_key else "value"
