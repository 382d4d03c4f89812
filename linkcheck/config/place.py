"""Places in a configuration file, and errors at them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from linkcheck.config.errors import config_error
from linkcheck.config.lines import Steps, mark_of
from linkcheck.exceptions import ConfigError


class Place(NamedTuple):
    """A value in a configuration file. ``path`` are the steps to it from the top of the file.

    ``notes`` collects the notes on all values of the file.
    """

    file: Path
    text: str
    path: Steps
    notes: list[str]

    def below(self, step: str | int) -> Place:
        """Return the place of a key or entry of this value."""
        return self._replace(path=(*self.path, step))

    def error(self, message: str, word: str | None = None) -> ConfigError:
        """Return an error at this place, or at the first ``word`` in quotes from there on."""
        return config_error(self.file, mark_of(self.text, self.path, word), message)

    def wrong(self, words: str, value: Any) -> ConfigError:
        """Return the error for a value of the wrong type. ``words`` names the right one."""
        last = self.path[-1]
        entry = f"[{last}]" if isinstance(last, int) else ""
        return self.error(f"`{self.name}{entry}` must be {words}, not {_type_words(value)}")

    def note(self, message: str, word: str | None = None) -> None:
        """Add a note with the same place as an error."""
        self.notes.append(str(self.error(message, word)))

    @property
    def name(self) -> str:
        """The nearest key above the value, or its own."""
        return next(str(step) for step in reversed(self.path) if isinstance(step, str))

    @property
    def folder(self) -> Path:
        """The folder of the file: paths and patterns are relative to it."""
        return self.file.parent


def _type_words(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    words = {str: "a string", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return words.get(type(value), "a date or time")
