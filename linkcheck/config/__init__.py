"""Configuration: ``linkcheck.toml`` or ``[tool.linkcheck]`` of ``pyproject.toml``.

    config = linkcheck.config.load("linkcheck.toml")     # a Config; raises ConfigError
    checker = config.checker("payloads/body.json")       # a Checker for that file
    resolver = linkcheck.config.Resolver()               # the nearest configuration of each file
    checker = resolver.checker("payloads/body.json")

Each name is imported when it is first used: a run without a configuration loads the search only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkcheck._exports import exporter

if TYPE_CHECKING:
    from linkcheck.config.layers import merge
    from linkcheck.config.loader import load
    from linkcheck.config.model import Config
    from linkcheck.config.resolver import Resolver, find
    from linkcheck.exceptions import ConfigError

_HOMES = {
    "Config": "model",
    "ConfigError": "errors",  # which has it from linkcheck.exceptions
    "Resolver": "resolver",
    "find": "resolver",
    "load": "loader",
    "merge": "layers",
}

__all__ = ["Config", "ConfigError", "Resolver", "find", "load", "merge"]


__getattr__ = exporter(__name__, _HOMES)
