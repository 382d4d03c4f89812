"""Convert payloads of any Python class to values of the builtin types.

A class can override every method of its base type, so no operation on its instances is safe:
``==``, ``hash`` or iteration may raise, return a wrong result or never end. So an instance of a
subclass counts as the builtin value inside, which is read only by methods of the builtin type.
Only the fields of models and mappings are read by code of their own, in one place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from itertools import islice
from typing import Any

MAX_DEPTH = 200
MAX_VALUES = 1_000_000

_name_of: Callable[[type], str] = vars(type)["__name__"].__get__  # a metaclass may have its own


class Opaque:
    """Replaces an object that has no form in JSON, as a value or as a name; see ``plain``.

    ``type_name`` is the name of its class, and ``has_to_dict`` says that the class has such a
    method, which failed. A whole payload may be ``too_deep`` or contain ``too_many`` values.
    """

    __slots__ = ("has_to_dict", "too_deep", "too_many", "type_name")

    def __init__(
        self,
        type_name: str,
        *,
        has_to_dict: bool = False,
        too_deep: bool = False,
        too_many: bool = False,
    ) -> None:
        self.type_name = type_name
        self.has_to_dict = has_to_dict
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

    Models, dataclasses and mappings become dicts; enums become their values, dates and UUIDs
    strings. ``Opaque`` replaces an object without a form in JSON, so no object of the caller's
    classes is left. It also replaces a payload of more than ``MAX_VALUES`` values or ``MAX_DEPTH``
    levels. The payload cannot make this raise anything except KeyboardInterrupt.
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

    def copy(self, payload: Any) -> Any:
        whole = [self._one(payload)]
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
            level = deeper
        if level:
            return Opaque("", too_deep=True)
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
        """Copy the content of a model or mapping. Any other object is opaque."""
        kind = type(value)
        opaque = Opaque(_name_of(kind))
        try:
            opaque.has_to_dict = hasattr(value, "to_dict") and hasattr(kind, "to_dict")
            content = _content(kind, value)
        except KeyboardInterrupt:
            raise
        except BaseException:  # a class may raise anything
            return opaque
        # Not an object again, which might go on forever.
        is_json = issubclass(type(content), (str, int, float, dict, list, tuple))
        return self._one(content) if is_json or content is None else opaque


_NO_JSON = object()


def _content(kind: Any, value: Any) -> Any:
    """Return what JSON encoders make of an object, one level deep; ``_NO_JSON`` without a form."""
    if issubclass(kind, datetime):
        return datetime.isoformat(value)
    if issubclass(kind, date):
        return date.isoformat(value)
    if issubclass(kind, Enum):
        return value.value
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if hasattr(kind, "__pydantic_serializer__"):
        return _of_pydantic(kind, value)
    if hasattr(kind, "__dataclass_fields__"):
        return {field.name: getattr(value, field.name) for field in fields(kind)}
    if hasattr(kind, "__attrs_attrs__"):
        return {field.name: getattr(value, field.name) for field in kind.__attrs_attrs__}
    if issubclass(kind, Mapping):
        return {name: value[name] for name in islice(value, MAX_VALUES + 1)}
    # The models of OpenAPI Generator for enums and the like, such as `Products`.
    if hasattr(value, "_data_store") and hasattr(value, "value"):
        return value.value
    uuid = sys.modules.get("uuid")  # loaded if the value is one
    return str(value) if uuid is not None and kind is uuid.UUID else _NO_JSON


def _of_pydantic(kind: Any, value: Any) -> Any:
    """Return the JSON of a model or dataclass of pydantic: by alias, without fields not set."""
    if hasattr(kind, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
    return kind.__pydantic_serializer__.to_python(value, mode="json", by_alias=True, warnings=False)


def _name(name: Any) -> Any:
    """Return a field name; a name that is not a string is replaced by one that is not either."""
    if type(name) is str:
        return name
    return str.__str__(name) if issubclass(type(name), str) else Opaque(_name_of(type(name)))
