"""The modules of ``linkcheck.sources`` that are loaded when they are first used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from linkcheck import sources

PACKAGE = Path(sources.__path__[0]).parent


def _uses() -> Iterator[tuple[str, str]]:
    """Module and name of each ``sources.module.name`` in the package."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Attribute(ast.Attribute(ast.Name("sources"), module), name):
                    yield module, name


def test_what_is_used_is_there() -> None:
    # mypy takes attributes of the package for anything.
    uses = set(_uses())
    assert {module for module, _ in uses} == sources._LOADED_WHEN_USED
    lacking = {
        (module, name)
        for module, name in uses
        if not hasattr(import_module(f"linkcheck.sources.{module}"), name)
    }
    assert not lacking


def test_an_unknown_module_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"'linkcheck\.sources' has no attribute 'nothing'"):
        sources.nothing  # noqa: B018
