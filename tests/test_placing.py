"""Where violations stand: their order, and what of their place is marked."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict, replace
from typing import Any

import pytest

from linkcheck import Branch, Checker, check
from linkcheck.documents import Document
from linkcheck.engine import catalog
from linkcheck.engine.finding import Related
from linkcheck.engine.ordering import in_order, related_paths, target
from linkcheck.engine.rule import Finding, Rule, at, member, missing
from linkcheck.sources.files import Source, SourceDocument, documents
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


def test_a_path_that_leads_nowhere_is_placed_where_it_ends() -> None:
    found = [(RULE, at(*path, message="Wrong.")) for path in [("b",), ("a", 5), ("a", "x"), ("c",)]]
    assert pointers({"a": [1], "b": 2}, found) == ["/c", "/a/5", "/a/x", "/b"]


BODY = {
    "client_name": "Wonderwallet",
    "language": "en",
    "country_codes": ["US"],
    "user": {"client_user_id": "u-1001"},
    "products": ["auth", "identity"],
    "optional_products": ["identity"],
}


def test_related_places_of_a_text_have_positions() -> None:
    text = json.dumps(BODY, indent=1)
    [violation] = check(text).violations
    [related] = violation.related
    assert related.pointer == "/products/1"
    assert related.span is not None
    line = text.splitlines()[related.span.line - 1]
    assert line[related.span.column - 1 : related.span.end_column - 1] == '"identity"'
    assert related.file is None
    assert related.to_dict()["end_column"] == related.end_column
    assert f"line={related.line}, column={related.column}" in repr(related)
    [of_value] = check(BODY).violations
    assert of_value.related[0].span is None
    assert "line" not in repr(of_value.related[0])


def test_related_places_of_yaml_have_positions() -> None:
    text = "client_name: x\nproducts: [auth, identity]\noptional_products: [identity]\n"
    [found] = documents(Source("a.yaml", "a.yaml", named=True, data=text.encode()))
    assert isinstance(found, SourceDocument)
    [violation] = Checker(select=["LC301"]).check_source(found, KIND).violations
    assert violation.related[0].span == (2, 18, 2, 26)


def test_a_related_place_that_does_not_exist_has_no_position() -> None:
    lost = Related("/products/7", "gone"), Related("/products/0", "here"), Related("", "all")
    found = [(RULE, at("user", message="Wrong", related=lost))]
    assert related_paths(BODY, found) == {"/products/0": ("products", 0), "": ()}


def test_a_violation_of_source_code_is_plain_data() -> None:
    [violation] = check(BODY).violations
    branch = Branch("is_update", is_true=True)
    coded = replace(violation, when=(branch,), source_language="python")
    assert coded.to_dict()["when"] == [{"condition": "is_update", "is": True}]
    assert asdict(coded)["when"] == (branch,)
    assert {branch: 1}[Branch("is_update", is_true=True)] == 1
    assert pickle.loads(pickle.dumps(coded)) == coded != violation
    assert (violation.when, violation.source_language) == (None, None)
