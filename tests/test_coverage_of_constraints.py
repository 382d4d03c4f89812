"""Each documented constraint is enforced by a rule, or there is a reason why it is not.

tests/data/constraints.jsonl holds, for each constraint, a body that breaks it and one that keeps
it, the context they need, and the place of the violation. Which rules enforce it stands on the
rules (``covers``), the reasons are in rules/not_enforced.csv.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from linkcheck.checker import Checker
from linkcheck.context import Customization
from linkcheck.engine import catalog
from linkcheck.report import Report
from tests.offenders import each

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (ROOT / "tests/data/constraints.jsonl").read_text(encoding="utf-8").splitlines()
]
with (ROOT / "rules/not_enforced.csv").open(encoding="utf-8", newline="") as file:
    REASONS = {row["constraint"]: row["reason"] for row in csv.DictReader(file)}
ENFORCED: dict[str, set[str]] = {}
for _rule in catalog.rules():
    for _constraint in _rule.covers:
        ENFORCED.setdefault(_constraint, set()).add(_rule.code)
KINDS = (
    "not visible in a payload: ",
    "needs account data: ",
    "contradicts observed behaviour: ",
    "nothing to enforce: ",
)


def report_on(body: Any, constraint: dict[str, Any]) -> Report:
    options: dict[str, Any] = dict(constraint.get("context", {}))
    if "today" in options:
        options["today"] = date.fromisoformat(options["today"])
    if "customizations" in options:
        options["customizations"] = {
            name: Customization(
                facts.get("language"),
                frozenset(facts["country_codes"]) if "country_codes" in facts else None,
            )
            for name, facts in options["customizations"].items()
        }
    request = options.pop("request", None)
    document = None if isinstance(body, str) else constraint["document"]
    return Checker(pedantic=True, **options).check(body, document, request=request)


def test_the_table_is_complete() -> None:
    ids = [constraint["id"] for constraint in CONSTRAINTS]
    assert ids == [f"C{number:03}" for number in range(1, 583)]
    assert [c for c in ids if c not in ENFORCED and c not in REASONS] == []
    assert sorted(set(ENFORCED) & set(REASONS)) == []
    assert sorted({*ENFORCED, *REASONS} - set(ids)) == []


def test_reasons_are_of_a_known_kind() -> None:
    for constraint, reason in REASONS.items():
        assert reason.startswith(KINDS), constraint
        assert len(reason) > 30, constraint


def test_errors_and_warnings_have_no_cheap_excuse() -> None:
    excused = Counter(
        c["severity"] for c in CONSTRAINTS if REASONS.get(c["id"], "").startswith(KINDS[3])
    )
    assert excused["error"] == 0
    assert excused["warning"] <= 3


@each("constraint", CONSTRAINTS, ids=lambda c: c["id"])
def test_bad_body(constraint: dict[str, Any]) -> None:
    if constraint["id"] not in ENFORCED:
        assert constraint["id"] in REASONS
        return
    found = {
        (v.pointer, v.missing)
        for v in report_on(constraint["bad"], constraint).violations
        if v.code in ENFORCED[constraint["id"]]
        and v.severity.rank <= {"error": 0, "warning": 1, "info": 2}[constraint["at_least"]]
    }
    assert (constraint["at"], constraint["missing"]) in found


@each("constraint", CONSTRAINTS, ids=lambda c: c["id"])
def test_good_body(constraint: dict[str, Any]) -> None:
    if constraint["good"] is None:
        assert constraint["id"] in REASONS
        return
    report = report_on(constraint["good"], constraint)
    if not isinstance(constraint["good"], str):  # texts are about JSON itself, and cut short
        assert [(v.code, v.pointer) for v in report.errors] == []
    at = (constraint["at"], constraint["missing"])
    again = {v.code for v in report.violations if (v.pointer, v.missing) == at}
    assert not again & ENFORCED.get(constraint["id"], set())


def test_codes_and_ids_are_well_formed() -> None:
    for rule in catalog.rules():
        assert re.fullmatch(r"LC\d{3}", rule.code)
