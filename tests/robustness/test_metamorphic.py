"""Changes of a document that may not change the verdict, or only add to it."""

from __future__ import annotations

import json
from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linkcheck.checker import Checker
from linkcheck.documents import BASES, Document
from linkcheck.report import Report
from tests.offenders import each
from tests.robustness.grow import BOUNDED, CHECKERS, documents

pytestmark = pytest.mark.exhaustive

CHECKER = CHECKERS[0]
PLAIN = Checker()  # without the advice, which is about what a request lacks
REQUEST = BASES["request"][1]
UNRELATED: tuple[dict[str, Any], ...] = (
    {"client_id": "5f1c3b2e9d8a7c6b5e4f3a2b"},
    {"link_customization_name": "default"},
)


def _found(report: Report) -> Counter[tuple[Any, ...]]:
    return Counter((v.code, v.pointer, v.missing, v.severity, v.message) for v in report)


def _shuffled(value: Any, dice: Random) -> Any:
    if isinstance(value, dict):
        names = list(value)
        dice.shuffle(names)
        return {name: _shuffled(value[name], dice) for name in names}
    return [_shuffled(child, dice) for child in value] if isinstance(value, list) else value


@settings(BOUNDED, max_examples=500)
@given(documents(), st.integers(0, 2**32))
def test_the_order_of_members_does_not_matter(document: tuple[Document, Any], seed: int) -> None:
    kind, body = document
    other = _shuffled(body, Random(seed))
    assert _codes(CHECKER.check_value(other, kind)) == _codes(CHECKER.check_value(body, kind))


def _codes(report: Report) -> Counter[tuple[Any, ...]]:
    # A message may name members in the order of the document.
    return Counter((v.code, v.pointer, v.missing, v.severity) for v in report)


@settings(BOUNDED, max_examples=500)
@given(documents())
def test_whole_numbers_may_have_a_fraction_of_zero(document: tuple[Document, Any]) -> None:
    kind, body = document
    report = CHECKER.check_value(body, kind)
    other = CHECKER.check_value(_as_floats(body), kind)
    assert _codes(other) == _codes(report)


def _as_floats(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_floats(child) for name, child in value.items()}
    if isinstance(value, list):
        return [_as_floats(child) for child in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53:
        return float(value)
    return value


@settings(BOUNDED, max_examples=500)
@given(documents(), st.sampled_from(UNRELATED))
def test_an_unrelated_valid_field_removes_nothing(
    document: tuple[Document, Any], extra: dict[str, Any]
) -> None:
    kind, body = document
    assume(kind is Document.CREATE_REQUEST and isinstance(body, dict))
    assume(not body.keys() & extra.keys())
    before, after = (_codes(CHECKER.check_value(b, kind)) for b in (body, {**body, **extra}))
    name = next(iter(extra))
    lost = before - after
    # Only what the field itself was lacking for.
    assert [key for key in lost if key[2] != name and not _is_about(key, name)] == []


def _is_about(key: tuple[Any, ...], name: str) -> bool:
    # `client_id` without `secret` is one mistake, none of the two another.
    return name == "client_id" and key[2] in ("client_id", "secret")


@settings(BOUNDED, max_examples=500)
@given(documents(), st.sampled_from(["webhook", "redirect_uri", "auth", "transactions", "update"]))
def test_null_is_the_same_as_absent_in_a_request(document: tuple[Document, Any], name: str) -> None:
    kind, body = document
    assume(kind is Document.CREATE_REQUEST and isinstance(body, dict))
    without = {k: v for k, v in body.items() if k != name}
    absent = _codes(CHECKER.check_value(without, kind))
    null = _codes(CHECKER.check_value({**without, name: None}, kind))
    # The advice on the null itself aside.
    assert {key for key in null if key[1] != f"/{name}"} == set(absent)


BREAKS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("LC104", {"language": "xx"}),
    ("LC301", {"optional_products": ["auth"]}),
    ("LC409", {"redirect_uri": "https://example.com/oauth?user=1"}),
    ("LC106", {"hosted_link": {"url_lifetime_seconds": -5}}),
    ("LC101", {"zz_unknown": 1}),
    ("LC102", {"client_name": ...}),
)


def _broken(*changes: dict[str, Any]) -> dict[str, Any]:
    body = dict(REQUEST)
    for change in changes:
        body |= change
    return {name: value for name, value in body.items() if value is not ...}


@each("first", BREAKS, ids=lambda b: b[0])
@each("second", BREAKS, ids=lambda b: b[0])
def test_two_mistakes_are_two_violations(
    first: tuple[str, dict[str, Any]], second: tuple[str, dict[str, Any]]
) -> None:
    alone = [_found(PLAIN.check(_broken(change))) for _, change in (first, second)]
    assert first[0] in {key[0] for key in alone[0]}
    both = _found(PLAIN.check(_broken(first[1], second[1])))
    assert both == alone[0] | alone[1]


def test_the_form_of_the_text_does_not_matter() -> None:
    body = _broken(*(change for _, change in BREAKS))
    wanted = _found(CHECKER.check(body))
    assert len(wanted) >= len(BREAKS)
    for indent in (None, 0, 3):
        for ascii_only in (True, False):
            text = json.dumps(body, indent=indent, ensure_ascii=ascii_only)
            for form in (text, text.encode(), text.replace("\n", "\r\n"), f"\n {text}\t"):
                assert _found(CHECKER.check(form)) == wanted
