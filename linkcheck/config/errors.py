"""The one error of everything that has to do with a configuration."""

from __future__ import annotations


class ConfigError(ValueError):
    """A configuration, or something that it names, cannot be used.

    ``file`` is the configuration (or the plug-in, schema or baseline) at fault, ``line`` counts
    from 1 and is None where no line is to blame, ``message`` is one sentence or two.
    """

    def __init__(self, file: str, line: int | None, message: str) -> None:
        self.file = file
        self.line = line
        self.message = message
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"{place}: {message}")

    def __reduce__(self) -> tuple[type[ConfigError], tuple[str, int | None, str]]:
        return type(self), (self.file, self.line, self.message)
