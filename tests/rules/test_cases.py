"""The tables of failing and passing cases in tests/rules/cases, run as one."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections import Counter
from pathlib import Path

import linkcheck.rules
import tests.rules.cases
from linkcheck.checker import Checker
from linkcheck.engine import catalog
from tests.offenders import each
from tests.rules.case import Case
from tests.rules.code import check_example
from tests.rules.pair import words

CASES: list[Case] = [
    case
    for module in pkgutil.iter_modules(tests.rules.cases.__path__)
    for case in importlib.import_module(f"tests.rules.cases.{module.name}").CASES
]


def name(case: Case) -> str:
    return f"{case.code}-{(case.source or json.dumps(case.changes, default=str))[:60]}"


@each("case", CASES, ids=name)
def test_case(case: Case) -> None:
    example = case.example()
    before = json.dumps(example.body)
    options = dict(case.context)
    request = options.pop("request", None)
    report = check_example(Checker(pedantic=True, **options), example, request)
    found = [v for v in report.violations if v.code == case.code]
    assert sorted(v.pointer for v in found) == sorted(case.at)
    assert report.internal_errors == ()
    assert json.dumps(example.body) == before
    for violation in found:
        if case.missing is not None:
            assert violation.missing == case.missing
        if case.severity is not None:
            assert violation.severity == case.severity
        if case.message is not None:
            assert case.message in words(violation)


def test_each_rule_has_a_failing_and_a_passing_case() -> None:
    failing = Counter(case.code for case in CASES if case.at)
    passing = Counter(case.code for case in CASES if not case.at)
    rules = [rule.code for rule in catalog.rules() if not rule.shape]
    assert [code for code in rules if not failing[code]] == []
    assert [code for code in rules if not passing[code]] == []


def test_each_rule_belongs_to_its_module() -> None:
    folder = Path(linkcheck.rules.__file__).parent
    modules = {file.stem for file in folder.glob("*.py")}
    assert {rule.area for rule in catalog.rules() if not rule.shape} <= modules


def test_each_case_is_about_a_rule() -> None:
    known = {rule.code for rule in catalog.rules()}
    assert {case.code for case in CASES} <= known
