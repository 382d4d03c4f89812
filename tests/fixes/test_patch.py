"""RFC 6902 on Python values: the examples of its appendix A, and what must not happen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.fixes.patch import PatchError, apply
from tests.fixes.layouts import OBJECTS
from tests.offenders import each

APPENDIX: list[tuple[Any, dict[str, Any], Any]] = [
    ({"foo": "bar"}, {"op": "add", "path": "/baz", "value": "qux"}, {"baz": "qux", "foo": "bar"}),
    ({"foo": ["a", "b"]}, {"op": "add", "path": "/foo/1", "value": "x"}, {"foo": ["a", "x", "b"]}),
    ({"baz": "qux", "foo": "bar"}, {"op": "remove", "path": "/baz"}, {"foo": "bar"}),
    ({"foo": ["a", "x", "b"]}, {"op": "remove", "path": "/foo/1"}, {"foo": ["a", "b"]}),
    ({"baz": "q"}, {"op": "replace", "path": "/baz", "value": "boo"}, {"baz": "boo"}),
    (
        {"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}},
        {"op": "move", "from": "/foo/waldo", "path": "/qux/thud"},
        {"foo": {"bar": "baz"}, "qux": {"corge": "grault", "thud": "fred"}},
    ),
    (
        {"foo": ["all", "grass", "cows", "eat"]},
        {"op": "move", "from": "/foo/1", "path": "/foo/3"},
        {"foo": ["all", "cows", "eat", "grass"]},
    ),
    ({"baz": "qux"}, {"op": "test", "path": "/baz", "value": "qux"}, {"baz": "qux"}),
    ({"a": 1}, {"op": "test", "path": "/a", "value": 1.0}, {"a": 1}),
    ({"a": {"b": [1]}}, {"op": "test", "path": "", "value": {"a": {"b": [1]}}}, {"a": {"b": [1]}}),
    ({"a": 1}, {"op": "add", "path": "/child", "value": {"g": {}}}, {"a": 1, "child": {"g": {}}}),
    ({"foo": "bar"}, {"op": "add", "path": "/b", "value": 1, "xyz": 1}, {"foo": "bar", "b": 1}),
    ({"/": 9, "~1": 10}, {"op": "test", "path": "/~01", "value": 10}, {"/": 9, "~1": 10}),
    ({"foo": ["bar"]}, {"op": "add", "path": "/foo/-", "value": ["x"]}, {"foo": ["bar", ["x"]]}),
    ({"a": None}, {"op": "replace", "path": "/a", "value": 1}, {"a": 1}),
    ({"a": 1}, {"op": "add", "path": "", "value": [2]}, [2]),
    ({"a": 1}, {"op": "replace", "path": "", "value": [2]}, [2]),
    ({"a": [1]}, {"op": "copy", "from": "/a", "path": "/b"}, {"a": [1], "b": [1]}),
    ({"a": 1, "b": 2}, {"op": "move", "from": "/a", "path": "/b"}, {"b": 1}),
    ({"a": 1}, {"op": "move", "from": "/a", "path": "/a"}, {"a": 1}),
    ({"": 1}, {"op": "remove", "path": "/"}, {}),
]  # fmt: skip

ERRORS: list[tuple[Any, dict[str, Any]]] = [
    ({"baz": "qux"}, {"op": "test", "path": "/baz", "value": "bar"}),
    ({"a": 1}, {"op": "test", "path": "/a", "value": True}),
    ({"a": 1}, {"op": "test", "path": "/a", "value": "1"}),
    ({"foo": "bar"}, {"op": "add", "path": "/baz/bat", "value": "qux"}),
    ({"a": [1]}, {"op": "add", "path": "/a/2", "value": 0}),
    ({"a": [1]}, {"op": "add", "path": "/a/01", "value": 0}),
    ({"a": [1]}, {"op": "add", "path": "/a/-1", "value": 0}),
    ({"a": [1]}, {"op": "remove", "path": "/a/-"}),
    ({"a": [1]}, {"op": "remove", "path": "/a/b"}),
    ({"a": 1}, {"op": "remove", "path": "/b"}),
    ({"a": 1}, {"op": "remove", "path": ""}),
    ({"a": 1}, {"op": "replace", "path": "/b", "value": 0}),
    ({"a": [1]}, {"op": "replace", "path": "/a/1", "value": 0}),
    ({"a": {"b": 1}}, {"op": "move", "from": "/a", "path": "/a/b"}),
    ({"a": 1}, {"op": "move", "from": "/b", "path": "/c"}),
    ({"a": 1}, {"op": "copy", "from": "/b", "path": "/c"}),
    ({"a": "text"}, {"op": "remove", "path": "/a/0"}),
    ({"a": 1}, {"op": "frobnicate", "path": "/a"}),
    ({"a": 1}, {"op": "add", "path": "/b"}),
    ({"a": 1}, {"op": "add", "path": "b", "value": 1}),
    ({"a": 1}, {"op": "add", "value": 1}),
    (1, {"op": "add", "path": "/a", "value": 1}),
]  # fmt: skip


@each(("value", "operation", "expected"), APPENDIX)
def test_operation(value: Any, operation: dict[str, Any], expected: Any) -> None:
    before = json.dumps(value)
    assert apply(value, [operation]) == expected
    assert json.dumps(value) == before


@each(("value", "operation"), ERRORS)
def test_what_does_not_fit_is_an_error(value: Any, operation: dict[str, Any]) -> None:
    before = json.dumps(value)
    with pytest.raises(PatchError) as caught:
        apply(value, [{"op": "test", "path": "", "value": value}, operation])
    assert json.dumps(value) == before
    assert "text" not in str(caught.value)


def test_operations_are_applied_in_order() -> None:
    patch: list[dict[str, Any]] = [
        {"op": "add", "path": "/b", "value": [1]},
        {"op": "add", "path": "/b/0", "value": 0},
        {"op": "remove", "path": "/a"},
    ]
    assert apply({"a": 1}, patch) == {"b": [0, 1]}


def test_a_renamed_member_keeps_its_place() -> None:
    value = {"a": 1, "b": 2, "c": 3}
    assert list(apply(value, [{"op": "move", "from": "/b", "path": "/x"}])) == ["a", "x", "c"]
    assert list(apply(value, [{"op": "move", "from": "/b", "path": "/c"}])) == ["a", "c"]


def test_what_a_patch_leaves_alone_is_shared() -> None:
    value = {"a": {"b": 1}, "c": [1]}
    changed = apply(value, [{"op": "add", "path": "/c/-", "value": 2}])
    assert changed["a"] is value["a"]
    assert value["c"] == [1]


@given(OBJECTS, st.sampled_from(["add", "remove", "replace", "test"]))
def test_top_level_operations_on_any_object(value: dict[str, Any], op: str) -> None:
    for name in [*value, "new"]:
        pointer = "/" + name.replace("~", "~0").replace("/", "~1")
        operation = {"op": op, "path": pointer, "value": value.get(name, 7)}
        if name == "new" and op != "add":
            with pytest.raises(PatchError):
                apply(value, [operation])
            continue
        result = apply(value, [operation])
        expected = {k: v for k, v in value.items() if op != "remove" or k != name}
        assert result == (expected | {"new": 7} if name == "new" else expected)
