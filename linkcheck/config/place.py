"""Places in a configuration file, and what is wrong there."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from linkcheck.config.errors import config_error
from linkcheck.config.lines import Steps, mark_of
from linkcheck.exceptions import ConfigError
from linkcheck.suggestions import closest


class Place(NamedTuple):
    """A value in a configuration file. ``path`` are the steps to it from the top of the file."""

    file: Path
    text: str
    path: Steps

    def below(self, step: str | int) -> Place:
        """The place of a member or entry."""
        return Place(self.file, self.text, (*self.path, step))

    def error(self, message: str, word: str | None = None) -> ConfigError:
        """An error at this place, or at the first ``word`` in quotes from there on."""
        return config_error(self.file, mark_of(self.text, self.path, word), message)

    def wrong(self, words: str, value: Any) -> ConfigError:
        """The error for a value of another type than the ``words`` name."""
        return self.error(f"`{self.name}` must be {words}, not {_type_words(value)}.")

    @property
    def name(self) -> str:
        """The nearest key around the value."""
        return next(str(step) for step in reversed(self.path) if isinstance(step, str))

    @property
    def folder(self) -> Path:
        """The folder of the file, which paths and patterns are relative to."""
        return self.file.parent


def unknown_key(name: str, known: tuple[str, ...]) -> str:
    """The message for a key that does not exist."""
    meant = closest(name, known)
    remedy = f"Did you mean `{meant}`?" if meant else f"Known here: {', '.join(known)}."
    return f"unknown key `{name}`. {remedy}"


def _type_words(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    words = {str: "a text", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return words.get(type(value), "a date or time")
