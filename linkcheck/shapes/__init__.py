"""The shape of a document: known fields, with values of the right type and range.

The checker calls ``examine`` only. It checks that the value is JSON (``sanitizer``), asks a schema
engine for the keywords that the value breaks (``engines``), converts these to findings
(``messages``), and adds what no engine reports (``presence``). The facts are in ``schemas/``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from linkcheck.engine.kinds import DocumentKind
from linkcheck.engine.rule import Finding, Found
from linkcheck.engine.unknown import Unknowns, with_mistyped
from linkcheck.pointer import Path, value_at
from linkcheck.shapes import presence
from linkcheck.shapes.engines import COMPILED, ENGINES, REFERENCE, engine_for
from linkcheck.shapes.rules import DUPLICATE_KEY, TOO_FEW_ITEMS, UNKNOWN_FIELD, WRONG_TYPE
from linkcheck.shapes.sanitizer import screen
from linkcheck.shapes.unreadable import (
    INVALID_JSON,
    NOT_A_JSON_VALUE,
    NOT_AN_OBJECT,
    UNREADABLE,
    UNREADABLE_CODES,
)

__all__ = [
    "COMPILED",
    "DUPLICATE_KEY",
    "ENGINES",
    "INVALID_JSON",
    "NOT_A_JSON_VALUE",
    "REFERENCE",
    "UNREADABLE",
    "UNREADABLE_CODES",
    "WRONG_TYPE",
    "Examined",
    "examine",
    "findings",
]


class Examined(NamedTuple):
    """The result of the shape check: findings, and features for the rules.

    ``value`` is the document as plain dicts, lists, strings and numbers: itself, or a copy. In an
    unreadable document, ``conversion.Opaque`` replaces objects without a form in JSON.
    ``unknown`` adds values of a wrong type to what was unknown before, as no rule may draw
    conclusions from them; ``null`` in a required field counts as absent. If the document
    ``is_unreadable``, nothing else was checked.
    """

    findings: list[Found]
    value: Any
    traits: frozenset[str] = frozenset()
    unknown: Unknowns | None = None
    is_unreadable: bool = False


def findings(document: DocumentKind, payload: Any, engine: str = COMPILED) -> list[Found]:
    """Return only the findings of ``examine``."""
    return examine(document, payload, engine).findings


def examine(
    document: DocumentKind,
    payload: Any,
    engine: str = COMPILED,
    *,
    is_text: bool = False,
    unknown: Unknowns | None = None,
) -> Examined:
    """Return all mistakes in the shape of a document, one finding for each cause.

    ``payload`` is any Python value; tuples count as arrays. No payload makes this raise, and none
    is changed; an unknown engine raises ValueError. ``is_text`` says that the payload was read from
    JSON or YAML, so that remedies mention quotes. Values that are ``unknown`` give no findings, and
    no field is missing in an open object.
    """
    screened = screen(payload)
    if screened.findings:
        return Examined(_known(screened.findings, unknown), screened.value, is_unreadable=True)
    value = screened.value
    if type(value) is not dict:
        found = [(NOT_AN_OBJECT, Finding(()))]
        return Examined(_known(found, unknown), value, is_unreadable=True)
    errors = engine_for(document, engine).errors(value)
    issues = presence.issues(document, value)
    if screened.has_null and document.is_request:
        issues += presence.nulls(document, value)
    if not errors and not issues:
        return Examined([], value, screened.traits, unknown)
    from linkcheck.shapes import messages  # a clean document does not need it

    found = messages.findings(document, value, errors, issues, is_text=is_text)
    if unknown is not None:
        found = _known(found, unknown)
    wrong = list[Path]()
    for rule, finding in found:
        if rule is WRONG_TYPE and value_at(value, finding.path) is not None:
            wrong.append(finding.path)
    if wrong:
        unknown = with_mistyped(unknown, wrong)
    return Examined(found, value, screened.traits, unknown)


def _known(found: Iterable[Found], unknown: Unknowns | None) -> list[Found]:
    """Return the findings about the known parts of a document."""
    if unknown is None:
        return [*found]
    return [
        (rule, finding)
        for rule, finding in found
        if not unknown.silences(
            finding.path,
            key=finding.key,
            is_absence=finding.missing is not None or rule is TOO_FEW_ITEMS,
            missing=finding.missing,
            is_null_allowed=rule is not UNKNOWN_FIELD,
        )
    ]
