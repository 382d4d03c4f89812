"""Several mistakes of a configuration as one error."""

from __future__ import annotations

from collections.abc import Iterable

from linkcheck.exceptions import ConfigError


def raise_together(errors: Iterable[ConfigError]) -> None:
    """Raise all errors as one; nothing if there is none."""
    every = [
        ConfigError(one.file, one.line, one.message)
        for error in errors
        for one in (error, *error.others)
    ]
    if every:
        first, *others = every
        raise ConfigError(first.file, first.line, first.message, tuple(others))
