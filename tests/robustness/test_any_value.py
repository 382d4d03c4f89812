"""Whatever the document: a report that is whole, ordered, exact, and the same every time."""

from __future__ import annotations

import json
from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.checker import Checker
from linkcheck.documents import BASES, Document
from linkcheck.report import Report
from linkcheck.shapes.loader import schema
from tests.offenders import each
from tests.robustness.grow import (
    BOUNDED,
    CHECKERS,
    any_json,
    documents,
    grown,
    resolved,
)

checkers = st.sampled_from(CHECKERS)
kinds = st.sampled_from(list(Document))


@BOUNDED
@given(any_json(), kinds | st.none(), checkers)
def test_any_json_value(value: Any, kind: Document | None, checker: Checker) -> None:
    _hold(checker, value, kind, None)


@pytest.mark.exhaustive
@settings(BOUNDED, max_examples=1200)
@given(documents(), checkers, st.integers(0, 9))
def test_grown_and_spoilt_documents(
    document: tuple[Document, Any], checker: Checker, seed: int
) -> None:
    kind, body = document
    request = None
    if seed < 3:
        request = grown(schema(Document.CREATE_REQUEST), Random(seed), 0.3)
    _hold(checker, body, kind, request if isinstance(request, dict) else None)


@pytest.mark.exhaustive
@settings(BOUNDED, max_examples=150)
@given(documents(), checkers)
def test_a_document_of_another_kind(document: tuple[Document, Any], checker: Checker) -> None:
    for kind in Document:
        _hold(checker, document[1], kind, None)


@settings(BOUNDED, max_examples=250)
@given(documents(), checkers, st.sampled_from([None, 0, 2]))
def test_positions_are_those_of_the_pointers(
    document: tuple[Document, Any], checker: Checker, indent: int | None
) -> None:
    kind, body = document
    if not isinstance(body, dict):
        return
    text = json.dumps(body, indent=indent, ensure_ascii=indent is None)
    lines = text.split("\n")
    for violation in checker.check(text, kind):
        assert violation.line is not None
        assert violation.column is not None
        assert violation.end_line is not None
        assert violation.end_column is not None
        first, last = violation.line - 1, violation.end_line - 1
        stretch = lines[first : last + 1]
        stretch[-1] = stretch[-1][: violation.end_column - 1]
        stretch[0] = stretch[0][violation.column - 1 :]
        found = "\n".join(stretch)
        value = resolved(body, violation.pointer)
        if violation.missing is not None:
            assert found == "{"
        elif violation.on_key and violation.pointer:
            name = violation.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
            parent = resolved(body, violation.pointer.rpartition("/")[0])
            assert json.loads(found) == (name if isinstance(parent, dict) else value)
        else:
            assert json.loads(found) == value


def _hold(checker: Checker, body: Any, kind: Document | None, request: Any) -> None:
    """Check a document, and that all that is promised of a report holds."""
    before = json.dumps(body), json.dumps(request)
    report = checker.check_value(body, kind, request=request)
    assert (json.dumps(body), json.dumps(request)) == before
    assert report.internal_errors == ()
    assert checker.check_value(body, kind, request=request) == report
    _exact(report, body)
    _ordered(report, body)
    json.dumps(report.to_dict())
    if not isinstance(body, str):
        text = checker.check(before[0], kind, request=request)
        assert [_key(v) for v in text] == [_key(v) for v in report]


def _key(violation: Any) -> tuple[Any, ...]:
    # The remedy for a wrong type is about quotes in a text, and about `str(...)` in Python.
    message = "" if violation.code == "LC103" else violation.message
    return (violation.code, violation.pointer, violation.missing, message)


def _exact(report: Report, body: Any) -> None:
    seen = Counter((v.code, v.pointer, v.missing) for v in report)
    assert [key for key, number in seen.items() if number > 1] == []
    for violation in report:
        value = resolved(body, violation.pointer)
        if violation.missing is not None:
            assert isinstance(value, dict)
            assert value.get(violation.missing) is None
        for place in violation.related:
            resolved(body, place.pointer)
        assert violation.message[0] == "`" or violation.message[0].isupper()


def _ordered(report: Report, body: Any) -> None:
    """Violations are in the order of their places in the document."""
    order = {pointer: index for index, pointer in enumerate(_pointers(body, ""))}
    met = [order[violation.pointer] for violation in report]
    assert met == sorted(met)


def _pointers(value: Any, pointer: str) -> list[str]:
    found = [pointer]
    if isinstance(value, (dict, list)):
        children: Any = value.items() if isinstance(value, dict) else enumerate(value)
        for key, child in children:
            step = str(key).replace("~", "~0").replace("/", "~1")
            found += _pointers(child, f"{pointer}/{step}")
    return found


class Text(str):
    """A subclass of string, like the enum members of client libraries."""


@each("base", sorted(BASES))
def test_tuples_and_subclasses_count_for_the_rules_too(base: str) -> None:
    kind, body = BASES[base]
    dice = Random(base)
    for _ in range(20):
        broken = {**body, "language": "xx", "optional_products": ["auth"]}
        broken.pop(dice.choice(sorted(body)))
        plain = CHECKERS[1].check(broken, kind)
        other = CHECKERS[1].check(_disguised(broken), kind)
        assert [_key(v) for v in other] == [_key(v) for v in plain]


def _disguised(value: Any) -> Any:
    if isinstance(value, dict):
        return {Text(name): _disguised(child) for name, child in value.items()}
    if isinstance(value, list):
        return tuple(map(_disguised, value))
    return Text(value) if isinstance(value, str) else value


class Model:
    def __init__(self, body: Any) -> None:
        self.body = body

    def to_dict(self) -> Any:
        if isinstance(self.body, Exception):
            raise self.body
        return self.body


class Broken(dict[str, Any]):
    """A dict that cannot be read."""

    def items(self) -> Any:
        raise RuntimeError("hunter2")

    keys = values = __iter__ = __len__ = items


def _endless() -> Any:
    model = Model(None)
    model.body = {"x": model}
    return model


def _wide() -> Any:
    value: Any = ["x"]
    for _ in range(60):
        value = [value] * 10
    return Model({"x": value})


@pytest.mark.parametrize(
    ("payload", "code", "pointer"),
    [
        (Model(RuntimeError("hunter2")), "LC008", ""),
        (Model({"user": Model(RuntimeError("hunter2"))}), "LC008", "/user"),
        ({"user": Model(RuntimeError("hunter2"))}, "LC008", "/user"),
        (Model(None), "LC006", ""),
        (Model({1: 2}), "LC007", ""),
        (_endless(), "LC005", ""),
        (memoryview(b"{}"), "LC008", ""),
        (Model, "LC008", ""),
        ((n for n in (1, 2)), "LC008", ""),
    ],
    ids=range(9),
)
def test_objects_that_cannot_be_read_are_one_violation(
    payload: Any, code: str, pointer: str
) -> None:
    for kind in (None, Document.EVENTS):
        report = CHECKERS[0].check(payload, kind)
        assert [(v.code, v.pointer) for v in report] == [(code, pointer)]
        assert "hunter2" not in str(report) + repr(report)


def test_a_dict_whose_methods_fail_is_read_as_the_dict_below_it() -> None:
    def payloads(inner: Any) -> list[Any]:
        return [inner, {"user": inner}, Model({"user": inner}), Model(inner)]

    for broken, plain in zip(payloads(Broken(a=1)), payloads({"a": 1}), strict=True):
        assert CHECKERS[0].check(broken) == CHECKERS[0].check(plain)


def test_an_object_that_grows_by_sharing_is_read_in_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for home in ("linkcheck.shapes.conversion", "linkcheck.shapes.sanitizer"):
        monkeypatch.setattr(f"{home}.MAX_VALUES", 10_000)
    assert [v.code for v in CHECKERS[0].check(_wide())] == ["LC005"]
