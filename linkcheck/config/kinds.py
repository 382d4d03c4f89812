"""The kinds of values in a configuration.

A kind converts a value of tomllib to the value in ``Config``, and describes the allowed values as
a JSON Schema and in words. ``read`` raises ConfigError.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from linkcheck.config import sizes
from linkcheck.config.errors import raise_together
from linkcheck.config.globs import Glob
from linkcheck.config.place import Place, unknown_key
from linkcheck.exceptions import ConfigError
from linkcheck.suggestions import closest


class Kind(Protocol):
    """The type of a key's value."""

    @property
    def words(self) -> str:
        """Return a description, such as "a list of strings"."""

    def read(self, value: Any, place: Place) -> Any:
        """Return the value for ``Config``. Raises ConfigError."""

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""


class Flag(NamedTuple):
    """true or false."""

    words: str = "true or false"

    def read(self, value: Any, place: Place) -> bool:
        """Return the value itself."""
        if not isinstance(value, bool):
            raise place.wrong(self.words, value)
        return value

    def schema(self) -> dict[str, Any]:
        """Return the schema of a boolean."""
        return {"type": "boolean"}


class Text(NamedTuple):
    """A string that is not empty and has no control characters. ``words`` describes it."""

    words: str = "a string"

    def read(self, value: Any, place: Place) -> str:
        """Return the value itself."""
        if not isinstance(value, str):
            raise place.wrong(self.words, value)
        if not value.strip():
            raise place.error(f"empty string in `{place.name}`; expected {self.words}")
        if _CONTROL.search(value):
            raise place.error(f"`{place.name}` must not contain control characters")
        return value

    def schema(self) -> dict[str, Any]:
        """Return the schema of a string with at least one character."""
        return {"type": "string", "minLength": 1}


class Choice(NamedTuple):
    """One of a few strings."""

    choices: tuple[str, ...]
    noun: str = "value"

    @property
    def words(self) -> str:
        """Return the choices, quoted."""
        *head, last = [f'"{word}"' for word in self.choices]
        return f"{', '.join(head)} or {last}"

    def read(self, value: Any, place: Place) -> str:
        """Return the value itself."""
        if not isinstance(value, str):
            raise place.wrong(self.words, value)
        if value not in self.choices:
            meant = closest(value, self.choices)
            hint = f"did you mean `{meant}`?" if meant else f"expected {self.words}"
            raise place.error(f"unknown {self.noun} `{value}`; {hint}", value)
        return value

    def schema(self) -> dict[str, Any]:
        """Return an enum."""
        return {"enum": list(self.choices)}


class Day(NamedTuple):
    """A day, or "now" for the day of the run."""

    words: str = 'a date such as "2026-01-31", or "now"'

    def read(self, value: Any, place: Place) -> date | str:
        """Return a date, or ``now``."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if not isinstance(value, str):
            raise place.wrong(self.words, value)
        if value == "now":
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise place.error(f"`{place.name}` must be {self.words}") from None

    def schema(self) -> dict[str, Any]:
        """Return the schema of ``now`` or a date."""
        return {"type": "string", "pattern": "^(now|[0-9]{4}-[0-9]{2}-[0-9]{2})$"}


class Size(NamedTuple):
    """The size of a file."""

    words: str = sizes.WORDS

    def read(self, value: Any, place: Place) -> int:
        """Return the number of bytes."""
        size = sizes.parse_size(str(value)) if type(value) in (int, str) else None
        if size is None:
            raise place.error(f"`{place.name}` must be {self.words}")
        return size

    def schema(self) -> dict[str, Any]:
        """Return the schema of a positive integer or a string."""
        text = {"type": "string", "pattern": sizes.PATTERN}
        return {"anyOf": [{"type": "integer", "minimum": 1}, text]}


class FilePath(NamedTuple):
    """The path of a file, relative to the folder of the configuration."""

    words: str = "the path of a file"

    def read(self, value: Any, place: Place) -> Path:
        """Return the absolute path."""
        path = Path(Text(self.words).read(value, place))
        try:
            path = path.expanduser()
        except RuntimeError:
            raise place.error(f"`{place.name}` is in the home of an unknown user") from None
        return Path(os.path.normpath(place.folder / path))

    def schema(self) -> dict[str, Any]:
        """Return the schema of a string with at least one character."""
        return Text().schema()


class Pattern(NamedTuple):
    """A pattern for files, relative to the folder of the configuration."""

    words: str = "a file pattern"

    def read(self, value: Any, place: Place) -> Glob:
        """Return the pattern with its root."""
        return Glob(place.folder, Text(self.words).read(value, place))

    def schema(self) -> dict[str, Any]:
        """Return the schema of a string with at least one character."""
        return Text().schema()


class PlugIn(NamedTuple):
    """A Python file, a module or an entry point."""

    words: str = "a Python file, a module or an entry point"

    def read(self, value: Any, place: Place) -> str:
        """Return the absolute path of a file, or the name of anything else.

        Symbolic links to the folder are resolved first, so that all paths to it are one plug-in.
        """
        name = Text(self.words).read(value, place)
        if not name.endswith(".py"):
            return name
        folder = Path(os.path.realpath(place.folder))
        return str(FilePath().read(name, place._replace(file=folder / place.file.name)))

    def schema(self) -> dict[str, Any]:
        """Return the schema of a string with at least one character."""
        return Text().schema()


class ListOf(NamedTuple):
    """A list. ``entries`` names its entries in the plural."""

    entry: Kind
    entries: str = "strings"

    @property
    def words(self) -> str:
        """Return a description, such as "a list of strings"."""
        return f"a list of {self.entries}"

    def read(self, value: Any, place: Place) -> tuple[Any, ...]:
        """Return a tuple of the entries."""
        if not isinstance(value, list):
            raise place.wrong(self.words, value)
        return tuple(_each((self.entry, v, place.below(i)) for i, v in enumerate(value)))

    def schema(self) -> dict[str, Any]:
        """Return the schema of an array."""
        return {"type": "array", "items": self.entry.schema()}


class TableOf(NamedTuple):
    """A table with arbitrary keys. ``key``, if given, is the kind of the keys."""

    entry: Kind
    words: str
    key: Kind | None = None

    def read(self, value: Any, place: Place) -> dict[Any, Any]:
        """Return a dict in the order of the file."""
        if not isinstance(value, dict):
            raise place.wrong(self.words, value)
        keys = _each((self.key, k, place) for k in value) if self.key else value
        entries = _each((self.entry, v, place.below(k)) for k, v in value.items())
        return dict(zip(keys, entries, strict=True))

    def schema(self) -> dict[str, Any]:
        """Return the schema of an object with arbitrary keys."""
        return {"type": "object", "additionalProperties": self.entry.schema()}


class Record(NamedTuple):
    """A table with a few known keys. ``make`` gets the values that are set, by name."""

    members: Mapping[str, Kind]
    make: Callable[..., Any]
    words: str
    required: tuple[str, ...] = ()
    descriptions: Mapping[str, str] = MappingProxyType({})

    def read(self, value: Any, place: Place) -> Any:
        """Return the result of ``make``."""
        if not isinstance(value, dict):
            raise place.wrong(self.words, value)
        known = {name: member for name, member in value.items() if name in self.members}
        wrong = [
            place.below(name).error(unknown_key(name, tuple(self.members)))
            for name in value
            if name not in known
        ]
        facts = _each(
            ((self.members[name], member, place.below(name)) for name, member in known.items()),
            wrong,
            [
                place.error(f"missing required key `{name}`")
                for name in self.required
                if name not in value
            ],
        )
        names = (name.replace("-", "_") for name in known)
        return self.make(**dict(zip(names, facts, strict=True)))

    def schema(self) -> dict[str, Any]:
        """Return the schema of an object with these keys only."""
        properties = {
            name: {"description": self.descriptions[name], **kind.schema()}
            for name, kind in self.members.items()
        }
        made: dict[str, Any] = {"type": "object", "properties": properties}
        if self.required:
            made["required"] = list(self.required)
        return {**made, "additionalProperties": False}


def _each(
    members: Iterable[tuple[Kind, Any, Place]],
    wrong: Sequence[ConfigError] = (),
    more: Sequence[ConfigError] = (),
) -> list[Any]:
    """Return the values that the kinds read. Raises one ConfigError for all wrong values."""
    made: list[Any] = []
    errors = [*wrong]
    for kind, value, place in members:
        try:
            made.append(kind.read(value, place))
        except ConfigError as error:
            errors.append(error)
    raise_together([*errors, *more])
    return made


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
