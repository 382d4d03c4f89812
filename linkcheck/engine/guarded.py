"""Documents whose unknown parts raise UnknownValue when they are read."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, ValuesView
from contextlib import suppress
from typing import Any, NoReturn, SupportsIndex, overload

from linkcheck.engine.unknown import Unknown, Unknowns, UnknownValue
from linkcheck.pointer import Path


def guarded(document: dict[str, Any], unknown: Unknowns) -> dict[str, Any]:
    """Return a document whose unknown parts raise UnknownValue when they are read.

    Only containers on the way to something unknown are copied.
    """
    root = GuardedObject(document, ())
    root.source = document, unknown
    for path, value in unknown.values.items():
        if path and (holder := _container(root, path[:-1])) is not None:
            holder.unknown[path[-1]] = value
    for path in unknown.open:
        if (holder := _container(root, path)) is not None:
            holder.is_open = True
    for path in unknown.extended:
        if isinstance(holder := _container(root, path), GuardedArray):
            holder.is_extended = True
    return root


def _container(root: GuardedObject, path: Path) -> GuardedObject | GuardedArray | None:
    """Return the guarded container at a path; None if there is no container."""
    node: Any = root
    for index, step in enumerate(path, 1):
        base: Any = dict if isinstance(node, dict) else list
        try:
            child: Any = base.__getitem__(node, step)
        except LookupError:
            return None
        if not isinstance(child, (GuardedObject, GuardedArray)):
            if isinstance(child, dict):
                child = GuardedObject(child, path[:index])
            elif isinstance(child, list):
                child = GuardedArray(child, path[:index])
            else:
                return None
            base.__setitem__(node, step, child)
        node = child
    return node  # type: ignore[no-any-return]


class GuardedObject(dict[str, Any]):
    """An object with unknown parts. When all fields are listed, the known ones come first.

    ``path`` is its place in the document. ``source`` is the document as written with its unknown
    parts, if the object is a whole document.
    """

    __slots__ = ("is_open", "path", "source", "unknown")
    __hash__ = None

    def __init__(self, fields: dict[str, Any], path: Path) -> None:
        super().__init__(fields)
        self.path = path
        self.unknown: dict[str | int, Unknown] = {}
        self.is_open = False
        self.source: tuple[dict[str, Any], Unknowns] | None = None

    def state(self, name: Any) -> Unknown | None:
        """Return what is unknown about a field; None if nothing is.

        Raises UnknownValue for an absent field of an open object.
        """
        if self.is_open and not super().__contains__(name):
            raise self._incomplete()
        return self.unknown.get(name)

    def _incomplete(self) -> UnknownValue:
        """Return the error for the fields that may be absent or not written."""
        names = [name for name, value in self.unknown.items() if value.may_be_absent]
        is_open = self.is_open or not names
        return UnknownValue(self.path if is_open else (*self.path, names[0]), is_open=is_open)

    def get(self, name: Any, default: Any = None) -> Any:
        """Return the value of a field."""
        if self.state(name) is not None:
            raise UnknownValue((*self.path, name))
        return super().get(name, default)

    def __getitem__(self, name: str) -> Any:
        if self.state(name) is not None:
            raise UnknownValue((*self.path, name))
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        state = self.state(name)
        if state is not None and state.may_be_absent:
            raise UnknownValue((*self.path, str(name)))
        return super().__contains__(name)

    def _written(self) -> list[str]:
        """Return the names that are certainly present, those with a known value first."""
        names = sorted(super().__iter__(), key=self.unknown.__contains__)
        return [n for n in names if n not in self.unknown or not self.unknown[n].may_be_absent]

    def _is_complete(self) -> bool:
        return not (self.is_open or any(value.may_be_absent for value in self.unknown.values()))

    def __iter__(self) -> Iterator[str]:
        yield from self._written()
        if not self._is_complete():
            raise self._incomplete()

    def __len__(self) -> int:
        if not self._is_complete():
            raise self._incomplete()
        return super().__len__()

    def __bool__(self) -> bool:
        return bool(self._written()) or bool(len(self))

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """Return the names, as a set that reads them one by one."""
        return _Names(self)

    def values(self) -> ValuesView[Any]:  # type: ignore[override]
        """Return the values."""
        return ValuesView(self)

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        """Return names and values."""
        return ItemsView(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, dict):
            return False
        raise UnknownValue(self.path)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def copy(self) -> NoReturn:
        """Raise UnknownValue."""
        raise UnknownValue(self.path)


class _Names(KeysView[str]):
    def isdisjoint(self, other: Iterable[Any]) -> bool:
        others = set(other)
        return not any(name in others for name in self)


class GuardedArray(list[Any]):
    """An array with unknown entries, an open one, or an extended one.

    An extended array contains no known value besides those written: see ``Unknowns``. ``path`` is
    its place in the document.
    """

    __slots__ = ("is_extended", "is_open", "path", "unknown")
    __hash__ = None

    def __init__(self, entries: list[Any], path: Path | None) -> None:
        super().__init__(entries)
        self.path = path
        self.unknown: dict[str | int, Unknown] = {}
        self.is_open = False
        self.is_extended = False

    def _incomplete(self) -> UnknownValue:
        """Return the error for the entries that are unknown or not written."""
        if self._may_hold_more() or self.path is None or not self.unknown:
            return UnknownValue(self.path, is_open=True)
        return UnknownValue((*self.path, next(iter(self.unknown))))

    def entry(self, index: int) -> Any:
        """Return an entry; None if it does not exist."""
        # An entry before it that may be absent makes its place uncertain.
        if any(i == index or (i < index and self.unknown[i].may_be_absent) for i in self._places()):
            raise self._incomplete()
        if index < super().__len__():
            return super().__getitem__(index)
        if self._may_hold_more():
            raise self._incomplete()
        return None

    def _places(self) -> list[int]:
        return [index for index in self.unknown if isinstance(index, int)]

    def known(self) -> Iterator[tuple[int, Any]]:
        """Yield index and value of the known entries, up to one whose index is uncertain."""
        for index, entry in enumerate(super().__iter__()):
            if index not in self.unknown:
                yield index, entry
            elif self.unknown[index].may_be_absent:
                raise self._incomplete()
        if self.unknown or self.is_open:
            raise self._incomplete()

    def strings(self) -> GuardedArray:
        """Return an array of the known strings, which may lack the same entries as this one."""
        entries = [entry for _, entry in self._known_texts()]
        is_open = self.is_open or bool(self.unknown)
        return opened(entries, self.path, is_open=is_open, is_extended=self.is_extended)

    def texts(self) -> list[tuple[int, str]]:
        """Return index and value of the known strings. Reading on raises UnknownValue."""
        return opened(self._known_texts(), self.path)

    def _known_texts(self) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        with suppress(UnknownValue):
            for index, entry in self.known():
                if isinstance(entry, str):
                    found.append((index, entry))
        return found

    def _may_hold_more(self) -> bool:
        return self.is_open or self.is_extended

    def _is_complete(self) -> bool:
        may_lack = any(value.may_be_absent for value in self.unknown.values())
        return not (may_lack or self._may_hold_more())

    def __iter__(self) -> Iterator[Any]:
        for index, entry in enumerate(super().__iter__()):
            if index in self.unknown:
                raise self._incomplete()
            yield entry
        if self._may_hold_more():
            raise self._incomplete()

    def __contains__(self, value: object) -> bool:
        return any(entry == value for _, entry in self.known())

    def __len__(self) -> int:
        if not self._is_complete():
            raise self._incomplete()
        return super().__len__()

    def __bool__(self) -> bool:
        entries = range(super().__len__())
        is_certain = any(
            i not in self.unknown or not self.unknown[i].may_be_absent for i in entries
        )
        return is_certain or bool(len(self))

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> Any: ...
    @overload
    def __getitem__(self, index: slice, /) -> list[Any]: ...
    def __getitem__(self, index: Any, /) -> Any:
        if not isinstance(index, int) or index < 0:
            raise self._incomplete()
        self.entry(index)  # raises UnknownValue
        return super().__getitem__(index)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, list):
            return False
        size = super().__len__()
        if not any(value.may_be_absent for value in self.unknown.values()) and (
            size > len(other) or (size < len(other) and not self._may_hold_more())
        ):
            return False
        raise self._incomplete()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def _unreadable(self, *_: Any) -> NoReturn:
        raise self._incomplete()

    copy = count = index = __reversed__ = __add__ = __mul__ = _unreadable


def opened(
    entries: list[Any],
    path: Path | None = None,
    *,
    is_open: bool = True,
    is_extended: bool = False,
) -> GuardedArray:
    """Return an array of entries, those in the one at a path, that is open or extended."""
    found = GuardedArray(entries, path)
    found.is_open, found.is_extended = is_open, is_extended
    return found


def source_of(document: Any) -> tuple[Any, Unknowns | None]:
    """Return a document as it is written, with its unknown parts."""
    # Not isinstance, which would call code of the caller's class.
    if type(document) is GuardedObject and document.source is not None:
        return document.source
    return document, None
