"""Configuration: ``linkcheck.toml`` or ``[tool.linkcheck]`` of ``pyproject.toml``.

    config = linkcheck.config.load("linkcheck.toml")     # a Config; raises ConfigError
    checker = config.checker("payloads/body.json")       # a Checker for that file
    resolver = linkcheck.config.Resolver()               # the nearest configuration of each file
    checker = resolver.checker("payloads/body.json")

Each name is imported when it is first used: a run without a configuration loads the search only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linkcheck.config.errors import ConfigError
    from linkcheck.config.layers import merge
    from linkcheck.config.model import Config
    from linkcheck.config.reading import load
    from linkcheck.config.resolver import Resolver, find

_HOMES = {
    "Config": "model",
    "ConfigError": "errors",
    "Resolver": "resolver",
    "find": "resolver",
    "load": "reading",
    "merge": "layers",
}

__all__ = ["Config", "ConfigError", "Resolver", "find", "load", "merge"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'linkcheck.config' has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(f"linkcheck.config.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
