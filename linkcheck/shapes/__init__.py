"""The shape of a document: does each field stand where it may, with a value of its kind?

``examine`` is all that the checker calls. It looks through the value (``guard``), asks a schema
engine for the keywords that do not hold (``engine``), turns these into findings in our own words
(``translate``), and adds what no engine reports (``watch``). The facts are in ``schemas/``.
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
from linkcheck.shapes.rules import DUPLICATE_KEY, TOO_FEW_ITEMS, WRONG_TYPE
from linkcheck.shapes.sanitizer import screen
from linkcheck.shapes.unreadable import (
    INVALID_JSON,
    NOT_A_JSON_VALUE,
    NOT_AN_OBJECT,
    UNREADABLE,
)

__all__ = [
    "COMPILED",
    "DUPLICATE_KEY",
    "ENGINES",
    "INVALID_JSON",
    "NOT_A_JSON_VALUE",
    "REFERENCE",
    "UNREADABLE",
    "WRONG_TYPE",
    "Examined",
    "examine",
    "findings",
]


class Examined(NamedTuple):
    """What a look at the shape of a document gave: its faults, and features for the rules.

    ``value`` is the document made of plain dicts, lists, strings and numbers; itself, if it is. If
    it is not readable, objects without a form in JSON are ``conversion.Opaque`` in it.
    ``unknown`` is what was not known before, and values of a wrong type, from which no rule may
    conclude anything; ``null`` in a required field counts as absent, as everywhere. If the document
    ``is_unreadable``, nothing else was checked, nor can be.
    """

    findings: list[Found]
    value: Any
    traits: frozenset[str] = frozenset()
    unknown: Unknowns | None = None
    is_unreadable: bool = False


def findings(document: DocumentKind, payload: Any, engine: str = COMPILED) -> list[Found]:
    """The findings of ``examine`` alone."""
    return examine(document, payload, engine).findings


def examine(
    document: DocumentKind,
    payload: Any,
    engine: str = COMPILED,
    *,
    is_text: bool = False,
    unknown: Unknowns | None = None,
) -> Examined:
    """Everything that is wrong with the shape of a document, one finding for each cause.

    ``payload`` is any Python value; tuples count as arrays. If a finding's rule is of the area
    ``UNREADABLE``, nothing else was checked, nor can be. Never raises on account of the payload
    and never changes it; raises ValueError for an unknown engine. ``is_text`` says that it was read
    from JSON or YAML, as remedies name quotes then. Nothing is said about values that are
    ``unknown``, and nothing is missing in an open object.
    """
    screened = screen(payload)
    if screened.findings:
        return Examined(_known(screened.findings, unknown), screened.value, is_unreadable=True)
    value = screened.value
    if type(value) is not dict:
        found = [(NOT_AN_OBJECT, Finding((), "The document is not a JSON object."))]
        return Examined(_known(found, unknown), value, is_unreadable=True)
    errors = engine_for(document, engine).errors(value)
    sights = presence.sights(document, value)
    if screened.has_null and document.is_request:
        sights += presence.nulls(document, value)
    if not errors and not sights:
        return Examined([], value, screened.traits, unknown)
    from linkcheck.shapes import messages  # loads what a clean document does without

    found = messages.findings(document, value, errors, sights, is_text=is_text)
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
    """What was found in what is known of a document."""
    if unknown is None:
        return [*found]
    return [
        (rule, finding)
        for rule, finding in found
        if not unknown.silences(
            finding.path,
            key=finding.key,
            is_absence=finding.missing is not None or rule is TOO_FEW_ITEMS,
        )
    ]
