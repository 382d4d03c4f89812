"""The read-only view of a document for rules."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache
from typing import Any, Self

from linkcheck.engine.guarded import GuardedArray, GuardedObject, guarded
from linkcheck.engine.origins import SOURCE_CODE, Origins
from linkcheck.engine.unknown import Unknowns, UnknownValue
from linkcheck.pointer import Path

EVERYDAY = "*everyday"
"""The trait of a document for which ``View.is_everyday`` is true."""


class View:
    """A document and its context, as rules see them. ``null`` counts as absent.

    ``unknown`` lists the unknown parts of the document: values that are written but unknown, and
    containers that may contain more. Values of a wrong type count as unknown, as nothing can be
    concluded from them. Reading one, or asking an open container for something absent, raises
    UnknownValue, which ends the rule; reading ``payload`` does too. ``context`` contains the
    ``Facts`` of the API. ``origins`` is None for a document that is not from source code.
    ``skipped`` are the paths of the unknown values that were left out.
    """

    __slots__ = (
        "_features",
        "_traits",
        "_written",
        "context",
        "origins",
        "payload",
        "skipped",
        "unknown",
    )

    def __init__(
        self,
        payload: dict[str, Any],
        context: Any,
        traits: frozenset[str] = frozenset(),
        unknown: Unknowns | None = None,
        origins: Origins | None = None,
    ) -> None:
        self.payload = payload if unknown is None else guarded(payload, unknown)
        self.context = context
        self.unknown = unknown
        self.origins = origins
        self._written = payload
        self._traits = traits
        self._features: Set[str] | None = None
        self.skipped: list[Path] = []

    def over(self, payload: dict[str, Any]) -> Self:
        """Return a view of another document with the same context and traits."""
        return type(self)(payload, self.context, self._traits, self.unknown, self.origins)

    @property
    def written(self) -> dict[str, Any]:
        """The document as it is written, with markers for unknown values."""
        return self._written

    # -- reading ---------------------------------------------------------------------------

    def get(self, *path: str | int) -> Any:
        """Return the value at a path, or None if it, or anything on the way, is absent or null."""
        value = self._read(path)
        if self.unknown is not None and self.unknown.is_broken(path):
            raise UnknownValue(path)
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
        """True if there is a value other than null, of any type, at a path."""
        if self.unknown is not None and self._holds_unknown(path, self.unknown):
            return True
        return self._read(path) is not None

    def _holds_unknown(self, path: Path, unknown: Unknowns) -> bool:
        """True if the value at a path is unknown, but certainly present."""
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
        """Return a path truncated after the first field that is absent."""
        for length in range(1, len(path)):
            if self.obj(*path[:length]) is None:
                return path[:length]
        return path

    @property
    def names(self) -> Set[str]:
        """The names of all fields at the top level."""
        return self._written.keys()

    def given(self, *path: str) -> bool:
        """True if the last field of a path is written, even with null."""
        parent = self.get(*path[:-1])
        return isinstance(parent, dict) and path[-1] in parent

    def text(self, *path: str | int) -> str | None:
        """Return the string at a path, or None."""
        value = self.get(*path)
        return value if isinstance(value, str) else None

    def integer(self, *path: str | int) -> int | None:
        """Return the integer at a path (90.0 is one, true is not), or None."""
        value = self.get(*path)
        if isinstance(value, bool):
            return None
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value if isinstance(value, int) else None

    def flag(self, *path: str | int) -> bool:
        """Return whether the value at a path is ``true``."""
        return self.get(*path) is True

    def obj(self, *path: str | int) -> dict[str, Any] | None:
        """Return the object at a path, or None. Its fields may be unknown: read them by path."""
        value = self._read(path)
        return value if isinstance(value, dict) else None

    def items(self, *path: str | int) -> list[Any]:
        """Return the entries of the array at a path; empty if there is no array."""
        value = self.get(*path)
        return value if isinstance(value, list) else []

    def texts(self, *path: str | int) -> list[tuple[int, str]]:
        """Return index and value of each string in the array at a path."""
        entries = self.items(*path)
        if isinstance(entries, GuardedArray):
            return entries.texts()
        return [(i, v) for i, v in enumerate(entries) if isinstance(v, str)]

    def each(self, pattern: str) -> Iterator[tuple[Path, Any]]:
        """Yield path and value of everything that a pattern matches, except nulls.

        ``events[].event_name`` matches in all entries of ``events``. Values that are unknown, or
        contain an unknown one, are skipped.
        """
        steps = _steps(pattern)
        if self.unknown is None and "[]" not in steps:
            if (found := self._read(steps)) is not None:
                yield steps, found
            return
        for path, value in _each(self._written, steps, ()):
            if self.unknown is None or not self.unknown.touches(path):
                yield path, value
            else:
                self.skipped.append(path)

    def strings(self) -> Iterator[tuple[Path, str]]:
        """Yield path and value of each known string anywhere, even where none belongs."""
        for path, value in _strings(self._written, ()):
            if self.unknown is None or not self.unknown.marks(path):
                yield path, value
            else:
                self.skipped.append(path)

    # -- features: the cache key of the plan of rules ---------------------------------------

    @property
    def features(self) -> Set[str]:
        """The features that decide which rules can apply; see ``Rule.on``.

        These are the names of known fields that are not null, at the top level (``user``) and one
        below it (``user.phone_number``), ``@fact`` for each known fact of the context, and the
        ``traits``. Views of one kind of document add their own.
        """
        if self._features is None:
            self._features = self._find_features()
        return self._features

    @staticmethod
    def is_everyday(payload: Any) -> bool:
        """True only for a document with a correct shape and without any ``~feature``."""
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
        if self.origins is not None:
            names.add(SOURCE_CODE)
        return names


_MOST_REMEMBERED = 64


@lru_cache(maxsize=1024)
def _below(name: str, *members: str) -> frozenset[str]:
    """Return the features of an object with these fields. Cached, as most objects are alike."""
    return frozenset([f"{name}.{member}" for member in members])


@lru_cache(maxsize=1024)
def _steps(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.replace("[]", ".[]").split("."))


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
