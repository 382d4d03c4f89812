"""Errors at a place in a configuration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.exceptions import ConfigError

if TYPE_CHECKING:
    from linkcheck.config.lines import Mark


def config_error(file: Path, mark: Mark | None, message: str) -> ConfigError:
    """Return an error at a place in a file."""
    line, column = mark or (None, None)
    return ConfigError(str(file), line, message, column=column)
