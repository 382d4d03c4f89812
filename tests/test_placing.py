"""Where violations stand: their order, and what of their place is marked."""

from __future__ import annotations

import pytest

import linkcheck
from linkcheck import catalogue
from linkcheck.documents import Document
from linkcheck.placing import ordered, path_of, target, to_violation
from linkcheck.rule import Finding, at, member, missing

KIND = Document.CREATE_REQUEST
RULES = {rule.code: rule for rule in catalogue.rules()}
RULE = RULES["LC301"]


@pytest.mark.parametrize(
    ("finding", "marked"),
    [
        (at("products", message="Wrong."), "value"),
        (member("products", message="Not here."), "key"),
        (missing("user", "name", message="Not there."), "object-start"),
    ],
)
def test_what_of_a_place_is_marked(finding: Finding, marked: str) -> None:
    assert target(to_violation(RULE, finding, KIND)) == marked


def test_findings_stand_in_the_order_of_the_document() -> None:
    value = {"b": [{"y": 1, "x": 2}, {"x": 3}], "a": 1}
    paths = [("a",), ("b", 1, "x"), ("b", 0, "x"), ("b", 0, "y"), ("b",), ()]
    found = [(RULE, at(*path, message="Wrong.")) for path in paths]
    assert [v.pointer for v in ordered(value, KIND, found)] == [
        *("", "/b", "/b/0/y", "/b/0/x", "/b/1/x", "/a")
    ]


def test_findings_at_one_place_stand_in_the_order_of_codes() -> None:
    finding = at("a", message="Wrong.")
    found = [(RULES[code], finding) for code in ("LC410", "LC301", "LC104")]
    assert [v.code for v in ordered({"a": 1}, KIND, found)] == ["LC104", "LC301", "LC410"]


def test_a_path_that_leads_nowhere_stands_where_it_ends() -> None:
    found = [(RULE, at(*path, message="Wrong.")) for path in [("b",), ("a", 5), ("a", "x"), ("c",)]]
    pointers = [v.pointer for v in ordered({"a": [1], "b": 2}, KIND, found)]
    assert pointers == ["/c", "/a/5", "/a/x", "/b"]


def test_the_path_of_a_pointer_has_indexes_for_entries() -> None:
    (violation,) = linkcheck.check(
        '{"client_name": "W", "language": "en", "country_codes": ["US", "XX"], '
        '"user": {"client_user_id": "u"}, "products": ["auth"]}'
    )
    assert path_of({"country_codes": ["US", "XX"]}, violation) == ("country_codes", 1)
    assert path_of({"country_codes": {"1": "XX"}}, violation) == ("country_codes", "1")
    assert path_of({"country_codes": []}, violation) == ("country_codes", 1)
    assert path_of({}, violation) == ("country_codes", "1")
