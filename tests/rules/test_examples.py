"""The examples in the documentation of each rule do what they say."""

from __future__ import annotations

from typing import Any

from linkcheck.checker import Checker
from linkcheck.engine import catalog
from linkcheck.engine.rule import Rule
from linkcheck.engine.ruledoc import Example, parse
from tests.offenders import each
from tests.rules.code import check_example

RULES = catalog.rules()


def codes(rule: Rule, example: Example) -> list[str]:
    options: dict[str, Any] = dict(parse(rule).context)
    request = options.pop("request", None)
    checker = Checker(pedantic=True, **options)
    report = check_example(checker, example, request)
    assert report.internal_errors == ()
    return [violation.code for violation in report.violations]


@each("rule", RULES, ids=lambda rule: rule.code)
def test_bad_examples_break_the_rule(rule: Rule) -> None:
    doc = parse(rule)
    assert doc.bad, f"{rule.code} has no bad example"
    for example in doc.bad:
        assert rule.code in codes(rule, example), example.written


@each("rule", RULES, ids=lambda rule: rule.code)
def test_good_examples_keep_the_rule(rule: Rule) -> None:
    doc = parse(rule)
    assert doc.good, f"{rule.code} has no good example"
    for example in doc.good:
        assert rule.code not in codes(rule, example), example.written


@each("rule", RULES, ids=lambda rule: rule.code)
def test_good_examples_have_no_error_at_all(rule: Rule) -> None:
    doc = parse(rule)
    options: dict[str, Any] = dict(doc.context)
    request = options.pop("request", None)
    for example in doc.good:
        report = check_example(Checker(**options), example, request)
        assert [(v.code, v.pointer) for v in report.errors] == [], example.written


@each("rule", RULES, ids=lambda rule: rule.code)
def test_documentation_is_complete(rule: Rule) -> None:
    doc = parse(rule)
    assert doc.what.endswith(".")
    assert doc.why.endswith(".")
    assert rule.sources or rule.shape
    assert rule.name == rule.name.lower()
