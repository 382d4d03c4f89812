"""Names and values in words."""

from __future__ import annotations

from typing import Any

import pytest

from linkcheck.documents import Document
from linkcheck.engine.wording import either
from linkcheck.shapes import wording
from linkcheck.shapes.disclosure import dotted


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ("hunter2", "a string"),
        (5, "an integer"),
        (1.5, "a number"),
        ([], "an array"),
        ({}, "an object"),
    ],
)
def test_what_a_value_is(value: Any, words: str) -> None:
    assert wording.actual(value) == words


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ({"type": "string"}, "a string"),
        ({"type": ["integer", "null"]}, "an integer"),
        ({"type": ["integer", "string"]}, "an integer or a string"),
        ({"type": "array"}, "an array"),
        ({"type": "array", "items": {"type": ["string", "null"]}}, "an array of strings"),
        ({"type": ["array", "string"], "items": {"type": "string"}}, "an array or a string"),
        ({"type": "string", "x-expects": "a date"}, "a date"),
    ],
)
def test_what_a_field_takes(node: dict[str, Any], words: str) -> None:
    assert wording.expected(node) == words


@pytest.mark.parametrize(
    ("value", "node", "words"),
    [
        ("auth", {}, "`auth`"),
        ("auth", {"x-sensitive": "secret"}, None),
        (5, {}, None),
        ("x-" * 20, {}, "`" + "x-" * 20 + "`"),
        ("x-" * 20 + "x", {}, None),
        ("x" * 40, {}, None),  # a token of letters only
        ("a\nb", {}, None),
        ("money  markte", {"enum": ["money market", None]}, "`money  markte`"),
        ("Jane Roe", {"enum": ["money market"]}, None),
        ("Jane Roe", {"x-hints": {"Jane Roe": "A hint."}}, "`Jane Roe`"),
    ],
)
def test_only_harmless_values_are_shown(value: Any, node: dict[str, Any], words: str) -> None:
    assert wording.shown(Document, value, node) == words


def test_lists_of_words() -> None:
    assert either(["a"]) == "a"
    assert either(["a", "b", "c"]) == "a, b or c"
    assert wording.some(list("abcdefgh")) == "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`"
    assert wording.some(list("abcdefghij")).endswith("`h` and 2 more")


def test_paths() -> None:
    assert dotted(Document, ("user", "names", 0, "x")) == "user.names[0].x"
