"""The changes that tools/mutation_test.py makes."""

from __future__ import annotations

import ast
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "mutants.py"))
SURVIVORS = tomllib.loads(Path(__file__).with_name("survivors.toml").read_text("utf-8"))["survivor"]


def changed(source: str) -> list[str]:
    """All mutants of a source."""
    found = TOOL["mutants"]("x.py", source)
    return [ast.unparse(TOOL["mutated"](source, mutant)) for mutant in found]


@pytest.mark.parametrize(
    ("source", "mutants"),
    [
        ("a < 1", ["a <= 1", "a < 2"]),
        ("x = a and (not b)", ["x = a or not b", "x = a and b"]),
        ("x = any(a)", ["x = all(a)"]),
        ("x = {'auth'}", ["x = {'authXX'}"]),
        ("x = f(key=True)", ["x = f(key=False)"]),
        ("x = f(message='Leave it out.')", []),
        ("x = 'a text for people'", []),
        ("def f(a: int = 1) -> str: ...", ["def f(a: int=2) -> str:\n    ..."]),
        ("s = Severity.ERROR", ["s = Severity.WARNING"]),
    ],
)
def test_each_place_is_changed(source: str, mutants: list[str]) -> None:
    alone = [text for text in changed(source) if text != "pass"]
    assert alone == mutants


def test_statements_are_removed() -> None:
    source = 'def f():\n    """Text."""\n    yield \'auth\'\n    return \'auth\''
    texts = changed(source)
    assert 'def f():\n    """Text."""\n    pass\n    return \'auth\'' in texts
    assert 'def f():\n    """Text."""\n    yield \'auth\'\n    return None' in texts


def test_where_a_mutant_is() -> None:
    source = "@rule(on='user')\ndef f():\n    return a == b\n"
    places = [
        (m.scope, m.executed_once, m.lines, m.before) for m in TOOL["mutants"]("x.py", source)
    ]
    assert ("f", True, (2, 2), "'user'") in places
    assert ("f", False, (3, 3), "a == b") in places


def test_survivors_are_there_and_have_a_reason() -> None:
    for row in SURVIVORS:
        source = (ROOT / row["file"]).read_text(encoding="utf-8")
        keys = {mutant.key for mutant in TOOL["mutants"](row["file"], source)}
        assert (row["file"], row["scope"], row["before"], row["after"]) in keys
        assert len(row["reason"]) > 20
