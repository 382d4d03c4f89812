"""Positions: the fast reader agrees with the slow one on any layout."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcheck.pointer import Path, Span
from linkcheck.sources.lines import spans
from linkcheck.sources.locate import locate, offsets
from linkcheck.sources.syntax import repeated_names
from tests.robustness.work import calls, is_linear
from tests.sources import slow

_names = st.sampled_from(["a", "b", "ünï", 'q"', "\\", "\n", "", "0", "𝄞"]) | st.text(max_size=3)
_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
)
_blanks = st.sampled_from(["", "", " ", "\n", "\r\n", "\r", "\t", " \n  ", "\r\r\n"])


@st.composite
def _texts(draw: st.DrawFn, depth: int = 4) -> str:
    """JSON texts with blanks of all kinds in all places, and with duplicate names."""
    kind = draw(st.integers(0, 3)) if depth else 0
    before, after = draw(_blanks), draw(_blanks)
    if kind == 0:
        return before + json.dumps(draw(_scalars), ensure_ascii=draw(st.booleans())) + after
    entries = draw(st.lists(_texts(depth - 1), max_size=4))
    if kind == 1:
        return before + "[" + (",".join(entries) or draw(_blanks)) + "]" + after
    members = [
        f"{draw(_blanks)}{json.dumps(draw(_names), ensure_ascii=draw(st.booleans()))}"
        f"{draw(_blanks)}:{entry}"
        for entry in entries
    ]
    return before + "{" + (",".join(members) or draw(_blanks)) + "}" + after


@pytest.mark.exhaustive
@given(_texts())
@settings(max_examples=300, deadline=None)
def test_every_path_is_found_where_the_slow_reader_finds_it(text: str) -> None:
    places = slow.places(text)
    paths = list(places)
    for kind in ("value", "key", "object-start"):
        together = locate(text, [(path, kind) for path in paths])
        expected = [_expected(text, places[path], kind) for path in paths]
        assert together == expected
        for path, span in zip(paths[:5], expected, strict=False):
            assert locate(text, [(path, kind)]) == [span]
        if not any(repeated_names(text)):
            for path, span in zip(paths, expected, strict=True):
                assert spans(text, offsets(text, [(path, kind)], sure=True)) == [span]


def _expected(text: str, place: slow.Place, kind: str) -> Span:
    start, end = place.start, place.end
    if kind == "key" and place.key:
        start, end = place.key
    if kind == "object-start" and text[start] in "{[":
        end = start + 1
    return slow.span(text, start, end)


@pytest.mark.exhaustive
@given(_texts(), st.lists(_names | st.integers(0, 3), min_size=1, max_size=3))
@settings(max_examples=200, deadline=None)
def test_a_path_to_nowhere_gives_the_start_of_the_nearest_value(text: str, more: list[Any]) -> None:
    places = slow.places(text)
    wanted: Path = tuple(more)
    nearest = wanted
    while nearest not in places:
        nearest = nearest[:-1]
    kind = "value" if nearest == wanted else "object-start"
    assert locate(text, [(wanted, "value")]) == [_expected(text, places[nearest], kind)]


@pytest.mark.parametrize(
    ("text", "path", "kind", "span"),
    [
        ("{}", (), "value", Span(1, 1, 1, 3)),
        ('{"a": [1, {"b": "ü𝄞"}]}', ("a", 1, "b"), "value", Span(1, 17, 1, 21)),
        ('{"a": [1, {"b": "ü𝄞"}]}', ("a", 1, "b"), "key", Span(1, 12, 1, 15)),
        ('{"a": [1, {"b": 2}]}', ("a", 1, "c"), "value", Span(1, 11, 1, 12)),
        ('{"a": 1,\r\n"b": 2}', ("b",), "value", Span(2, 6, 2, 7)),
        ('{"a": 1,\r"b": 2}', ("b",), "value", Span(2, 6, 2, 7)),
        ('{"a": {"x": 1}, "a": {"y": 2}}', ("a", "x"), "value", Span(1, 22, 1, 23)),
        ('{"a": {"x": 1}, "a": 5}', ("a", "x"), "value", Span(1, 22, 1, 23)),
        ("[1]", (0,), "key", Span(1, 2, 1, 3)),
        ('{"\\u0061": 1}', ("a",), "key", Span(1, 2, 1, 10)),
    ],
)
def test_known_places(text: str, path: Path, kind: Any, span: Span) -> None:
    assert locate(text, [(path, kind)]) == [span]


@pytest.mark.parametrize(
    "text",
    [
        r'{"name": [1, [2, 3]], "b": {"c": "x"}}',
        r'{"a": {"name": [1, [2]]}, "b": {"name" : [3, [4]]}}',
        r'{"x\"name": [1], "name": [2, [3]]}',
        r'{"a": {"name": [1]}, "b": {"\u006eame": [2, [3]]}}',
        r'{"a": "name", "b": {"name"  : [1, [2]]}}',
        r'{"a": "\u00e9 name", "b": {"name": [1, [2]]}}',
        r'{"a\\": "\\", "name": [1]}',
        r'["name", {"name": [[1], 2]}]',
    ],
)
def test_names_that_look_like_another_do_not_mislead(text: str) -> None:
    for path in slow.places(text):
        for kind in ("value", "key", "object-start"):
            targets: list[Any] = [(path, kind)]
            assert offsets(text, targets, sure=True) == offsets(text, targets), path


def test_many_places_are_found_in_one_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps({f"m{i}": i for i in range(50)})
    targets: list[Any] = [((f"m{i}",), "value") for i in range(50)]
    expected = offsets(text, targets)
    monkeypatch.setattr("linkcheck.sources.locate._named", None)
    assert offsets(text, targets, sure=True) == expected


def test_no_targets_give_no_spans() -> None:
    assert locate("{}", []) == []


def test_deep_paths_do_not_exhaust_the_stack() -> None:
    depth = 900
    text = "[" * depth + "]" * depth
    path = (0,) * (depth - 1)
    assert locate(text, [(path, "object-start")]) == [Span(1, depth, 1, depth + 1)]


def test_one_place_in_a_large_text_costs_a_few_calls_for_each_of_its_siblings() -> None:
    def work(entries: int, size: int) -> int:
        large = [{"a": i, "b": "x" * size, "c": {"d": [1] * size}} for i in range(entries)]
        text = json.dumps({"events": large, "more": large, "last": {"wrong": 1}}, indent=1)
        targets: list[Any] = [(("events", entries - 1, "a"), "value"), (("last", "wrong"), "value")]
        return calls(lambda: locate(text, targets))

    assert work(100, 1) == work(100, 300)  # one call skips an unwanted value
    assert is_linear(*(work(entries, 1) for entries in (100, 200, 400)))
    assert work(400, 1) < 12 * 400
