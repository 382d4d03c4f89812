"""The errors of a configuration, of which all are reported at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.exceptions import ConfigError

if TYPE_CHECKING:
    from linkcheck.config.lines import Mark


def raise_together(errors: Iterable[ConfigError]) -> None:
    """Raise all errors as one; nothing if there is none."""
    every = [
        ConfigError(one.file, one.line, one.message, column=one.column)
        for error in errors
        for one in (error, *error.others)
    ]
    if every:
        first, *others = every
        raise ConfigError(first.file, first.line, first.message, tuple(others), column=first.column)


def config_error(file: Path, mark: Mark | None, message: str) -> ConfigError:
    """Return the error about a place in a file."""
    line, column = mark or (None, None)
    return ConfigError(str(file), line, message, column=column)
