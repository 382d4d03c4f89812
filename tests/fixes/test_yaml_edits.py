"""Minimal edits of YAML texts: what they change, what they leave alone, what they refuse."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.fixes.edits import apply_edits
from linkcheck.fixes.patch import apply
from linkcheck.fixes.slots import same
from linkcheck.fixes.yaml_edits import yaml_edits
from linkcheck.fixes.yaml_values import Unfixable
from linkcheck.sources.yaml_parser import read
from tests.fixes.layouts import changed
from tests.offenders import each

BLOCK = "# top\na: 1  # one\nb:\n  - x  # first\n  # between\n  - y\nc: 3\n"


def _edited(text: str, value: Any) -> str:
    [tree] = read(text)
    return apply_edits(text, yaml_edits(tree, (), value))


def _remove(path: str) -> list[dict[str, Any]]:
    return [{"op": "remove", "path": path}]


def _put(path: str, value: Any, op: str = "replace") -> list[dict[str, Any]]:
    return [{"op": op, "path": path, "value": value}]


CASES: list[tuple[str, list[dict[str, Any]], str]] = [
    # replace: in the quotes that are there, plain if that is unambiguous
    ("a: us # c\n", _put("/a", "US"), "a: US # c\n"),
    ("a: 'us'\n", _put("/a", "it's"), "a: 'it''s'\n"),
    ('a: "us"\n', _put("/a", 'U"S'), 'a: "U\\"S"\n'),
    ("a: us\n", _put("/a", "NO"), 'a: "NO"\n'),
    ("b: 'x'\na: us\n", _put("/a", "+1415"), "b: 'x'\na: '+1415'\n"),
    ("a: 94110\n", _put("/a", "94110"), 'a: "94110"\n'),
    ("a: '3'\n", _put("/a", 3), "a: 3\n"),
    ('a: "true"\n', _put("/a", True), "a: true\n"),
    ("a: us\n", _put("/a", ["us"]), "a: [us]\n"),
    ("a  :\n  b: 1\nc: 2\n", _put("/a", ["us"]), "a  : [us]\nc: 2\n"),
    ("a: http://x.y/z\n", _put("/a", "https://x.y/z"), "a: https://x.y/z\n"),
    ("{a: [us, ca]}", _put("/a/0", "US"), "{a: [US, ca]}"),
    ('{"a": ["us"]}', _put("/a/0", "US"), '{"a": ["US"]}'),
    # remove: with the line and its comment
    (BLOCK, _remove("/a"), BLOCK.replace("a: 1  # one\n", "")),
    (BLOCK, _remove("/b/0"), BLOCK.replace("  - x  # first\n", "")),
    (BLOCK, _remove("/b/1"), BLOCK.replace("  - y\n", "")),
    (BLOCK, _remove("/c"), BLOCK.replace("c: 3\n", "")),
    (BLOCK, _remove("/b"), "# top\na: 1  # one\nc: 3\n"),
    ("a: 1\nb: 2", _remove("/b"), "a: 1"),
    ("a: 1\nb: 2", _remove("/a"), "b: 2"),
    ("a:\n- x\n- y\n", _remove("/a/0"), "a:\n- y\n"),
    ("a:\n- x # c\n", _remove("/a/0"), "a: [] # c\n"),
    ("a:\n  b: 1\n", _remove("/a/b"), "a: {}\n"),
    ("- a: 1 # c\n  b: 2\n- 3\n", _remove("/0/a"), "- b: 2\n- 3\n"),
    ("- - x\n  - y\n", _remove("/0/0"), "- - y\n"),
    ("a: |\n  x\n  y\nb: 1\n", _remove("/a"), "b: 1\n"),
    ("a: {b: 1, c: 2}\n", _remove("/a/b"), "a: {c: 2}\n"),
    ("a: [1, 2,]\n", _remove("/a/1"), "a: [1,]\n"),
    ("a: [\n  1,\n  2,\n]\n", _remove("/a/1"), "a: [\n  1,\n]\n"),
    ("a:\nb: 1\n", _remove("/a"), "b: 1\n"),
    ("a: 1\nb: 2\na: 3\n", _remove("/a"), "b: 2\n"),
    # add: last, as its neighbours are written
    ("a: 1  # c\n", _put("/b", "x", "add"), "a: 1  # c\nb: x\n"),
    ("a:\n  b: 1\nc: 2\n", _put("/a/d", [1], "add"), "a:\n  b: 1\n  d: [1]\nc: 2\n"),
    ("a:\n  - x\n", _put("/a/-", "y", "add"), "a:\n  - x\n  - y\n"),
    ("a:\n  - x\n", _put("/a/0", "y", "add"), "a:\n  - y\n  - x\n"),
    ("a: [x]", _put("/a/-", "y", "add"), "a: [x, y]"),
    ("a: []", _put("/a/-", "y", "add"), "a: [y]"),
    ("{a: 1}", _put("/b", {"c": None}, "add"), "{a: 1, b: {c: null}}"),
    ("- a: 1\n  b: 2", _put("/0/c", 3, "add"), "- a: 1\n  b: 2\n  c: 3"),
    # rename
    ('"a": 1 # c\n', [{"op": "move", "from": "/a", "path": "/b"}], '"b": 1 # c\n'),
]


@each("newline", ["\n", "\r\n"])
@each(("text", "patch", "expected"), CASES)
def test_case(text: str, patch: list[dict[str, Any]], expected: str, newline: str) -> None:
    text, expected = text.replace("\n", newline), expected.replace("\n", newline)
    [tree] = read(text)
    value = apply(tree.value, patch)
    written = _edited(text, value)
    assert written == expected
    [after] = read(written)
    assert same(after.value, value)
    assert _edited(written, value) == written


REFUSED: list[tuple[str, Any]] = [
    ("a: &x 1\nb: *x\n", {"a": 2, "b": 1}),
    ("a: &x 1\nb: *x\n", {"a": 1, "b": 2}),
    ("a: &x 1\nb: *x\n", {"b": 1}),
    ("a: &x {b: 1}\nc: {<<: *x, d: 1}\n", {"a": {"b": 1}, "c": {"b": 1}}),
    ("a: !t x\n", {"a": "y"}),
    ("a: |\n  x\n", {"a": "y"}),
    ("a: >-\n  x\n  y\n", {"a": "y"}),
    ("a: x\n  y\n", {"a": "y"}),
    ("a: 0123\n", {"a": "83"}),
    ("a: NO\n", {"a": "no"}),
    ("a: x\n", {"a": "x\ny"}),
    ("a: x\n", {"a": 1e300}),
    ("a:\n  # why\n  - x\n", {"a": []}),
    ("a: [x, # why\n  y]\n", {"a": ["y"]}),
    ("- a: 1\n  # why\n  b: 2\n", [{"b": 2}]),
    ("a: [b: 1]\n", {"a": [{"b": 2, "c": 1}]}),
]


@each(("text", "value"), REFUSED)
def test_refused(text: str, value: Any) -> None:
    with pytest.raises(Unfixable):
        _edited(text, value)


_TEXTS = st.sampled_from(
    ["x", "auth", "NO", "null", "1", "", "a: b", "#x", "it's", 'q"', "- x", "ü"]
)
_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.just(0.5), _TEXTS)
_BODIES = st.dictionaries(
    st.sampled_from(list("abcd")),
    st.recursive(
        _SCALARS,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(st.sampled_from(list("abcd")), inner, max_size=4),
        ),
        max_leaves=10,
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.exhaustive
@settings(max_examples=400, deadline=None)
@given(_BODIES, st.data())
def test_the_text_decodes_to_the_value_and_keeps_its_comments(
    body: dict[str, Any], data: st.DataObject
) -> None:
    import yaml

    text = yaml.safe_dump(
        body,
        sort_keys=False,
        allow_unicode=True,
        indent=data.draw(st.sampled_from([2, 4])),
        default_flow_style=data.draw(st.sampled_from([False, None, True])),
        default_style=data.draw(st.sampled_from([None, None, "'", '"'])),
    )
    text = "# head\n" + text + "# tail\n"
    text = text.replace("\n", data.draw(st.sampled_from(["\n", "\r\n"])))
    [tree] = read(text)
    assert json.dumps(tree.value) == json.dumps(body)
    value = data.draw(changed(body))
    try:
        written = _edited(text, value)
    except Unfixable:
        return
    assert written.startswith("# head")
    assert "# tail" in written
    assert same([t.value for t in read(written)], [value])
    assert _edited(written, value) == written
    if "\r\n" in text:
        assert "\n" not in written.replace("\r\n", "")
