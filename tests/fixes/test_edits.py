"""Minimal edits of JSON texts: what they change, and that they leave all else alone."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.fixes.edits import Edit, apply_edits, edits, shifted
from linkcheck.fixes.patch import apply
from tests.fixes.layouts import VALUES, changed, texts
from tests.offenders import each

WRAPPED = '{\n  "a": 1,\n  "list": [\n    "x", "y",\n    "z"\n  ]\n}\n'
MEMBERS = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n'
COMMA_FIRST = '{ "a": 1\n, "b": 2\n, "c": 3\n}'
CASES: list[tuple[str, dict[str, Any], str]] = [
    # replace: the value and nothing else
    ('{"a" :  1 , "b":2}', {"op": "replace", "path": "/a", "value": "x"}, '{"a" :  "x" , "b":2}'),
    ('["\\u0061", "b"]', {"op": "replace", "path": "/1", "value": "c"}, '["\\u0061", "c"]'),
    ('{"a": 1}', {"op": "replace", "path": "/a", "value": "ü"}, '{"a": "\\u00fc"}'),
    ('{"ä": 1}', {"op": "replace", "path": "/ä", "value": "ü"}, '{"ä": "ü"}'),
    ('{"a": 1}', {"op": "replace", "path": "/a", "value": ["x", "y"]}, '{"a": ["x", "y"]}'),
    ('{"a":1}', {"op": "replace", "path": "/a", "value": {"x": [1, 2]}}, '{"a":{"x":[1,2]}}'),
    ("1", {"op": "replace", "path": "", "value": 2}, "2"),
    (
        '{\n\t"a": [\n\t\t1\n\t]\n}',
        {"op": "replace", "path": "/a", "value": {"x": 1}},
        '{\n\t"a": {\n\t\t"x": 1\n\t}\n}',
    ),
    # remove: with its comma and its line
    (MEMBERS, {"op": "remove", "path": "/a"}, '{\n  "b": 2,\n  "c": 3\n}\n'),
    (MEMBERS, {"op": "remove", "path": "/b"}, '{\n  "a": 1,\n  "c": 3\n}\n'),
    (MEMBERS, {"op": "remove", "path": "/c"}, '{\n  "a": 1,\n  "b": 2\n}\n'),
    (COMMA_FIRST, {"op": "remove", "path": "/a"}, '{ "b": 2\n, "c": 3\n}'),
    (COMMA_FIRST, {"op": "remove", "path": "/b"}, '{ "a": 1\n, "c": 3\n}'),
    (COMMA_FIRST, {"op": "remove", "path": "/c"}, '{ "a": 1\n, "b": 2\n}'),
    ('{"a": 1, "b": 2}', {"op": "remove", "path": "/a"}, '{"b": 2}'),
    ('{"a": 1, "b": 2}', {"op": "remove", "path": "/b"}, '{"a": 1}'),
    ('{ "a": 1 }', {"op": "remove", "path": "/a"}, "{}"),
    ("[\n  1\n]", {"op": "remove", "path": "/0"}, "[]"),
    (
        WRAPPED,
        {"op": "remove", "path": "/list/0"},
        '{\n  "a": 1,\n  "list": [\n    "y",\n    "z"\n  ]\n}\n',
    ),
    (
        WRAPPED,
        {"op": "remove", "path": "/list/1"},
        '{\n  "a": 1,\n  "list": [\n    "x",\n    "z"\n  ]\n}\n',
    ),
    (
        WRAPPED,
        {"op": "remove", "path": "/list/2"},
        '{\n  "a": 1,\n  "list": [\n    "x", "y"\n  ]\n}\n',
    ),
    ('["x", "x", "y"]', {"op": "remove", "path": "/1"}, '["x", "y"]'),
    ('{"a": 1, "b": 2, "a": 3}', {"op": "remove", "path": "/a"}, '{"b": 2}'),
    # add: last, in the style of what is there
    (MEMBERS, {"op": "add", "path": "/d", "value": 4}, MEMBERS[:-3] + ',\n  "d": 4\n}\n'),
    (COMMA_FIRST, {"op": "add", "path": "/d", "value": 4}, COMMA_FIRST[:-2] + '\n, "d": 4\n}'),
    ('{"a": 1}', {"op": "add", "path": "/b", "value": 2}, '{"a": 1, "b": 2}'),
    ('{"a":1}', {"op": "add", "path": "/b", "value": 2}, '{"a":1,"b":2}'),
    ('{\n  "a": 1\n}', {"op": "add", "path": "/b", "value": 2}, '{\n  "a": 1,\n  "b": 2\n}'),
    (
        '{\r\n    "a": 1\r\n}',
        {"op": "add", "path": "/b", "value": {"x": []}},
        '{\r\n    "a": 1,\r\n    "b": {\r\n        "x": []\r\n    }\r\n}',
    ),
    ('{"a": {}}', {"op": "add", "path": "/a/b", "value": 2}, '{"a": {"b": 2}}'),
    ('{"a":{}}', {"op": "add", "path": "/a/b", "value": 2}, '{"a":{"b":2}}'),
    (
        '{\n  "a": [\n  ]\n}',
        {"op": "add", "path": "/a/-", "value": 1},
        '{\n  "a": [\n    1\n  ]\n}',
    ),
    ("[1, 2]", {"op": "add", "path": "/0", "value": 0}, "[0, 1, 2]"),
    ("[1, 2]", {"op": "add", "path": "/1", "value": 0}, "[1, 0, 2]"),
    ("[\n  1\n]", {"op": "add", "path": "/-", "value": 0}, "[\n  1,\n  0\n]"),
    # move: a member that gets another name keeps its line
    (MEMBERS, {"op": "move", "from": "/b", "path": "/x"}, MEMBERS.replace('"b"', '"x"')),
    (MEMBERS, {"op": "move", "from": "/a", "path": "/c"}, '{\n  "b": 2,\n  "c": 1\n}\n'),
    ('{"a": {"b": 1}, "c": {}}', {"op": "move", "from": "/a/b", "path": "/c/b"},
     '{"a": {}, "c": {"b": 1}}'),
]  # fmt: skip


@each(("text", "operation", "expected"), CASES)
def test_case(text: str, operation: dict[str, Any], expected: str) -> None:
    value = apply(json.loads(text), [operation])
    written = apply_edits(text, edits(text, value))
    assert written == expected
    assert json.loads(written) == value


def test_equal_values_need_no_edit() -> None:
    assert edits(' {"a": [1.0, true, null]} ', {"a": [1.0, True, None]}) == []
    assert edits('{"a": 1}', {"a": True}) != []
    assert edits('{"a": 1}', {"a": 1.0}) != []


def test_edits_are_those_of_the_changed_places_only() -> None:
    assert edits('{"a": 1, "b": [1, 2]}', {"a": 2, "b": [1, 3]}) == [
        Edit(6, 7, "2"),
        Edit(18, 19, "3"),
    ]


def test_edits_of_an_embedded_document_are_shifted() -> None:
    outer = 'body: {"a": 1} # ü\n'
    found = shifted(edits('{"a": 1}', {"a": 2}), 6)
    assert apply_edits(outer, found) == 'body: {"a": 2} # ü\n'


@pytest.mark.exhaustive
@settings(max_examples=400, deadline=None)
@given(texts(), st.data())
def test_the_text_decodes_to_the_value(text: str, data: st.DataObject) -> None:
    value = data.draw(changed(json.loads(text)))
    written = apply_edits(text, edits(text, value))
    assert _exact(json.loads(written)) == _exact(value)
    assert edits(written, value) == []


@settings(max_examples=200, deadline=None)
@given(texts(), VALUES)
def test_any_text_can_become_any_value(text: str, value: Any) -> None:
    assert _exact(json.loads(apply_edits(text, edits(text, value)))) == _exact(value)


@pytest.mark.exhaustive
@settings(max_examples=300, deadline=None)
@given(texts(), st.data())
def test_text_outside_the_edits_is_unchanged(text: str, data: st.DataObject) -> None:
    value = data.draw(changed(json.loads(text)))
    found = edits(text, value)
    assert all(e.start <= e.end for e in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    if text.isascii():
        assert all(e.replacement.isascii() for e in found)
    if "\n" not in text and "\r" not in text:
        assert not any("\n" in e.replacement or "\r" in e.replacement for e in found)
    if "\r" in text and "\n" not in text.replace("\r\n", ""):
        assert all("\n" not in e.replacement.replace("\r\n", "") for e in found)


def _exact(value: Any) -> str:
    """A text that tells 1 from 1.0 and true, whatever the order of the members."""
    return json.dumps(value, sort_keys=True)
