"""The one error of everything that has to do with a configuration."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class ConfigError(ValueError):
    """A configuration, or something that it names, cannot be used.

    ``file`` is the configuration (or the plug-in, schema or baseline) at fault, ``line`` counts
    from 1 and is None where no line is to blame, ``message`` is one sentence or two. ``others`` are
    further mistakes that were found with this one; the text has a line for each.
    """

    def __init__(
        self, file: str, line: int | None, message: str, others: tuple[ConfigError, ...] = ()
    ) -> None:
        self.file = file
        self.line = line
        self.message = message
        self.others = others
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """Place and message of each mistake."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return (f"{place}: {self.message}", *(line for one in self.others for line in one.lines))

    def __reduce__(self) -> tuple[type[ConfigError], tuple[Any, ...]]:
        return type(self), (self.file, self.line, self.message, self.others)


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
