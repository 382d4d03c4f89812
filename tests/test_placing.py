"""Where violations stand: their order, and what of their place is marked."""

from __future__ import annotations

from typing import Any

import pytest

from linkcheck.documents import Document
from linkcheck.engine import catalog
from linkcheck.engine.ordering import in_order, target
from linkcheck.engine.rule import Finding, Rule, at, member, missing
from linkcheck.violation import to_violations

KIND = Document.CREATE_REQUEST
RULES = {rule.code: rule for rule in catalog.rules()}
RULE = RULES["LC301"]


def pointers(value: Any, found: list[tuple[Rule, Finding]]) -> list[str]:
    return [violation.pointer for violation in to_violations(in_order(value, found), KIND)]


@pytest.mark.parametrize(
    ("finding", "marked"),
    [
        (at("products", message="Wrong."), "value"),
        (member("products", message="Not here."), "key"),
        (missing("user", "name", message="Not there."), "object-start"),
    ],
)
def test_what_of_a_place_is_marked(finding: Finding, marked: str) -> None:
    assert target(finding) == (finding.path, marked)


def test_findings_are_in_the_order_of_the_document() -> None:
    value = {"b": [{"y": 1, "x": 2}, {"x": 3}], "a": 1}
    paths = [("a",), ("b", 1, "x"), ("b", 0, "x"), ("b", 0, "y"), ("b",), ()]
    found = [(RULE, at(*path, message="Wrong.")) for path in paths]
    assert pointers(value, found) == [*("", "/b", "/b/0/y", "/b/0/x", "/b/1/x", "/a")]


def test_findings_at_one_place_are_in_the_order_of_codes() -> None:
    finding = at("a", message="Wrong.")
    found = [(RULES[code], finding) for code in ("LC410", "LC301", "LC104")]
    assert [rule.code for rule, _ in in_order({"a": 1}, found)] == ["LC104", "LC301", "LC410"]


def test_a_path_that_leads_nowhere_stands_where_it_ends() -> None:
    found = [(RULE, at(*path, message="Wrong.")) for path in [("b",), ("a", 5), ("a", "x"), ("c",)]]
    assert pointers({"a": [1], "b": 2}, found) == ["/c", "/a/5", "/a/x", "/b"]
