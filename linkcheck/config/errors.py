"""Errors of a configuration. All of them are reported at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.exceptions import ConfigError

if TYPE_CHECKING:
    from linkcheck.config.lines import Mark


def raise_together(errors: Iterable[ConfigError]) -> None:
    """Raise all errors as one, in the order of their places. Do nothing if there are none."""
    every = [
        ConfigError(one.file, one.line, one.message, column=one.column)
        for error in errors
        for one in (error, *error.others)
    ]
    every.sort(key=lambda one: (one.line is None, one.file, one.line or 0, one.column or 0))
    if every:
        first, *others = every
        raise ConfigError(first.file, first.line, first.message, tuple(others), column=first.column)


def config_error(file: Path, mark: Mark | None, message: str) -> ConfigError:
    """Return an error at a place in a file."""
    line, column = mark or (None, None)
    return ConfigError(str(file), line, message, column=column)
