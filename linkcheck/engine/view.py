"""The read-only view of a document that rules get."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache
from typing import Any, Self

from linkcheck.engine.guarded import GuardedArray, GuardedObject, guarded
from linkcheck.engine.unknown import Unknowns, UnknownValue
from linkcheck.pointer import Path

EVERYDAY = "*everyday"
"""The trait of a document that ``View.is_everyday`` knows."""


class View:
    """A document and its context, as rules see them. ``null`` counts as absent.

    ``unknown`` says what is not known of the document: values that are written but not known, and
    containers that may hold more. Values of a wrong type are such, as nothing can be concluded
    from them. Reading one, or asking for what an open container does not show, raises
    UnknownValue, which ends the rule; so it does in ``payload``. ``context`` holds the ``Facts`` of
    the API.
    """

    __slots__ = ("_features", "_traits", "_written", "context", "payload", "unknown")

    def __init__(
        self,
        payload: dict[str, Any],
        context: Any,
        traits: frozenset[str] = frozenset(),
        unknown: Unknowns | None = None,
    ) -> None:
        self.payload = payload if unknown is None else guarded(payload, unknown)
        self.context = context
        self.unknown = unknown
        self._written = payload
        self._traits = traits
        self._features: Set[str] | None = None

    def over(self, payload: dict[str, Any]) -> Self:
        """The same view of another document: with this context, and with these traits."""
        return type(self)(payload, self.context, self._traits, self.unknown)

    # -- reading ---------------------------------------------------------------------------

    def get(self, *path: str | int) -> Any:
        """The value at a path, or None if it, or anything on the way, is absent or null."""
        value = self._read(path)
        if self.unknown is not None and self.unknown.is_broken(path):
            raise UnknownValue
        return value

    def _read(self, path: Path) -> Any:
        value: Any = self.payload
        for step in path:
            if type(value) is dict or isinstance(value, dict):
                value = value.get(step)
            elif isinstance(value, GuardedArray) and isinstance(step, int):
                value = value.entry(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def has(self, *path: str | int) -> bool:
        """True if there is a value other than null at a path, of whatever type."""
        if self.unknown is not None and self._holds_unknown(path, self.unknown):
            return True
        return self._read(path) is not None

    def _holds_unknown(self, path: Path, unknown: Unknowns) -> bool:
        """True if the value at a path is not known, but certainly there."""
        value = unknown.values.get(path)
        if value is None or not value.is_present:
            return False
        return isinstance(self.get(*path[:-1]), (GuardedObject, GuardedArray))

    def is_filled(self, *path: str | int) -> bool:
        """True if there is a value at a path that is neither null nor an empty string."""
        if self.unknown is not None and self._holds_unknown(path, self.unknown):
            return True
        return self._read(path) not in (None, "")

    def nearest_missing(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Return a path cut after the first member that is absent."""
        for length in range(1, len(path)):
            if self.obj(*path[:length]) is None:
                return path[:length]
        return path

    @property
    def names(self) -> Set[str]:
        """The names of all fields that are written at the top level."""
        return self._written.keys()

    def given(self, *path: str) -> bool:
        """True if the last member of a path is written down, be it with null."""
        parent = self.get(*path[:-1])
        return isinstance(parent, dict) and path[-1] in parent

    def text(self, *path: str | int) -> str | None:
        """The string at a path, or None."""
        value = self.get(*path)
        return value if isinstance(value, str) else None

    def integer(self, *path: str | int) -> int | None:
        """The integer at a path (90.0 is one, true is not), or None."""
        value = self.get(*path)
        if isinstance(value, bool):
            return None
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value if isinstance(value, int) else None

    def flag(self, *path: str | int) -> bool:
        """True only if the value at a path is ``true``."""
        return self.get(*path) is True

    def obj(self, *path: str | int) -> dict[str, Any] | None:
        """The object at a path, or None. Its members may be unknown: read them by their paths."""
        value = self._read(path)
        return value if isinstance(value, dict) else None

    def items(self, *path: str | int) -> list[Any]:
        """The entries of the array at a path; none if there is no array."""
        value = self.get(*path)
        return value if isinstance(value, list) else []

    def texts(self, *path: str | int) -> list[tuple[int, str]]:
        """Index and value of each string in the array at a path."""
        entries = self.items(*path)
        if isinstance(entries, GuardedArray):
            return entries.texts()
        return [(i, v) for i, v in enumerate(entries) if isinstance(v, str)]

    def each(self, pattern: str) -> Iterator[tuple[Path, Any]]:
        """Path and value of everything that a pattern names, nulls left out.

        ``events[].event_name`` goes through all entries of ``events``. Values that are unknown, or
        hold an unknown one, are left out.
        """
        steps = tuple(pattern.replace("[]", ".[]").split("."))
        for path, value in _each(self._written, steps, ()):
            if self.unknown is None or not self.unknown.touches(path):
                yield path, value

    def strings(self) -> Iterator[tuple[Path, str]]:
        """Path and value of each known string, wherever it is, also where none belongs."""
        for path, value in _strings(self._written, ()):
            if self.unknown is None or not self.unknown.marks(path):
                yield path, value

    # -- what the plan of rules is cached by -------------------------------------------------

    @property
    def features(self) -> Set[str]:
        """What decides which rules can apply; see ``Rule.on``.

        The names of known members that are not null, at the top level (``user``) and one below it
        (``user.phone_number``), ``@fact`` for each fact of the context that is known, and what was
        given as ``traits``. Views of one kind of document add their own.
        """
        if self._features is None:
            self._features = self._find_features()
        return self._features

    @staticmethod
    def is_everyday(payload: Any) -> bool:
        """True only if there is nothing to say of the shape of a document, nor any ``~feature``."""
        return False

    def _find_features(self) -> set[str]:
        names = set(self._written)
        for name, value in self._written.items():
            if value is None:
                names.discard(name)
            elif type(value) is dict:
                if len(value) > _MOST_REMEMBERED or None in value.values():
                    names.update([f"{name}.{k}" for k, v in value.items() if v is not None])
                else:
                    names |= _below(name, *value)
        if self.unknown is not None:
            names = {name for name in names if not self.unknown.may_lack(tuple(name.split(".")))}
        names |= self.context.facts
        names |= self._traits
        return names


_MOST_REMEMBERED = 64


@lru_cache(maxsize=1024)
def _below(name: str, *members: str) -> frozenset[str]:
    """The features of an object with these members. The same ones come again and again."""
    return frozenset([f"{name}.{member}" for member in members])


def _each(value: Any, steps: tuple[str, ...], path: Path) -> Iterator[tuple[Path, Any]]:
    if value is None:
        return
    if not steps:
        yield path, value
    elif steps[0] == "[]":
        if isinstance(value, list):
            for index, entry in enumerate(value):
                yield from _each(entry, steps[1:], (*path, index))
    elif isinstance(value, dict):
        yield from _each(value.get(steps[0]), steps[1:], (*path, steps[0]))


def _strings(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    for key, entry in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(entry, str):
            yield (*path, key), entry
        elif isinstance(entry, (dict, list)):
            yield from _strings(entry, (*path, key))
