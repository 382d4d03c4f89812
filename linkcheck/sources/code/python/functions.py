"""Functions of Python that compute a value from others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from linkcheck.engine.unknown import Unknown
from linkcheck.sources.code.calls import CallSite, Known
from linkcheck.sources.code.evaluator import Evaluator
from linkcheck.sources.code.knowledge import spoil
from linkcheck.sources.code.operations import holds
from linkcheck.sources.code.python.expressions import CONTAINS
from linkcheck.sources.code.values import (
    ArrayValue,
    Hidden,
    ObjectValue,
    Scalar,
    a_string,
)


def _boolean(known: bool | None, call: CallSite) -> Any:
    if known is None:
        return Hidden(Unknown(type="boolean"), call.node.span)
    return Scalar(known, call.node.span)


def _contains(_: Evaluator, call: CallSite) -> Any:
    """Return the result of ``value in container``."""
    return _boolean(holds(*reversed(call.arguments.positional)), call)


def _length(_: Evaluator, call: CallSite) -> Any:
    value = call.arguments.get(0)
    if isinstance(value, Scalar) and isinstance(value.value, str):
        return Scalar(len(value.value), call.node.span)
    if isinstance(value, ArrayValue) and not value.is_open:
        return Scalar(len(value.items), call.node.span)
    if isinstance(value, ObjectValue) and value.is_closed:
        return Scalar(len(value.fields), call.node.span)
    return Hidden(Unknown(type="integer"), call.node.span)


def _truth(evaluator: Evaluator, call: CallSite) -> Any:
    return _boolean(evaluator.truth(call.arguments.get(0) or Scalar(False)), call)


def _any_or_all(evaluator: Evaluator, call: CallSite) -> Any:
    values, is_any = call.arguments.get(0), call.method == "any"
    if not isinstance(values, ArrayValue):
        return _boolean(None, call)
    truths = [evaluator.truth(item) for item in values.items]
    if is_any in truths:
        return _boolean(is_any, call)
    is_known = not values.is_open and None not in truths
    return _boolean(not is_any if is_known else None, call)


_TYPES: dict[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, Scalar) and isinstance(value.value, str),
    "dict": lambda value: isinstance(value, ObjectValue) and not value.model,
}


def _is_instance(_: Evaluator, call: CallSite) -> Any:
    value, kind = call.arguments.get(0), call.arguments.get(1)
    test = _TYPES.get(getattr(kind, "path", ""))
    is_known = isinstance(value, Scalar | ArrayValue | ObjectValue)
    return _boolean(test(value) if test and is_known else None, call)


def tested(test: Callable[[str, str], bool]) -> Known:
    """Return a method that tests a string with another."""

    def method(_: Evaluator, call: CallSite) -> Any:
        given = (call.receiver, *call.arguments.all())
        texts = [one.value for one in given if isinstance(one, Scalar)]
        if len(texts) == len(given) == 2 and all(isinstance(text, str) for text in texts):
            return Scalar(test(*map(str, texts)), call.node.span)
        return _boolean(None, call)

    return method


def split(_: Evaluator, call: CallSite) -> Any:
    """Return the array that a string is split into."""
    whole, by = call.receiver, call.arguments.get(0)
    if isinstance(whole, Scalar) and isinstance(whole.value, str):
        separator = by.value if isinstance(by, Scalar) else None
        if by is None or (isinstance(separator, str) and separator):
            parts = whole.value.split(separator if isinstance(separator, str) else None)
            return ArrayValue(whole.span, [Scalar(part, whole.span) for part in parts])
    return Hidden(Unknown(type="array"), call.node.span)


def changed(change: Any) -> Known:
    """Return a method without arguments that changes a string."""

    def method(_: Evaluator, call: CallSite) -> Any:
        old = call.receiver
        is_bare = not call.arguments.all() and not call.arguments.is_open
        if isinstance(old, Scalar) and isinstance(old.value, str) and is_bare:
            return old._replace(value=change(old.value))
        return text(_, call)

    return method


def text(_: Evaluator, call: CallSite) -> Any:
    """Return a string that is made from the receiver and the arguments."""
    if not isinstance(call.receiver, Scalar | Hidden):
        return None
    return a_string(span=call.node.span, of=(call.receiver, *call.arguments.all()))


def _set_attribute(_: Evaluator, call: CallSite) -> Any:
    spoil(call.arguments.positional[:1])
    return Scalar(None)


FUNCTIONS: dict[str, Known] = {
    CONTAINS: _contains,
    "setattr": _set_attribute,
    "len": _length,
    "bool": _truth,
    "any": _any_or_all,
    "all": _any_or_all,
    "isinstance": _is_instance,
}

PURE = frozenset(
    (
        *(CONTAINS, "abs", "all", "any", "bool", "callable", "divmod", "enumerate", "float"),
        *("frozenset", "int", "isinstance", "issubclass", "len", "list", "max", "min", "next"),
        *("range", "repr", "reversed", "round", "set", "sorted", "str", "sum", "tuple", "type"),
        *("zip", "functools", "itertools", "json", "math", "operator", "re", "string", "copy"),
    )
)
