"""The kinds of values in a configuration, and of the options in Python.

A kind reads the value of a key or an option, and describes the allowed values as a JSON Schema and
in words. The place that ``read`` gets makes the errors: a ConfigError in a configuration, a
ValueError for an option.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, Self

from linkcheck.exceptions import ConfigError, raise_together
from linkcheck.suggestions import closest, near_miss

Mistake = ConfigError | ValueError
"""The error about a key of a configuration, or about an option."""


class Place(Protocol):
    """Where a value is set: a key of a configuration, or an option."""

    @property
    def name(self) -> str:
        """The nearest key above the value, or its own."""

    @property
    def folder(self) -> Path:
        """The folder that paths are relative to."""

    def below(self, step: str | int) -> Self:
        """Return the place of a key or entry of this value."""

    def error(self, message: str, word: str | None = None) -> Mistake:
        """Return an error at this place, or at the first ``word`` in quotes from there on."""

    def wrong(self, words: str, value: Any) -> Mistake:
        """Return the error for a value of the wrong type. ``words`` names the right one."""

    def note(self, message: str, word: str | None = None) -> None:
        """Report what is not an error, at the same places as ``error``."""


class Kind(Protocol):
    """The type of a value."""

    @property
    def words(self) -> str:
        """Return a description, such as "a list of strings"."""

    def read(self, value: Any, place: Place) -> Any:
        """Return the value to use. Raises an error of the place."""

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
    """One of a few strings. If it ``is_open``, another string is only noted, except a typo."""

    choices: tuple[str, ...]
    noun: str = "value"
    is_open: bool = False

    @property
    def words(self) -> str:
        """Return the choices, quoted."""
        *head, last = [f'"{word}"' for word in self.choices]
        return f"{', '.join(head)} or {last}"

    def read(self, value: Any, place: Place) -> str:
        """Return the value itself."""
        if not isinstance(value, str):
            raise place.wrong(self.words, value)
        if value in self.choices:
            return value
        unknown = f"unknown {self.noun} `{value}`"
        meant = near_miss(value, self.choices)
        if self.is_open and meant is None:
            place.note(f"{unknown}; check its spelling, or update linkcheck", value)
            return value
        meant = meant or closest(value, self.choices)
        hint = f"did you mean `{meant}`?" if meant else f"expected {self.words}"
        raise place.error(f"{unknown}; {hint}", value)

    def schema(self) -> dict[str, Any]:
        """Return an enum; an editor marks any other string even if the choice is open."""
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
        unknown = [
            place.below(name).error(unknown_name("key", name, tuple(self.members)))
            for name in value
            if name not in known
        ]
        missing = [
            place.error(f"missing required key `{name}`")
            for name in self.required
            if name not in value
        ]
        facts = _each(
            ((self.members[name], member, place.below(name)) for name, member in known.items()),
            [*unknown, *missing],
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
    more: Sequence[Mistake] = (),
) -> list[Any]:
    """Return the values that the kinds read.

    Raises one ConfigError for all mistakes in a configuration; of an option, the first mistake.
    """
    made: list[Any] = []
    errors: list[ConfigError] = []
    for kind, value, place in members:
        try:
            made.append(kind.read(value, place))
        except ConfigError as error:
            errors.append(error)
    for mistake in more:
        if isinstance(mistake, ValueError):
            raise mistake
        errors.append(mistake)
    raise_together(errors)
    return made


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def unknown_name(noun: str, name: str, known: Sequence[str]) -> str:
    """Return the message for an unknown name."""
    meant = closest(name, known)
    hint = f"did you mean `{meant}`?" if meant else f"expected one of {', '.join(known)}"
    return f"unknown {noun} `{name}`; {hint}"
