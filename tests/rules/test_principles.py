"""Two principles that every rule keeps, tried on each field of each example of each rule.

A value of the wrong type changes nothing but its own finding, and an empty string never satisfies
a rule that requires the field.
"""

from __future__ import annotations

from typing import Any

import pytest

from linkcheck import shapes
from linkcheck.engine import catalog
from linkcheck.pointer import Path, to_pointer, tokens, value_at
from linkcheck.report import Report
from linkcheck.violation import Severity, Violation
from tests.rules.examples import Body, bodies, paths, with_value

CHUNKS = 8
WRONG = ("true", "", "7", 7, 1.5, True, False, ["x"], [], {"x": 1}, {})

UNREADABLE = {rule.code for rule in catalog.rules() if rule.area == shapes.UNREADABLE}
SHAPES = {rule.code for rule in catalog.rules() if rule.shape}

Finding = tuple[str, str, str | None]


def check(body: Body, value: dict[str, Any]) -> Report:
    report = body.checker.check(value, body.document, request=body.request)
    assert report.internal_errors == ()
    return report


def readable_bodies() -> list[Body]:
    """The examples that the rules get to see."""
    return [
        body
        for body in bodies()
        if not any(v.code in UNREADABLE for v in check(body, body.value).violations)
    ]


def _key(violation: Violation) -> Finding:
    return violation.code, violation.pointer, violation.missing


def found(report: Report) -> set[Finding]:
    return set(map(_key, report.violations))


def found_by_rules(report: Report) -> set[Finding]:
    """What was found, less what the shape check says of each value by itself."""
    return {finding for finding in found(report) if finding[0] not in SHAPES}


def is_about(finding: Finding, pointer: str) -> bool:
    """True for a finding at a place or below it, or about a missing member there."""
    _, at, missing = finding
    if missing is not None:
        at = f"{at}/{missing}"
    return f"{at}/".startswith(f"{pointer}/")


def certain(body: Body, path: Path) -> set[Finding]:
    """What is found with the value of the example as well as without any value."""
    with_it = found_by_rules(check(body, body.value))
    is_entry = isinstance(path[-1], int)
    # Without the entry, others move up; an array without it is another fault.
    without = found_by_rules(check(body, with_value(body.value, path, None if is_entry else ...)))
    return with_it & without


def concluded(body: Body, path: Path, wrong: Any, expected: set[Finding]) -> set[Finding]:
    """What else is found with a value of the wrong type, although the type does not show it."""
    pointer = to_pointer(path)
    report = check(body, with_value(body.value, path, wrong))
    if (shapes.WRONG_TYPE.code, pointer, None) not in found(report):
        return set()
    more = found_by_rules(report) - expected
    return {finding for finding in more if not is_about(finding, pointer)}


@pytest.mark.exhaustive
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_wrong_type_changes_nothing_but_its_own_finding(chunk: int) -> None:
    offenders = {
        f"{body.rule.code} {to_pointer(path)}={wrong!r}: {sorted(map(str, more))}"
        for body in readable_bodies()[chunk::CHUNKS]
        for path in paths(body.value)
        for expected in [certain(body, path)]
        for wrong in WRONG
        if (more := concluded(body, path, wrong, expected))
    }
    assert sorted(offenders) == []


def test_an_empty_string_never_satisfies_a_rule_that_requires_the_field() -> None:
    """What is missing is still missing as `""`, or that is at least as bad a fault.

    In what Plaid sends, no value is an error: there any finding will do.
    """
    offenders, tried = set(), 0
    for body in readable_bodies():
        for violation in check(body, body.value).violations:
            if violation.missing is None:
                continue
            path = (*_path(body.value, violation.pointer), violation.missing)
            spoilt = check(body, with_value(body.value, path, ""))
            about = [v for v in spoilt.violations if is_about(_key(v), to_pointer(path))]
            tried += 1
            worst = violation.severity.rank if body.document.is_request else Severity.INFO.rank
            if not any(v.severity.rank <= worst for v in about):
                offenders.add(f"{body.rule.code}: {_key(violation)} became {set(map(_key, about))}")
    assert tried > 100
    assert sorted(offenders) == []


def _path(value: Any, pointer: str) -> Path:
    path: Path = ()
    for step in tokens(pointer):
        is_array = isinstance(value_at(value, path), list)
        path = (*path, int(step) if is_array else step)
    return path
