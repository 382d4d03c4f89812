"""Convert payloads of any Python class to values of the builtin types.

A class can override every method of its base type, so no operation on its instances is safe:
``==``, ``hash`` or iteration may raise, return a wrong result or never end. So an instance of a
subclass counts as the builtin value inside, which is read only by methods of the builtin type.
Only ``to_dict()`` of models is ever called, in one place.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

MAX_DEPTH = 200
MAX_VALUES = 1_000_000

_name_of: Callable[[type], str] = vars(type)["__name__"].__get__  # a metaclass may have its own


class Opaque:
    """Replaces an object that has no form in JSON, as a value or as a name; see ``plain``.

    ``type_name`` is the name of its class, and ``has_to_dict`` says that the class has such a
    method, which failed. ``text`` is the ISO form of a date. A whole payload may be ``too_deep``
    or contain ``too_many`` values.
    """

    __slots__ = ("has_to_dict", "text", "too_deep", "too_many", "type_name")

    def __init__(
        self,
        type_name: str,
        *,
        has_to_dict: bool = False,
        text: str | None = None,
        too_deep: bool = False,
        too_many: bool = False,
    ) -> None:
        self.type_name = type_name
        self.has_to_dict = has_to_dict
        self.text = text
        self.too_deep = too_deep
        self.too_many = too_many


def as_text(payload: Any) -> str | bytes | None:
    """Return a payload that is JSON text, as one of the builtin types; None for any other."""
    kind = type(payload)  # isinstance would ask the payload, which may raise
    if issubclass(kind, str):
        return str.__str__(payload)
    if issubclass(kind, bytes):
        return bytes.__getitem__(payload, slice(None))
    if issubclass(kind, bytearray):
        return bytes(bytearray.__getitem__(payload, slice(None)))
    return None


def plain(payload: Any) -> Any:
    """Copy a payload into plain dicts, lists, strings, numbers, booleans and None.

    Models are converted by ``to_dict()``; in a payload that contains one, dates are strings.
    ``Opaque`` replaces an object without a form in JSON, so no object of the caller's classes is
    left. It also replaces a payload of more than ``MAX_VALUES`` values or ``MAX_DEPTH`` levels.
    The payload cannot make this raise anything except KeyboardInterrupt.
    """
    try:
        return _Conversion().copy(payload)
    except _TooManyError:
        return Opaque("", too_many=True)


class _TooManyError(Exception):
    """A payload has too many values."""


class _Conversion:
    def __init__(self) -> None:
        self._room = MAX_VALUES
        self._met_model = False

    def copy(self, payload: Any) -> Any:
        whole = [self._one(payload)]
        dates: list[tuple[Any, Any, str]] = []
        level: list[Any] = [whole]
        for _ in range(MAX_DEPTH + 1):
            deeper: list[Any] = []
            for container in level:
                slots = container if type(container) is dict else range(len(container))
                for slot in list(slots):
                    child = container[slot] if container is whole else self._one(container[slot])
                    container[slot] = child
                    if type(child) is dict or type(child) is list:
                        deeper.append(child)
                    elif type(child) is Opaque and child.text is not None:
                        dates.append((container, slot, child.text))
            level = deeper
        if level:
            return Opaque("", too_deep=True)
        if self._met_model:
            for container, slot, text in dates:
                container[slot] = text
        return whole[0]

    def _one(self, value: Any) -> Any:
        """Copy one value; in a new container, the children are still those of the payload."""
        kind = type(value)
        # Never isinstance, which would call code of the value's class.
        if value is None or kind is str or kind is int or kind is float or kind is bool:
            return value
        if issubclass(kind, str):
            return str.__str__(value)
        if issubclass(kind, int):
            return int.__int__(value)
        if issubclass(kind, float):
            return float.__float__(value)
        if issubclass(kind, dict):
            self._take(dict.__len__(value))
            return {_name(name): child for name, child in dict.items(value)}
        if issubclass(kind, list):
            self._take(list.__len__(value))
            return list(list.__iter__(value))
        if issubclass(kind, tuple):
            self._take(tuple.__len__(value))
            return list(tuple.__iter__(value))
        return value if kind is Opaque else self._object(value)

    def _take(self, count: int) -> None:
        self._room -= count
        if self._room < 0:
            raise _TooManyError

    def _object(self, value: Any) -> Any:
        """Copy the value of a model. Any other object is opaque."""
        kind = type(value)
        opaque = Opaque(_name_of(kind))
        try:
            if issubclass(kind, datetime):
                return Opaque(_name_of(kind), text=datetime.isoformat(value))
            if issubclass(kind, date):
                return Opaque(_name_of(kind), text=date.isoformat(value))
            if hasattr(value, "to_dict"):
                opaque = Opaque(_name_of(kind), has_to_dict=hasattr(kind, "to_dict"))
                given = value.to_dict()
            # The models of OpenAPI Generator for enums and the like, such as `Products`.
            elif hasattr(value, "_data_store") and hasattr(value, "value"):
                given = value.value
            else:
                return opaque
        except KeyboardInterrupt:
            raise
        except BaseException:  # a class may raise anything
            return opaque
        return self._given(given, opaque)

    def _given(self, given: Any, opaque: Opaque) -> Any:
        """Copy the result of a model, unless it is an object again, which might go on forever."""
        kind = type(given)
        if given is not None and not issubclass(kind, (str, int, float, dict, list, tuple)):
            return opaque
        self._met_model = True
        return self._one(given)


def _name(name: Any) -> Any:
    """Return a field name; a name that is not a string is replaced by one that is not either."""
    if type(name) is str:
        return name
    return str.__str__(name) if issubclass(type(name), str) else Opaque(_name_of(type(name)))
