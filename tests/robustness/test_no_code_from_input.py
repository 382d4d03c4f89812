"""The package opens no connection, and makes no code or objects of what it reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import linkcheck
import linkcheck.rules

FORBIDDEN_MODULES = {
    *("socket", "ssl", "http", "http.client", "urllib.request", "urllib3", "requests", "ftplib"),
    *("smtplib", "asyncio", "pickle", "marshal", "shelve", "ctypes", "code", "codeop"),
}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "load_all", "unsafe_load", "full_load"}


def _trees() -> Iterator[tuple[str, ast.AST]]:
    for package in (linkcheck, linkcheck.rules):
        for file in Path(package.__path__[0]).rglob("*.py"):
            yield str(file), ast.parse(file.read_text("utf-8"))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name):
                yield called.id
            elif isinstance(called, ast.Attribute) and called.attr != "compile":  # re.compile
                yield called.attr


def test_no_module_that_reaches_out_is_imported() -> None:
    found = {(f, name) for f, tree in _trees() for name in _imported(tree)}
    assert len(found) > 500
    assert [pair for pair in sorted(found) if pair[1] in FORBIDDEN_MODULES] == []


def test_nothing_is_evaluated() -> None:
    found = {(f, name) for f, tree in _trees() for name in _called(tree)}
    assert len(found) > 500
    assert [pair for pair in sorted(found) if pair[1] in FORBIDDEN_CALLS] == []
