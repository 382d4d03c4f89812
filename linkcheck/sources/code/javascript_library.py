"""Functions and methods of JavaScript that make and change values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from linkcheck.engine.origins import Made
from linkcheck.engine.unknown import Unknown
from linkcheck.sources.code.calls import Arguments, CallSite, Library
from linkcheck.sources.code.evaluator import Evaluator
from linkcheck.sources.code.operations import parsed
from linkcheck.sources.code.values import (
    UNDEFINED,
    UNKNOWN,
    ArrayValue,
    ClassValue,
    FunctionValue,
    Hidden,
    JsonText,
    ObjectValue,
    Reference,
    Scalar,
    a_string,
    anything,
    clone,
    made_from,
    open_up,
)

_Known = Any


def _first(_: Evaluator, call: CallSite) -> Any:
    return call.arguments.get(0)


def _copied(_: Evaluator, call: CallSite) -> Any:
    value = call.arguments.get(0)
    return None if value is None else clone(value, {})


def _json(_: Evaluator, call: CallSite) -> Any:
    value = call.arguments.get(0)
    return None if value is None else JsonText(value)


def _parsed(_: Evaluator, call: CallSite) -> Any:
    found = parsed(call.arguments.get(0))
    return anything(call.node.span) if found is None else clone(found, {})


def _of_type(kind: str) -> _Known:
    def function(_: Evaluator, call: CallSite) -> Any:
        given = (call.receiver, *call.arguments.all())
        return Hidden(Unknown(type=kind), call.node.span, made_from=made_from(*given))

    return function


def _made(made: Made, kind: str | None = None) -> _Known:
    return lambda _, call: Hidden(Unknown(type=kind), call.node.span, made_from=made)


def _date(_: Evaluator, call: CallSite) -> Any:
    made = None if call.arguments.all() or call.arguments.is_open else Made.CLOCK
    return Hidden(span=call.node.span, made_from=made)


def _string(_: Evaluator, call: CallSite) -> Any:
    value = call.arguments.get(0)
    if isinstance(value, Scalar) and isinstance(value.value, str):
        return value
    return a_string(span=call.node.span, of=(value,))


def _assign(_: Evaluator, call: CallSite) -> Any:
    target, *sources = call.arguments.positional or [None]
    if not isinstance(target, ObjectValue):
        return None
    for source in sources:
        target.merge(source)
    if call.arguments.is_open:
        target.merge(UNKNOWN)
    return target


def _values(evaluator: Evaluator, call: CallSite) -> Any:
    """Return the values of an object, or of an enum of the file."""
    value = call.arguments.get(0)
    if isinstance(value, ClassValue) and value.state is None:
        return ArrayValue(call.node.span, list(evaluator.attributes(value).values()))
    if isinstance(value, ObjectValue) and not value.is_open:
        fields = value.fields.values()
        if all(field.is_certain for field in fields):
            return ArrayValue(call.node.span, [field.value for field in fields])
    return Hidden(Unknown(type="array"), call.node.span)


def _array(_: Evaluator, call: CallSite) -> Any:
    """Return a copy of an array."""
    value = call.receiver if call.method == "slice" else call.arguments.get(0)
    count = len(call.arguments.positional)
    if not isinstance(value, ArrayValue) or count != (call.method != "slice"):
        kind = "array" if call.method == "from" else None
        return Hidden(Unknown(type=kind, may_be_null=kind is None), call.node.span)
    found = ArrayValue(call.node.span)
    found.extend(value)
    return found


def _array_of(_: Evaluator, call: CallSite) -> Any:
    found = ArrayValue(call.node.span, list(call.arguments.positional))
    found.is_open = call.arguments.is_open
    return found


# -- methods of arrays -----------------------------------------------------------------------------


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


def _includes(_: Evaluator, call: CallSite) -> Any:
    receiver, value = call.receiver, call.arguments.get(0)
    if isinstance(receiver, ArrayValue) and isinstance(value, Scalar):
        items = receiver.items
        if any(isinstance(item, Scalar) and item.value == value.value for item in items):
            return Scalar(True, call.node.span)
        if not receiver.is_open and all(isinstance(item, Scalar) for item in items):
            return Scalar(False, call.node.span)
    return Hidden(Unknown(type="boolean"), call.node.span)


def _any_or_all(evaluator: Evaluator, call: CallSite) -> Any:
    """Return the result of ``some`` or ``every``."""
    unknown = Hidden(Unknown(type="boolean"), call.node.span)
    if not isinstance(call.receiver, ArrayValue):
        return unknown
    function, is_some = call.arguments.get(0), call.method == "some"
    results = [
        evaluator.truth(_result(evaluator, call, function, item)) for item in call.receiver.items
    ]
    if is_some in results:
        return Scalar(is_some, call.node.span)
    is_known = not call.receiver.is_open and None not in results
    return Scalar(not is_some, call.node.span) if is_known else unknown


def _length(value: Any) -> Any:
    is_text = isinstance(value, Scalar) and isinstance(value.value, str)
    if is_text:
        return Scalar(len(value.value.encode("utf-16-le", "replace")) // 2)
    is_known = isinstance(value, ArrayValue) and not value.is_open
    return Scalar(len(value.items)) if is_known else None


# -- methods of strings ----------------------------------------------------------------------------


def _split(_: Evaluator, call: CallSite) -> Any:
    text, by = call.receiver, call.arguments.get(0)
    is_known = isinstance(text, Scalar) and isinstance(by, Scalar)
    if is_known and isinstance(text.value, str) and isinstance(by.value, str) and by.value:
        parts = text.value.split(by.value)
        return ArrayValue(text.span, [Scalar(part, text.span) for part in parts])
    return Hidden(Unknown(type="array"), call.node.span)


def _tested(test: Callable[[str, str], bool]) -> _Known:
    def method(_: Evaluator, call: CallSite) -> Any:
        given = (call.receiver, *call.arguments.all())
        if len(given) == 2 and all(isinstance(one, Scalar) for one in given):
            text, part = (one.value for one in given)
            if isinstance(text, str) and isinstance(part, str):
                return Scalar(test(text, part), call.node.span)
        return Hidden(Unknown(type="boolean"), call.node.span)

    return method


def _changed(change: Any) -> _Known:
    def method(_: Evaluator, call: CallSite) -> Any:
        text = call.receiver
        if isinstance(text, Scalar) and isinstance(text.value, str):
            return text._replace(value=change(text.value))
        return _text(_, call)

    return method


def _text(_: Evaluator, call: CallSite) -> Any:
    if not isinstance(call.receiver, Scalar | Hidden):
        return None
    return a_string(span=call.node.span, of=(call.receiver, *call.arguments.all()))


def _same(_: Evaluator, call: CallSite) -> Any:
    is_text = isinstance(call.receiver, Scalar) and isinstance(call.receiver.value, str)
    return call.receiver if is_text and not call.arguments.all() else _text(_, call)


_GLOBALS = frozenset(
    (
        *("Array", "Boolean", "Bun", "Date", "Deno", "JSON", "Math", "Number", "Object", "Promise"),
        *("String", "crypto", "import.meta", "process"),
    )
)
_RANDOM_TEXTS = (
    *("crypto.randomUUID", "uuid.v1", "uuid.v4", "uuid.v7", "uuid", "uuidv4"),
    *("nanoid.nanoid", "nanoid", "cuid", "@paralleldrive.cuid2.createId", "ulid.ulid"),
)

JAVASCRIPT = Library(
    functions={
        "JSON.stringify": _json,
        "JSON.parse": _parsed,
        "structuredClone": _copied,
        "Object.assign": _assign,
        **dict.fromkeys(("Object.freeze", "Object.seal", "Promise.resolve", "Promise.all"), _first),
        "Object.values": _values,
        **dict.fromkeys(("Object.keys", "Object.entries"), _of_type("array")),
        "Array.from": _array,
        "Array.of": _array_of,
        "String": _string,
        **dict.fromkeys(("Number", "parseInt", "parseFloat"), _of_type("number")),
        **dict.fromkeys(("Number.parseInt", "Math.floor", "Math.round"), _of_type("number")),
        **dict.fromkeys(("Boolean", "Array.isArray"), _of_type("boolean")),
        "Date": _date,
        "Date.now": _made(Made.CLOCK, "number"),
        "Math.random": _made(Made.RANDOM, "number"),
        **dict.fromkeys(_RANDOM_TEXTS, _made(Made.RANDOM, "string")),
        "crypto.randomBytes": _made(Made.RANDOM),
        "Deno.env.get": lambda evaluator, call: evaluator.variable_of_environment(call.node.span),
    },
    methods={
        "map": _map,
        "filter": _filter,
        "concat": _concat,
        "push": _push,
        **dict.fromkeys(("pop", "shift", "unshift", "splice", "sort", "reverse", "fill"), _disturb),
        "slice": _array,
        "includes": _includes,
        **dict.fromkeys(("some", "every"), _any_or_all),
        "split": _split,
        "startsWith": _tested(str.startswith),
        "endsWith": _tested(str.endswith),
        "trim": _changed(str.strip),
        "toLowerCase": _changed(str.lower),
        "toUpperCase": _changed(str.upper),
        "toString": _same,
        **dict.fromkeys(
            ("toISOString", "replace", "replaceAll", "padStart", "substring", "substr", "join"),
            _text,
        ),
    },
    environments=frozenset(("process.env", "import.meta.env", "Bun.env")),
    harmless=frozenset(
        (
            *("log", "debug", "info", "warn", "error", "stringify", "String", "Number", "Boolean"),
            *("freeze", "keys", "values", "entries", "isArray", "from", "map", "filter", "concat"),
            *("includes", "join", "split", "trim", "slice", "some", "every", "find", "indexOf"),
            *(
                "startsWith",
                "endsWith",
                "toString",
                "toLowerCase",
                "toUpperCase",
                "hasOwnProperty",
                "status",
                "json",
            ),
        )
    ),
    globals=_GLOBALS,
    nothing=UNDEFINED,
    are_containers_true=True,
    members={"length": _length},
)
