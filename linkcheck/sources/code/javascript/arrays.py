"""Arrays of JavaScript: functions that make them, and their methods."""

from __future__ import annotations

from typing import Any

from linkcheck.engine.unknown import Unknown
from linkcheck.sources.code.calls import Arguments, CallSite, Known
from linkcheck.sources.code.evaluator import Evaluator
from linkcheck.sources.code.operations import equal
from linkcheck.sources.code.values import (
    UNDEFINED,
    UNKNOWN,
    ArrayValue,
    FunctionValue,
    Hidden,
    ObjectValue,
    Reference,
    Scalar,
    a_string,
    anything,
    open_up,
)


def array_from(_: Evaluator, call: CallSite) -> Any:
    """Return the result of ``Array.from`` or ``slice``: a copy of an array."""
    value = call.receiver if call.method == "slice" else call.arguments.get(0)
    count = len(call.arguments.positional)
    if not isinstance(value, ArrayValue) or count != (call.method != "slice"):
        kind = "array" if call.method == "from" else None
        return Hidden(Unknown(type=kind, may_be_null=kind is None), call.node.span)
    found = ArrayValue(call.node.span)
    found.extend(value)
    return found


def array_of(_: Evaluator, call: CallSite) -> Any:
    """Return the result of ``Array.of``."""
    found = ArrayValue(call.node.span, list(call.arguments.positional))
    found.is_open = call.arguments.is_open
    return found


def _result(evaluator: Evaluator, call: CallSite, function: Any, item: Any) -> Any:
    """Return what a callback returns for an entry."""
    arguments = Arguments([item], ObjectValue(None), is_open=True)
    value = None
    if isinstance(function, FunctionValue):
        value = evaluator.apply(call.node, function, arguments)
    elif isinstance(function, Reference) and function.path in evaluator.library.functions:
        known = evaluator.library.functions[function.path]
        value = known(evaluator, CallSite(call.node, function, None, arguments))
    return UNKNOWN if value is None else value


def _map(evaluator: Evaluator, call: CallSite) -> Any:
    if not isinstance(call.receiver, ArrayValue):
        return Hidden(Unknown(type="array"), call.node.span)
    function = call.arguments.get(0)
    items = [_result(evaluator, call, function, item) for item in call.receiver.items]
    found = ArrayValue(call.node.span, items)
    found.is_open = call.receiver.is_open
    return found


def _filter(evaluator: Evaluator, call: CallSite) -> Any:
    if not isinstance(call.receiver, ArrayValue):
        return Hidden(Unknown(type="array"), call.node.span)
    found = ArrayValue(call.node.span)
    function = call.arguments.get(0)
    is_boolean = isinstance(function, Reference) and function.path == "Boolean"
    for item in call.receiver.items:
        tested = item if is_boolean else _result(evaluator, call, function, item)
        kept = True if _is_enum_member(tested) else evaluator.truth(tested)
        if kept is None:
            found.is_open = True
        elif kept:
            found.append(item)
    found.is_open |= call.receiver.is_open
    return found


def _is_enum_member(value: Any) -> bool:
    names = value.path.split(".")[-2:] if isinstance(value, Reference) else [""]
    return all(name[:1].isupper() for name in names)


def _concat(_: Evaluator, call: CallSite) -> Any:
    if not isinstance(call.receiver, ArrayValue):
        return anything(call.node.span)
    found = ArrayValue(call.node.span)
    found.extend(call.receiver)
    for value in call.arguments.positional:
        if isinstance(value, Scalar | ObjectValue):
            found.append(value)
        else:
            found.extend(value if isinstance(value, ArrayValue) else UNKNOWN)
    found.is_open |= call.arguments.is_open
    return found


def _push(_: Evaluator, call: CallSite) -> Any:
    if not isinstance(call.receiver, ArrayValue):
        return None
    for value in call.arguments.positional:
        call.receiver.append(value)
    call.receiver.is_open |= call.arguments.is_open
    return Hidden(Unknown(type="number"), call.node.span)


def _disturb(_: Evaluator, call: CallSite) -> Any:
    """Change an array in a way that is not followed."""
    if not isinstance(call.receiver, ArrayValue):
        return None
    call.receiver.items = []
    open_up(call.receiver)
    is_same = call.method in ("sort", "reverse", "fill")
    return call.receiver if is_same else anything(call.node.span)


def includes(_: Evaluator, call: CallSite) -> Any:
    """Return whether an array has an entry."""
    receiver, value = call.receiver, call.arguments.get(0)
    if isinstance(receiver, ArrayValue) and isinstance(value, Scalar):
        index = _index_of(receiver, [equal(item, value) for item in receiver.items])
        if index is not None:
            return Scalar(index >= 0, call.node.span)
    return Hidden(Unknown(type="boolean"), call.node.span)


def _index_of(array: ArrayValue, tests: list[bool | None]) -> int | None:
    """Return the index of the first entry that passes a test; -1 for none, None if not known."""
    for index, is_passed in enumerate(tests):
        if is_passed is None:
            return None
        if is_passed:
            return index
    return None if array.is_open else -1


def _tests(evaluator: Evaluator, call: CallSite) -> list[bool | None]:
    """Return the truth of what the callback of a call returns for each entry."""
    function = call.arguments.get(0)
    return [
        evaluator.truth(_result(evaluator, call, function, item)) for item in call.receiver.items
    ]


def _any_or_all(evaluator: Evaluator, call: CallSite) -> Any:
    """Return the result of ``some`` or ``every``."""
    unknown = Hidden(Unknown(type="boolean"), call.node.span)
    if not isinstance(call.receiver, ArrayValue):
        return unknown
    results, is_some = _tests(evaluator, call), call.method == "some"
    if is_some in results:
        return Scalar(is_some, call.node.span)
    is_known = not call.receiver.is_open and None not in results
    return Scalar(not is_some, call.node.span) if is_known else unknown


def _find(evaluator: Evaluator, call: CallSite) -> Any:
    """Return the result of ``find`` or ``findIndex``."""
    if not isinstance(call.receiver, ArrayValue):
        return anything(call.node.span)
    index = _index_of(call.receiver, _tests(evaluator, call))
    if index is None:
        return anything(call.node.span)
    if call.method == "findIndex":
        return Scalar(index, call.node.span)
    return call.receiver.items[index] if index >= 0 else UNDEFINED


def _position(_: Evaluator, call: CallSite) -> Any:
    """Return the result of ``indexOf``."""
    receiver, value = call.receiver, call.arguments.get(0)
    if isinstance(receiver, ArrayValue) and isinstance(value, Scalar):
        index = _index_of(receiver, [equal(item, value) for item in receiver.items])
        if index is not None and len(call.arguments.positional) == 1:
            return Scalar(index, call.node.span)
    return Hidden(Unknown(type="number"), call.node.span)


def _at(_: Evaluator, call: CallSite) -> Any:
    index = call.arguments.get(0)
    if isinstance(call.receiver, ArrayValue) and isinstance(index, Scalar):
        found = call.receiver.at(index.value) if type(index.value) is int else None
        return anything(call.node.span) if found is None else found
    return anything(call.node.span)


def _join(_: Evaluator, call: CallSite) -> Any:
    receiver, by = call.receiver, call.arguments.get(0) or Scalar(",")
    items = receiver.items if isinstance(receiver, ArrayValue) and not receiver.is_open else [None]
    values = [item.value if isinstance(item, Scalar) else None for item in items]
    if isinstance(by, Scalar) and all(isinstance(value, str) for value in values):
        return Scalar(str(by.value).join(map(str, values)), call.node.span)
    return a_string(span=call.node.span)


def length_of(value: Any) -> Any:
    """Return the length of an array or string; None if that is not known."""
    is_text = isinstance(value, Scalar) and isinstance(value.value, str)
    if is_text:
        return Scalar(len(value.value.encode("utf-16-le", "replace")) // 2)
    is_known = isinstance(value, ArrayValue) and not value.is_open
    return Scalar(len(value.items)) if is_known else None


ARRAY_METHODS: dict[str, Known] = {
    "map": _map,
    "filter": _filter,
    "concat": _concat,
    "push": _push,
    **dict.fromkeys(("pop", "shift", "unshift", "splice", "sort", "reverse", "fill"), _disturb),
    "slice": array_from,
    **dict.fromkeys(("some", "every"), _any_or_all),
    **dict.fromkeys(("find", "findIndex"), _find),
    "indexOf": _position,
    "at": _at,
    "join": _join,
}
