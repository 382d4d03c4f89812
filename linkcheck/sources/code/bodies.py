"""Request bodies: abstract values as plain data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from linkcheck.engine.origins import Made, Origin, Origins
from linkcheck.engine.unknown import Unknown, Unknowns
from linkcheck.pointer import Path, Span
from linkcheck.sources.code.values import ArrayValue, Hidden, ObjectValue, Reference, Scalar

MARKER = "?"
"""What an unknown value is written as in a document, after its known prefix."""

_LIMIT = 5000


class Place(NamedTuple):
    """Where a value and its key are written."""

    key: Span | None
    value: Span | None


class Body(NamedTuple):
    """A request body as plain data, with markers for what is unknown, and places by path."""

    value: Any
    unknown: Unknowns
    places: dict[Path, Place]
    origins: Origins


Members = Callable[[Path, str], str | None]
"""Takes a path and a dotted name, and returns the value of the member of an enum."""


def body_of(value: Any, language: str, members: Members) -> Body:
    """Return a value as plain data."""
    plain = _Plain(members)
    if not isinstance(value, ObjectValue | ArrayValue | Scalar):
        value = ObjectValue(getattr(value, "span", None))
        value.is_open = True
    found = plain.add(value, (), None, ())
    return Body(
        found,
        Unknowns(plain.unknowns, plain.is_open),
        plain.places,
        Origins(language, plain.origins),
    )


class _Plain:
    """Collects what is known of a value and of all that is in it."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self.unknowns: dict[Path, Unknown] = {}
        self.is_open: set[Path] = set()
        self.places: dict[Path, Place] = {}
        self.origins: dict[Path, Origin] = {}

    def add(self, value: Any, path: Path, key: Span | None, above: tuple[int, ...]) -> Any:
        """Return a value as plain data. ``above`` are the identities of what it is in."""
        self.places[path] = Place(key, getattr(value, "span", None))
        if isinstance(value, Reference):
            value = self._member(value, path)
        if isinstance(value, Scalar):
            origin = Origin(Made.LITERALS, value.constructor, value.is_checked)
            self.origins[path] = origin
            return value.value
        is_container = isinstance(value, ObjectValue | ArrayValue)
        if not is_container or id(value) in above or len(self.places) > _LIMIT:
            return self._hide(value, path)
        if value.is_open:
            self.is_open.add(path)
        above = (*above, id(value))
        if isinstance(value, ArrayValue):
            return [self.add(item, (*path, i), None, above) for i, item in enumerate(value.items)]
        found = {}
        for name, field in value.fields.items():
            if isinstance(field.value, Scalar) and field.value.is_undefined:
                continue  # JSON has no undefined
            place = (*path, name)
            found[name] = self.add(field.value, place, field.span, above)
            if not field.is_certain:
                known = self.unknowns.get(place, Unknown())
                self.unknowns[place] = known._replace(may_be_absent=True)
        return found

    def _member(self, value: Reference, path: Path) -> Any:
        found = self._members(path, value.path)
        if found is None:
            return value
        return Scalar(found, value.span, constructor=value.path.rpartition(".")[0])

    def _hide(self, value: Any, path: Path) -> str:
        known = value.known if isinstance(value, Hidden) else Unknown()
        if isinstance(value, Hidden) and value.made_from is not None:
            self.origins[path] = Origin(value.made_from)
        self.unknowns[path] = known
        return known.prefix + MARKER
