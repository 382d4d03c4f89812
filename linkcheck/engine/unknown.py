"""Unknown parts of a document, and how rules handle them.

A value can be written but unknown: a shell variable, a template marker, an expression in code.
An object or an array can be open: it may contain more than is written. Rules need not handle
either. They read a document whose unknown parts raise UnknownValue when a rule reads them, or
asks an open container for something absent; the runner then skips the rule.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Set
from typing import NamedTuple

from linkcheck.pointer import Path, is_below


class UnknownValue(BaseException):
    """Raised when a rule reads something unknown.

    Not an Exception, so that a rule does not catch it by accident. ``path`` leads to the unknown
    value or, if ``is_open``, to the container that may contain more; None if that is not known.
    """

    def __init__(self, path: Path | None = None, *, is_open: bool = False) -> None:
        super().__init__()
        self.path = path
        self.is_open = is_open


class Unknown(NamedTuple):
    """A value that is written but unknown.

    ``prefix`` is the known beginning of a string, and ``type`` the JSON type if known. A value that
    ``may_be_null``, or empty, may count as absent. One that ``may_be_absent`` may not exist at all:
    its name or entry depends on a condition.
    """

    prefix: str = ""
    type: str | None = None
    may_be_null: bool = False
    may_be_absent: bool = False

    @property
    def is_present(self) -> bool:
        """True if there is any value other than null."""
        return not (self.may_be_null or self.may_be_absent)


class Unknowns(NamedTuple):
    """The unknown parts of a document: values by path, and the paths of open containers.

    ``extended`` are paths of arrays with more entries, which differ from all known values.
    None is used instead if everything is known.
    """

    values: Mapping[Path, Unknown]
    open: Set[Path] = frozenset()
    extended: Set[Path] = frozenset()

    def __or__(self, other: Unknowns) -> Unknowns:
        values, open_paths = {**self.values, **other.values}, self.open | other.open
        return Unknowns(values, open_paths, self.extended | other.extended)

    def outside(self, names: Container[str]) -> Unknowns:
        """Return the unknown parts outside the fields with these names."""
        return Unknowns(
            {path: value for path, value in self.values.items() if path[0] not in names},
            {path for path in self.open if not path or path[0] not in names},
            {path for path in self.extended if path[0] not in names},
        )

    def hides(self, path: Path) -> bool:
        """True if a value is unknown, or below an unknown one."""
        return is_below(path, self.values)

    def marks(self, path: Path) -> bool:
        """True if only a marker of an unknown value is written at a path."""
        return any(
            self.values.get(path[:length], _MISTYPED) is not _MISTYPED
            for length in range(len(path) + 1)
        )

    def touches(self, path: Path) -> bool:
        """True if a value is unknown, or contains something unknown or open."""
        return self.hides(path) or any(
            place[: len(path)] == path for places in (self.values, self.open) for place in places
        )

    def is_broken(self, path: Path) -> bool:
        """True if there is a value of a wrong type below a path."""
        return any(
            value is _MISTYPED and place[: len(path)] == path
            for place, value in self.values.items()
        )

    def may_lack(self, path: Path) -> bool:
        """True if the value at a path, or one above it, may be absent or null."""
        return any(
            place in self.values and not self.values[place].is_present
            for place in (path[:length] for length in range(len(path) + 1))
        )

    def silences(
        self,
        path: Path,
        *,
        key: bool,
        is_absence: bool,
        missing: str | None = None,
        is_null_allowed: bool = False,
    ) -> bool:
        """True if the shape check cannot judge a value, its key, or the absence of a field.

        It checks what is written, which for an unknown value is only a marker. ``missing`` is the
        absent field, if it is about one. With ``is_null_allowed``, nothing is wrong with a key
        whose value is null.
        """
        if is_absence and (path in self.open or path in self.extended):
            return True
        if missing is not None and (*path, missing) in self.values:
            return True
        if not key or path not in self.values:
            return self.hides(path)
        value = self.values[path]
        is_allowed = is_null_allowed and value.may_be_null
        return value.may_be_absent or is_allowed or self.hides(path[:-1])


_MISTYPED = Unknown(may_be_null=True)


def with_mistyped(unknown: Unknowns | None, paths: Iterable[Path]) -> Unknowns:
    """Return the unknown parts with values of a wrong type, from which no rule can conclude."""
    wrong = Unknowns(dict.fromkeys(paths, _MISTYPED))
    return wrong if unknown is None else unknown | wrong
