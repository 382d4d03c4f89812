"""The fixes that the rules attach: each does what it says, and none does harm."""

from __future__ import annotations

import importlib
import json
import pkgutil
from functools import cache
from typing import Any

import pytest

import tests.rules.cases
from linkcheck.checker import Checker
from linkcheck.documents import BASES, Document
from linkcheck.engine import catalog
from linkcheck.engine.ruledoc import parse
from linkcheck.fixes.engine import fix_value
from linkcheck.fixes.patch import apply
from linkcheck.fixes.text import fix_text
from linkcheck.violation import Severity, Violation
from tests.fixes.cases import CASES, Row
from tests.offenders import each

LAYOUTS: list[dict[str, Any]] = [{}, {"indent": 2}, {"separators": (",", ":")}, {"indent": "\t"}]


def body(base: str, changes: dict[str, Any]) -> tuple[Document, dict[str, Any]]:
    document, members = BASES[base]
    merged = {k: v for k, v in {**members, **changes}.items() if v is not ...}
    return document, json.loads(json.dumps(merged))


def checker_for(code: str) -> Checker:
    """Return a checker with info rules only for an info rule, as these may prevent a fix."""
    is_advice = catalog.find(code).severity is Severity.INFO
    return Checker(pedantic=is_advice, ignore=["LC404"])


@each("row", CASES, ids=lambda row: f"{row[0]}-{json.dumps(row[2])[:50]}")
def test_fix(row: Row) -> None:
    code, base, changes, safe, expected = row
    document, before = body(base, changes)
    checker = checker_for(code)
    found = [v for v in checker.check(before, document).violations if v.code == code]
    assert found
    assert [v.fix is not None and v.fix.safe for v in found] == [safe] * len(found)
    assert fix_value(before, checker, document, unsafe=not safe).value == body(base, expected)[1]
    if not safe:
        kept = fix_value(before, checker, document)
        assert code in {v.code for v in kept.left}
        assert code not in {v.code for v in kept.applied}


@each("layout", LAYOUTS, ids=str)
@each("row", CASES, ids=lambda row: f"{row[0]}-{json.dumps(row[2])[:50]}")
def test_fix_of_a_text(row: Row, layout: dict[str, Any]) -> None:
    code, base, changes, _, _ = row
    document, before = body(base, changes)
    checker = checker_for(code)
    text = json.dumps(before, **layout)
    fixed = fix_text(text, checker, document, unsafe=True)
    after = fix_value(before, checker, document, unsafe=True)
    assert json.loads(fixed.value) == after.value
    assert [v.code for v in fixed.applied] == [v.code for v in after.applied]
    if code != "LC103":  # a value that becomes an array stays on its line
        assert json.dumps(after.value, **layout) == fixed.value


@cache
def examples() -> tuple[tuple[str, Any, tuple[tuple[str, Any], ...]], ...]:
    """Kind, body and context of every example and case of the rules that is a JSON value."""
    found: list[tuple[str, Any, tuple[tuple[str, Any], ...]]] = []
    for rule in catalog.rules():
        doc = parse(rule)
        for example in (*doc.bad, *doc.good):
            if isinstance(example.body, dict):
                found.append((example.document, example.body, tuple(doc.context.items())))
    for module in pkgutil.iter_modules(tests.rules.cases.__path__):
        for case in importlib.import_module(f"tests.rules.cases.{module.name}").CASES:
            document, value = case.body()
            found.append((document, value, tuple(case.context.items())))
    return tuple(found)


@cache
def checked(pedantic: bool) -> list[tuple[Checker, Document, Any, Any, list[Violation]]]:
    """All examples with what is fixable in them."""
    found = []
    for document, value, context in examples():
        options = dict(context)
        request = options.pop("request", None)
        checker = Checker(pedantic=pedantic, **options)
        kind = Document(document)
        fixable = [v for v in checker.check_value(value, kind, request=request) if v.fix]
        if fixable:
            found.append((checker, kind, value, request, fixable))
    return found


def test_each_fix_of_the_examples_removes_its_violation() -> None:
    tried = 0
    for checker, kind, value, request, fixable in checked(pedantic=True):
        for violation in fixable:
            assert violation.fix is not None
            changed = apply(value, violation.fix.patch)
            left = checker.check_value(changed, kind, request=request).violations
            before = checker.check_value(value, kind, request=request).violations
            assert count(left, violation) < count(before, violation), violation
            tried += 1
    assert tried > 300


def count(violations: tuple[Violation, ...], like: Violation) -> int:
    """How many violations are of the same rule at the same place or in the same array."""
    return sum(v.code == like.code and place(v) == place(like) for v in violations)


def place(violation: Violation) -> str:
    return "/".join(t for t in violation.pointer.split("/") if not t.isdecimal())


def errors(violations: tuple[Violation, ...]) -> set[tuple[str, str, str | None]]:
    """What is wrong: a fix may turn an error into a warning, but never into another error."""
    return {(v.code, place(v), v.missing) for v in violations if v.severity is Severity.ERROR}


@pytest.mark.exhaustive
@pytest.mark.parametrize("pedantic", [False, True])
@pytest.mark.parametrize("unsafe", [False, True])
def test_fixing_the_examples_adds_no_error_and_is_done_once(unsafe: bool, pedantic: bool) -> None:
    applied = 0
    for checker, kind, value, request, _ in checked(pedantic):
        before = errors(checker.check_value(value, kind, request=request).violations)
        fixed = fix_value(value, checker, kind, request=request, unsafe=unsafe)
        report = checker.check_value(fixed.value, kind, request=request)
        assert report.violations == fixed.left
        assert errors(report.violations) <= before
        again = fix_value(fixed.value, checker, kind, request=request, unsafe=unsafe)
        assert again.applied == ()
        assert again.value == fixed.value
        applied += len(fixed.applied)
    assert applied > 50


def test_each_rule_with_a_fix_has_a_case() -> None:
    with_fix = {v.code for *_, fixable in checked(pedantic=True) for v in fixable}
    assert with_fix <= {row[0] for row in CASES}


def test_safe_fixes_are_of_requests_only() -> None:
    """What Plaid has answered is not for us to put right."""
    for _, kind, _, _, fixable in checked(pedantic=True):
        assert kind.is_request or not any(v.fix and v.fix.safe for v in fixable)
