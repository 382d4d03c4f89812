"""Operations on values."""

from __future__ import annotations

import json
from collections.abc import Callable
from operator import ge, gt, le, lt
from typing import Any

from linkcheck.engine.unknown import Unknown
from linkcheck.pointer import Span
from linkcheck.sources.code.calls import CallSite
from linkcheck.sources.code.values import (
    ArrayValue,
    Hidden,
    JsonText,
    ObjectValue,
    Reference,
    Scalar,
    a_string,
)

_MAX_TEXT = 10_000
ORDERS: dict[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_NUMBERS = (int, float)


def is_null(value: Any) -> bool:
    """Return whether a value that is not true may be null."""
    return (isinstance(value, Scalar) and value.value is None) or isinstance(value, Hidden)


def equal(left: Any, right: Any, *, is_loose: bool = False) -> bool | None:
    """Return whether two values are equal; None if that is not known."""
    if not isinstance(left, Scalar) or not isinstance(right, Scalar):
        return None
    if is_loose and type(left.value) is not type(right.value):
        return None if None not in (left.value, right.value) else False
    is_same_null = is_loose or left.is_undefined == right.is_undefined
    return left.value == right.value and is_same_null


def holds(container: Any, value: Any) -> bool | None:
    """Return whether a container or string holds a value; None if that is not known."""
    if isinstance(container, ArrayValue):
        found = [equal(item, value) for item in container.items]
        if True in found:
            return True
        return None if container.is_open or None in found else False
    if not isinstance(value, Scalar) or not isinstance(value.value, str):
        return None
    if isinstance(container, ObjectValue):
        field = container.fields.get(value.value)
        if field is None:
            return None if container.is_open else False
        return True if field.is_certain else None
    if isinstance(container, Scalar) and isinstance(container.value, str):
        return value.value in container.value
    return None


def is_ordered(left: Any, right: Any, operator: str) -> bool | None:
    """Return whether a comparison of two numbers holds; None if that is not known."""
    if not isinstance(left, Scalar) or not isinstance(right, Scalar):
        return None
    are_numbers = type(left.value) in _NUMBERS and type(right.value) in _NUMBERS
    return ORDERS[operator](left.value, right.value) if are_numbers else None


def base_url(call: CallSite) -> str:
    """Return a URL among the arguments of a call, such as the base URL of a client."""
    for value in call.arguments.all():
        if isinstance(value, Scalar) and isinstance(value.value, str) and "." in value.value:
            return value.value
        for field in value.fields.values() if isinstance(value, ObjectValue) else ():
            url = _written(field.value)
            if "://" in url:
                return url
    return call.receiver.base if isinstance(call.receiver, Hidden) else ""


def _written(value: Any) -> str:
    """Return a string, as far as it is known."""
    if isinstance(value, Hidden):
        return f"{value.known.prefix}{{}}{value.suffix}"
    return value.value if isinstance(value, Scalar) and isinstance(value.value, str) else ""


def to_json(_: Any, call: CallSite) -> Any:
    """Return the JSON text of the first argument; None if there is no such argument."""
    value = call.arguments.get(0)
    return None if value is None else JsonText(value)


def parsed(value: Any) -> Any:
    """Return the value of JSON text; None if it is not known. All of it is where the text is."""
    if isinstance(value, JsonText):
        return value.value
    if not isinstance(value, Scalar) or not isinstance(value.value, str):
        return None
    try:
        return _from_json(json.loads(value.value, parse_constant=_refuse), value.span)
    except ValueError:
        return None


def _refuse(name: str) -> None:
    raise ValueError(name)


def _from_json(value: Any, span: Span | None) -> Any:
    if isinstance(value, dict):
        found = ObjectValue(span)
        for key, entry in value.items():
            found.set(key, _from_json(entry, span), span)
        return found
    if isinstance(value, list):
        return ArrayValue(span, [_from_json(entry, span) for entry in value])
    return Scalar(value, span)


def as_text(value: Any) -> Any:
    """Return the string that a value becomes in a template."""
    if isinstance(value, Scalar) and type(value.value) in (str, int):
        return value._replace(value=str(value.value))
    if isinstance(value, Hidden) and value.known.type == "string":
        return value
    return a_string(span=getattr(value, "span", None), of=(value,))


def join(left: Any, right: Any) -> Any:
    """Return the concatenation of two strings."""
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        text = f"{left.value}{right.value}"
        return Scalar(text) if len(text) < _MAX_TEXT else a_string(text[:100])
    if isinstance(left, Scalar):
        prefix = f"{left.value}{right.known.prefix}"[:_MAX_TEXT]
        return a_string(prefix, suffix=right.suffix, of=(right,))
    if isinstance(right, Scalar):
        suffix = f"{left.suffix}{right.value}"[-_MAX_TEXT:]
        return a_string(left.known.prefix, suffix=suffix, of=(left,))
    return a_string(left.known.prefix, suffix=right.suffix, of=(left, right))


def combine(left: Any, right: Any, operator: str, span: Any) -> Any:
    """Return ``left + right`` or ``left | right``."""
    left, right = (Hidden() if isinstance(side, Reference) else side for side in (left, right))
    if operator == "|" and isinstance(left, ObjectValue):
        merged = ObjectValue(span, left.model)
        merged.merge(left)
        merged.merge(right)
        return merged
    if operator == "+" and isinstance(left, ArrayValue):
        array = ArrayValue(span)
        array.extend(left)
        array.extend(right)
        return array
    sides = (left, right)
    are_simple = all(isinstance(side, Scalar | Hidden) for side in sides)
    if operator == "+" and are_simple and any(map(_is_string, sides)):
        return join(as_text(left), as_text(right))._replace(span=span)
    return Hidden(Unknown(may_be_null=True), span)


def _is_string(value: Any) -> bool:
    if isinstance(value, Scalar):
        return isinstance(value.value, str)
    return isinstance(value, Hidden) and value.known.type == "string"
