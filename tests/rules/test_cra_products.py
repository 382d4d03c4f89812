"""Every rule takes the Plaid Check products alike, also those that no documented list has."""

from __future__ import annotations

import json
from typing import Any

import pytest

from linkcheck.checker import Checker
from linkcheck.documents import BASES, Document
from linkcheck.rules.data.products import CRA
from tests.rules.test_cases import CASES

USUAL = "cra_monitoring"
UNDOCUMENTED = ("cra_home_lending", "cra_qualify")
UNLIKE = {"LC113"}
"""The one rule that reports only the undocumented products."""


def bodies() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Requests that name the usual product: those of the cases, and each base with it added."""
    found = []
    for case in CASES:
        document, body = case.body()
        if document is Document.CREATE_REQUEST and f'"{USUAL}"' in json.dumps(body):
            found.append((body, case.context))
    for document, base in BASES.values():
        if document is not Document.CREATE_REQUEST:
            continue
        for array in ("products", "optional_products"):
            named = base.get(array) or []
            if isinstance(named, list):
                found += [({**base, array: [*named, USUAL]}, {}), ({**base, array: [USUAL]}, {})]
                found.append(({**base, array: [USUAL], "cra_report_parameter": {}}, {}))
    return found


BODIES = bodies()


def found(body: dict[str, Any], context: dict[str, Any]) -> list[tuple[str, str, str | None, str]]:
    options = {name: value for name, value in context.items() if name != "request"}
    violations = Checker(pedantic=True, **options).check(body, Document.CREATE_REQUEST).violations
    return sorted(
        (v.code, v.pointer, v.missing or "", str(v.severity))
        for v in violations
        if v.code not in UNLIKE
    )


def test_there_are_bodies_and_products() -> None:
    assert len(BODIES) > 40
    assert {USUAL, *UNDOCUMENTED} <= set(CRA)


@pytest.mark.parametrize("product", UNDOCUMENTED)
def test_undocumented_products_are_accepted_like_others(product: str) -> None:
    unlike = []
    for body, context in BODIES:
        other = json.loads(json.dumps(body).replace(f'"{USUAL}"', f'"{product}"'))
        if found(body, context) != found(other, context):
            unlike.append((body, found(body, context), found(other, context)))
    assert unlike == []
