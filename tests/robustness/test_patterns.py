"""No text makes a regular expression slow: work grows with the length, not with its square.

Every pattern that the code or a schema holds is run over texts made to mislead it: what it repeats,
again and again, and then something that does not fit. Steps are counted, see steps.py.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import linkcheck
import linkcheck.rules
from linkcheck.documents import Document
from linkcheck.shapes.loader import schema
from tests.robustness.steps import TooMany, steps
from tests.robustness.work import is_linear
from tests.shapes import NO_WHEEL

pytest.importorskip("jsonschema_rs", reason=NO_WHEEL)  # all modules are imported

LENGTHS = (120, 240, 480)  # past the bounds of repetitions such as {0,99}
FEW, MOST = 12, 400
"""So many steps for a character are few, whatever the pattern; so many are too many."""
_CALLS = {"compile", "sub", "subn", "fullmatch", "match", "search", "split", "findall", "finditer"}
_SAMPLES = {
    ops.CATEGORY_DIGIT: "7",
    ops.CATEGORY_WORD: "w",
    ops.CATEGORY_SPACE: " ",
    ops.CATEGORY_NOT_DIGIT: "x",
    ops.CATEGORY_NOT_WORD: "-",
    ops.CATEGORY_NOT_SPACE: "x",
}


BOUNDED = {"linkcheck.rules.formats.phone"}
"""Modules whose patterns see short strings only: phone numbers of at most 48 characters."""

EXTRAS = {"pyarrow"}
"""Packages of extras that the tests do without; the module which needs one is left out then."""


def _modules() -> list[Any]:
    found = [linkcheck]
    for package in (linkcheck, linkcheck.rules):
        own = package.__path__[:1]  # in a checkout, the second is its root
        for info in pkgutil.walk_packages(own, package.__name__ + "."):
            if info.name.endswith("__main__"):
                continue
            try:
                found.append(importlib.import_module(info.name))
            except ModuleNotFoundError as error:
                if error.name not in EXTRAS:
                    raise
    return found


@cache
def patterns() -> dict[tuple[str, int], dict[str, str]]:
    """Text and flags of each pattern, with the methods it is used by and where it was seen."""
    found: dict[tuple[str, int], dict[str, str]] = {}

    def add(pattern: re.Pattern[str], method: str, home: str) -> None:
        how = method if method in ("match", "fullmatch") else "search"
        found.setdefault((pattern.pattern, pattern.flags), {}).setdefault(how, home)

    for module in _modules():
        names = vars(module)
        tree = ast.parse(Path(module.__file__).read_text("utf-8"))
        named: set[re.Pattern[str]] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                pattern = names.get(node.value.id)
                if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                    add(pattern, node.attr, module.__name__)
                    named.add(pattern)
        for pattern, method in _held(names.values()):
            if pattern not in named:
                add(pattern, method, module.__name__)
        texts = {text for text, _ in found}
        for pattern, method in (use for node in ast.walk(tree) for use in _written(node, names)):
            if method != "compile":
                add(pattern, method, module.__name__)
            elif pattern.pattern not in texts:  # kept nowhere: used by the call around it
                add(pattern, "match", module.__name__)
    for document in Document:
        for text in _in_schema(schema(document)):
            add(re.compile(text), "search", f"{document}.schema.json")
    return found


def _held(values: Any, depth: int = 0) -> Iterator[tuple[re.Pattern[str], str]]:
    """The compiled patterns among some values, in their containers and behind bound methods."""
    for value in values:
        owner = getattr(value, "__self__", value)
        if isinstance(owner, re.Pattern):
            if isinstance(owner.pattern, str):
                yield owner, getattr(value, "__name__", "match")
        elif depth < 4:
            if isinstance(value, dict):
                yield from _held(value.values(), depth + 1)
            elif isinstance(value, (list, tuple, set, frozenset)):
                yield from _held(value, depth + 1)
            elif hasattr(type(value), "__dataclass_fields__"):
                members = [getattr(value, name) for name in type(value).__dataclass_fields__]
                yield from _held(members, depth + 1)


def _written(node: ast.AST, names: dict[str, Any]) -> Iterator[tuple[re.Pattern[str], str]]:
    """The pattern that a call such as ``re.sub("...", ...)`` has, and its method.

    It is a literal, or the name of a string of the module.
    """
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in _CALLS
    ):
        first = node.args[0]
        text = names.get(first.id) if isinstance(first, ast.Name) else None
        if isinstance(first, ast.Constant):
            text = first.value
        if isinstance(text, str):
            yield re.compile(text), node.func.attr


def _in_schema(node: Any) -> Iterator[str]:
    if "pattern" in node:
        yield node["pattern"]
    for child in (*node.get("properties", {}).values(), *filter(None, [node.get("items")])):
        yield from _in_schema(child)


def test_the_patterns_are_found() -> None:
    homes = {home for uses in patterns().values() for home in uses.values()}
    assert len(patterns()) > 80
    assert "linkcheck.sources.causes" in homes
    assert "linkcheck.redaction.values" in homes
    assert "linkcheck.documents" in homes
    assert any(home.endswith(".schema.json") for home in homes)
    assert any(home.startswith("linkcheck.rules.formats") for home in homes)


@pytest.mark.exhaustive
def test_steps_are_linear() -> None:
    slow = {
        text: _slow(re.compile(*text), uses)
        for text, uses in patterns().items()
        if BOUNDED.isdisjoint(uses.values())
    }
    assert {text: attack for text, attack in slow.items() if attack} == {}


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("slow", "method"),
    [
        (r"(a+)+b", "match"),
        (r"(?:a|a)*b", "match"),
        (r"(?:[ \t\r\n]|#[^\r\n]*)*-", "match"),
        (r"\s*x?\s*y", "match"),
        (r"^(`{3,}|~{3,})[^\n]*\n", "search"),
        (r"(?=[a-z]*[0-9])[a-z0-9]{16,}", "search"),
        (r'\\[^"]*":', "search"),
    ],
)
def test_slow_patterns_are_noticed(slow: str, method: str) -> None:
    assert _slow(re.compile(slow), {method: "here"}) is not None


def _slow(pattern: re.Pattern[str], uses: dict[str, str]) -> tuple[str, ...] | None:
    """Where a pattern is used and the text that makes it slow; None if there is none."""
    for attack in sorted(set(_attacks(pattern.pattern))):
        for suffix in ("", "\x00!"):
            for method, home in uses.items():
                if not _is_linear(pattern, method, attack, suffix):
                    return (home, method, *attack, suffix)
    return None


def _is_linear(pattern: re.Pattern[str], method: str, attack: tuple[str, str], suffix: str) -> bool:
    subjects = [_stretched(attack, length) + suffix for length in LENGTHS]
    try:
        large = steps(pattern, method, subjects[-1], MOST * len(subjects[-1]))
        if large <= FEW * len(subjects[-1]):
            return True
        small, middle = (steps(pattern, method, s, MOST * len(s)) for s in subjects[:2])
    except TooMany:
        return False
    return is_linear(small, middle, large)


def _stretched(attack: tuple[str, str], length: int) -> str:
    head, repeated = attack
    return head + repeated * (length // len(repeated))


def _attacks(pattern: str) -> Iterator[tuple[str, str]]:
    """What begins a text and what is repeated then, for everything that a pattern repeats."""
    tree = _parser.parse(pattern)
    pieces = sorted({piece for piece in _repeated(tree) if piece})[:8]
    heads = {"", *list(_heads(tree, ""))[:6]}
    for head in sorted(heads):
        for piece in pieces:
            yield head, piece
        if head:
            yield "", head  # a search restarts at each
    for first in pieces:
        for second in pieces:
            if first < second:
                yield "", first + second
    yield _sample(tree), "a"


def _heads(tree: Any, before: str) -> Iterator[str]:
    """Texts that lead up to each repetition."""
    for op, value in tree:
        if op in _REPEATS:
            yield before
            yield from _heads(value[2], before)
            before += _sample(value[2]) * value[0]
        elif op is ops.SUBPATTERN:
            yield from _heads(value[3], before)
            before += _sample(value[3])
        elif op is ops.BRANCH:
            for branch in value[1]:
                yield from _heads(branch, before)
            before += _sample(value[1][0])
        else:
            before += _sample([(op, value)])


_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)


def _repeated(tree: Any) -> Iterator[str]:
    """A text for the body of each repetition, for each of its branches."""
    for op, value in tree:
        if op in _REPEATS:
            yield _sample(value[2])
            yield from _repeated(value[2])
            for inner_op, inner in value[2]:
                if inner_op is ops.IN:
                    yield from (_sample([(ops.IN, [one])]) for one in inner if one[0] != ops.NEGATE)
        elif op is ops.SUBPATTERN:
            yield from _repeated(value[3])
        elif op is ops.BRANCH:
            for branch in value[1]:
                yield from _repeated(branch)
        elif op in (ops.ASSERT, ops.ASSERT_NOT):
            yield from _repeated(value[1])
        elif op is ops.ATOMIC_GROUP:
            yield from _repeated(value)


def _sample(tree: Any) -> str:
    """A short text that fits a pattern, or nearly."""
    text = ""
    for op, value in tree:
        if op is ops.LITERAL:
            text += chr(value)
        elif op is ops.NOT_LITERAL:
            text += "a" if value != ord("a") else "b"
        elif op is ops.ANY:
            text += "a"
        elif op is ops.IN:
            text += _member(value)
        elif op in _REPEATS:
            text += _sample(value[2]) * min(max(value[0], 1), 30)
        elif op is ops.SUBPATTERN:
            text += _sample(value[3])
        elif op is ops.BRANCH:
            text += _sample(value[1][0])
        elif op is ops.ATOMIC_GROUP:
            text += _sample(value)
    return text


def _member(members: Any) -> str:
    """A character of a set."""
    if members[0][0] is ops.NEGATE:
        tree = re.compile("[^" + "".join(re.escape(_member([m])) for m in members[1:]) + "]")
        return next((char for char in "a7 -.\n" if tree.match(char)), "é")
    op, value = members[0]
    if op is ops.CATEGORY:
        return _SAMPLES[value]
    return chr(value if op is ops.LITERAL else value[0])
