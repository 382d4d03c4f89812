"""Functions and methods of JavaScript that make and change values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from linkcheck.engine.origins import Made
from linkcheck.engine.unknown import Unknown
from linkcheck.sources.code.calls import CallSite, Known, Library
from linkcheck.sources.code.evaluator import Evaluator
from linkcheck.sources.code.javascript.arrays import (
    ARRAY_METHODS,
    array_from,
    array_of,
    includes,
    length_of,
)
from linkcheck.sources.code.operations import parsed, to_json
from linkcheck.sources.code.values import (
    UNDEFINED,
    UNKNOWN,
    ArrayValue,
    ClassValue,
    FunctionValue,
    Hidden,
    ObjectValue,
    Reference,
    Scalar,
    a_string,
    anything,
    clone,
    made_from,
)


def _first(_: Evaluator, call: CallSite) -> Any:
    return call.arguments.get(0)


def _copied(_: Evaluator, call: CallSite) -> Any:
    value = call.arguments.get(0)
    return None if value is None else clone(value, {})


def _parsed(_: Evaluator, call: CallSite) -> Any:
    found = parsed(call.arguments.get(0))
    return anything(call.node.span) if found is None else clone(found, {})


def _of_type(kind: str) -> Known:
    def function(_: Evaluator, call: CallSite) -> Any:
        given = (call.receiver, *call.arguments.all())
        return Hidden(Unknown(type=kind), call.node.span, made_from=made_from(*given))

    return function


def _made(made: Made, kind: str | None = None) -> Known:
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


def _fields(evaluator: Evaluator, call: CallSite) -> Any:
    """Return the result of ``Object.keys``, ``values`` or ``entries``."""
    value = call.arguments.get(0)
    if isinstance(value, ClassValue) and value.state is None:  # an enum of the file
        pairs = [(Scalar(name), one) for name, one in evaluator.attributes(value).items()]
    elif isinstance(value, ObjectValue) and value.is_closed:
        pairs = [(Scalar(name, field.span), field.value) for name, field in value.fields.items()]
    else:
        return Hidden(Unknown(type="array"), call.node.span)
    if call.method == "entries":
        return ArrayValue(call.node.span, [ArrayValue(None, list(pair)) for pair in pairs])
    return ArrayValue(call.node.span, [pair[call.method == "values"] for pair in pairs])


def _from_entries(_: Evaluator, call: CallSite) -> Any:
    entries = call.arguments.get(0)
    if not isinstance(entries, ArrayValue):
        return None
    found = ObjectValue(call.node.span)
    for entry in entries.items:
        key = entry.at(0) if isinstance(entry, ArrayValue) and len(entry.items) == 2 else None
        if isinstance(key, Scalar) and isinstance(key.value, str):
            found.set(key.value, entry.items[1], key.span)
        else:
            found.merge(UNKNOWN)
    found.is_open |= entries.is_open
    return found


def _truth(evaluator: Evaluator, call: CallSite) -> Any:
    known = evaluator.truth(call.arguments.get(0))
    if known is None:
        return Hidden(Unknown(type="boolean"), call.node.span)
    return Scalar(known, call.node.span)


def _is_array(_: Evaluator, call: CallSite) -> Any:
    value = call.arguments.get(0)
    if isinstance(value, Hidden | Reference | None):
        return Hidden(Unknown(type="boolean"), call.node.span)
    return Scalar(isinstance(value, ArrayValue), call.node.span)


_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "number", float: "number"}


def _type_of(_: Evaluator, call: CallSite) -> Any:
    """Return the result of ``typeof``."""
    value = call.arguments.get(0)
    if isinstance(value, Scalar):
        null = "undefined" if value.is_undefined else "object"
        return Scalar(_TYPES.get(type(value.value), null), call.node.span)
    if isinstance(value, ObjectValue | ArrayValue):
        return Scalar("object", call.node.span)
    if isinstance(value, FunctionValue):
        return Scalar("function", call.node.span)
    return a_string(span=call.node.span)


def _url(_: Evaluator, call: CallSite) -> Any:
    """Return the string of ``new URL(path, base)``."""
    path, base = call.arguments.get(0), call.arguments.get(1)
    if isinstance(path, Scalar) and isinstance(base, Scalar):
        if str(path.value).startswith("/"):
            return Scalar(str(base.value).rstrip("/") + str(path.value), call.node.span)
        return a_string(span=call.node.span)
    return path if isinstance(path, Scalar) and base is None else a_string(span=call.node.span)


# -- methods of strings ----------------------------------------------------------------------------


def _split(_: Evaluator, call: CallSite) -> Any:
    text, by = call.receiver, call.arguments.get(0)
    is_known = isinstance(text, Scalar) and isinstance(by, Scalar)
    if is_known and isinstance(text.value, str) and isinstance(by.value, str) and by.value:
        parts = text.value.split(by.value)
        return ArrayValue(text.span, [Scalar(part, text.span) for part in parts])
    return Hidden(Unknown(type="array"), call.node.span)


def _tested(test: Callable[[str, str], bool]) -> Known:
    def method(_: Evaluator, call: CallSite) -> Any:
        given = (call.receiver, *call.arguments.all())
        if len(given) == 2 and all(isinstance(one, Scalar) for one in given):
            text, part = (one.value for one in given)
            if isinstance(text, str) and isinstance(part, str):
                return Scalar(test(text, part), call.node.span)
        return Hidden(Unknown(type="boolean"), call.node.span)

    return method


def _changed(change: Any) -> Known:
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


def _includes(evaluator: Evaluator, call: CallSite) -> Any:
    is_text = isinstance(call.receiver, Scalar)
    return (_tested(str.__contains__) if is_text else includes)(evaluator, call)


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
        "JSON.stringify": to_json,
        "JSON.parse": _parsed,
        "structuredClone": _copied,
        "Object.assign": _assign,
        **dict.fromkeys(("Object.freeze", "Object.seal", "Promise.resolve", "Promise.all"), _first),
        **dict.fromkeys(("Object.keys", "Object.values", "Object.entries"), _fields),
        "Object.fromEntries": _from_entries,
        "Array.from": array_from,
        "Array.of": array_of,
        "Array.isArray": _is_array,
        "Boolean": _truth,
        "typeof": _type_of,
        "URL": _url,
        "String": _string,
        **dict.fromkeys(("Number", "parseInt", "parseFloat"), _of_type("number")),
        **dict.fromkeys(("Number.parseInt", "Math.floor", "Math.round"), _of_type("number")),
        "Date": _date,
        "Date.now": _made(Made.CLOCK, "number"),
        "Math.random": _made(Made.RANDOM, "number"),
        **dict.fromkeys(_RANDOM_TEXTS, _made(Made.RANDOM, "string")),
        "crypto.randomBytes": _made(Made.RANDOM),
        "Deno.env.get": lambda evaluator, call: evaluator.variable_of_environment(call.node.span),
    },
    methods={
        **ARRAY_METHODS,
        "includes": _includes,
        "split": _split,
        "startsWith": _tested(str.startswith),
        "endsWith": _tested(str.endswith),
        "trim": _changed(str.strip),
        "toLowerCase": _changed(str.lower),
        "toUpperCase": _changed(str.upper),
        "toString": _same,
        **dict.fromkeys(
            ("toISOString", "replace", "replaceAll", "padStart", "substring", "substr"),
            _text,
        ),
    },
    environments=frozenset(("process.env", "import.meta.env", "Bun.env")),
    harmless=frozenset(
        (
            *("log", "debug", "info", "warn", "error", "stringify", "String", "Number", "Boolean"),
            *(
                "typeof",
                "freeze",
                "keys",
                "values",
                "entries",
                "isArray",
                "from",
                "map",
                "filter",
                "concat",
            ),
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
    members={"length": length_of},
    pure=frozenset(("Array", "Boolean", "JSON", "Map", "Object", "RegExp", "Set", "typeof")),
)
