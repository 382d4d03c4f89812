"""Functions and methods of Python that make and change values."""

from __future__ import annotations

from typing import Any

from linkcheck.engine.origins import Made
from linkcheck.engine.unknown import Unknown
from linkcheck.sources.code.calls import Arguments, CallSite, Library
from linkcheck.sources.code.evaluator import Evaluator
from linkcheck.sources.code.knowledge import spoil
from linkcheck.sources.code.operations import parsed, to_json
from linkcheck.sources.code.python.expressions import FILTER
from linkcheck.sources.code.python.functions import (
    FUNCTIONS,
    PURE,
    changed,
    split,
    tested,
    text,
)
from linkcheck.sources.code.values import (
    UNKNOWN,
    ArrayValue,
    FunctionValue,
    Hidden,
    JsonText,
    ObjectValue,
    Reference,
    Scalar,
    a_string,
    clone,
    made_from,
    open_up,
    truth,
)


def _dict(_: Evaluator, call: CallSite) -> Any:
    found = ObjectValue(call.node.callee.span)
    for value in call.arguments.positional:
        found.merge(value)
    found.merge(call.arguments.named)
    return found


def _filter(_: Evaluator, call: CallSite) -> Any:
    """Return an object without the fields that are null; those that may be, may be absent."""
    source = call.arguments.get(0)
    if not isinstance(source, ObjectValue):
        return None
    found = ObjectValue(source.span)
    found.is_open = source.is_open
    for name, field in source.fields.items():
        is_null = isinstance(field.value, Scalar) and field.value.value is None
        is_certain = field.is_certain and truth(field.value) is True
        if not is_null:
            found.fields[name] = field._replace(is_certain=is_certain)
    return found


def _list(_: Evaluator, call: CallSite) -> Any:
    found = ArrayValue(call.node.span)
    for value in call.arguments.positional:
        if not isinstance(value, ArrayValue):
            return Hidden(Unknown(type="array"), call.node.span)
        found.extend(value)
    return found


def _str(_: Evaluator, call: CallSite) -> Any:
    value = call.arguments.get(0)
    if isinstance(value, Scalar) and isinstance(value.value, str):
        return value
    if isinstance(value, Hidden) and value.known.type == "string":
        return value
    return a_string(span=call.node.span, of=(value,))


def _typed(kind: str) -> Any:
    def function(_: Evaluator, call: CallSite) -> Any:
        return Hidden(
            Unknown(type=kind), call.node.span, made_from=made_from(*call.arguments.all())
        )

    return function


def _made(made: Made, kind: str | None = None) -> Any:
    return lambda _, call: Hidden(Unknown(type=kind), call.node.span, made_from=made)


def _cast(_: Evaluator, call: CallSite) -> Any:
    return call.arguments.get(1)


def _environment(evaluator: Evaluator, call: CallSite) -> Any:
    default = call.arguments.get(1, "default")
    if default is None or (isinstance(default, Scalar) and default.value is None):
        return Hidden(Unknown(type="string", may_be_null=True), call.node.span)
    return a_string(span=call.node.span) if evaluator.ask(call.node) else default


def _parsed(_: Evaluator, call: CallSite) -> Any:
    return clone(parsed(call.arguments.get(0)), {})


def _map(evaluator: Evaluator, call: CallSite) -> Any:
    function, iterable = call.arguments.get(0), call.arguments.get(1)
    if not isinstance(iterable, ArrayValue) or len(call.arguments.positional) != 2:
        return Hidden(Unknown(type="array"), call.node.span)
    found = ArrayValue(call.node.span)
    found.is_open = iterable.is_open
    for item in iterable.items:
        arguments = Arguments([item], ObjectValue(None))
        value = None
        if isinstance(function, FunctionValue):
            value = evaluator.apply(call.node, function, arguments)
        elif isinstance(function, Reference):
            site = CallSite(call.node, function, None, arguments)
            value = evaluator.host.meet(evaluator, site)
        found.items.append(UNKNOWN if value is None else value)
    return found


# -- methods ---------------------------------------------------------------------------------------


def _update(_: Evaluator, call: CallSite) -> Any:
    if not isinstance(call.receiver, ObjectValue):
        return None
    for value in call.arguments.positional:
        call.receiver.merge(value)
    call.receiver.merge(call.arguments.named)
    return Scalar(None)


def _get(evaluator: Evaluator, call: CallSite) -> Any:
    receiver, key = call.receiver, call.arguments.get(0)
    if isinstance(receiver, ObjectValue) and isinstance(key, Scalar):
        field = receiver.fields.get(str(key.value))
        if field is not None and field.is_certain:
            return field.value
        if field is None and not receiver.is_open:
            return call.arguments.get(1) or Scalar(None)
    return Hidden(Unknown(may_be_null=True), call.node.span)


def _setdefault(_: Evaluator, call: CallSite) -> Any:
    receiver, key = call.receiver, call.arguments.get(0)
    if not isinstance(receiver, ObjectValue):
        return None
    if not isinstance(key, Scalar) or receiver.is_open:
        open_up(receiver)
        return UNKNOWN
    name = str(key.value)
    if name not in receiver.fields:
        receiver.set(name, call.arguments.get(1) or Scalar(None), call.node.arguments[0].span)
    return receiver.fields[name].value


def _pop(_: Evaluator, call: CallSite) -> Any:
    receiver, key = call.receiver, call.arguments.get(0)
    if isinstance(receiver, ObjectValue) and isinstance(key, Scalar):
        field = receiver.fields.pop(str(key.value), None)
        return field.value if field else UNKNOWN
    return _disturb(call)


def _clear(_: Evaluator, call: CallSite) -> Any:
    if isinstance(call.receiver, ObjectValue):
        call.receiver.fields.clear()
    elif isinstance(call.receiver, ArrayValue):
        call.receiver.items.clear()
    else:
        return None
    call.receiver.is_open = False
    return Scalar(None)


def _disturb(call: CallSite) -> Any:
    spoil([call.receiver])
    return UNKNOWN


def _append(_: Evaluator, call: CallSite) -> Any:
    value = call.arguments.get(0)
    if not isinstance(call.receiver, ArrayValue) or value is None:
        return None
    call.receiver.append(value)
    return Scalar(None)


def _extend(_: Evaluator, call: CallSite) -> Any:
    if not isinstance(call.receiver, ArrayValue):
        return None
    call.receiver.extend(call.arguments.get(0))
    return Scalar(None)


def _copied(receiver: Any) -> Any:
    if isinstance(receiver, ObjectValue):
        copied = ObjectValue(receiver.span, receiver.model)
        copied.merge(receiver)
        return copied
    if isinstance(receiver, ArrayValue):
        array = ArrayValue(receiver.span)
        array.extend(receiver)
        return array
    return None


def _same(_: Evaluator, call: CallSite) -> Any:
    if isinstance(call.receiver, ObjectValue) and call.receiver.checks:
        plain = clone(call.receiver, {})
        plain.checks = False
        return plain
    return call.receiver if isinstance(call.receiver, ObjectValue | JsonText) else None


_ENVIRONMENT_READS = ("os.getenv", "os.environ.get", "environ.get", "getenv", "decouple.config")
_CLOCKS = (
    *("time.time", "time.time_ns", "datetime.datetime.now", "datetime.datetime.utcnow"),
    *("datetime.datetime.today", "datetime.date.today", "django.utils.timezone.now"),
)
_RANDOM = (
    *("uuid.uuid1", "uuid.uuid4", "random.random", "random.randint", "random.randrange"),
    *("random.getrandbits", "secrets.randbelow", "os.urandom"),
)
_RANDOM_TEXTS = ("secrets.token_hex", "secrets.token_urlsafe")

PYTHON = Library(
    functions={
        "dict": _dict,
        FILTER: _filter,
        **dict.fromkeys(("list", "tuple"), _list),
        **dict.fromkeys(
            ("set", "sorted"), lambda _, call: Hidden(Unknown(type="array"), call.node.span)
        ),
        "str": _str,
        "int": _typed("integer"),
        "float": _typed("number"),
        "map": _map,
        "json.dumps": to_json,
        "json.loads": _parsed,
        "copy.copy": lambda _, call: _copied(call.arguments.get(0)),
        "copy.deepcopy": lambda _, call: clone(call.arguments.get(0), {}),
        **FUNCTIONS,
        "typing.cast": _cast,
        **dict.fromkeys(_ENVIRONMENT_READS, _environment),
        **dict.fromkeys(_CLOCKS, _made(Made.CLOCK)),
        **dict.fromkeys(_RANDOM, _made(Made.RANDOM)),
        **dict.fromkeys(_RANDOM_TEXTS, _made(Made.RANDOM, "string")),
    },
    methods={
        "update": _update,
        "get": _get,
        "setdefault": _setdefault,
        "pop": _pop,
        "clear": _clear,
        "append": _append,
        "extend": _extend,
        "copy": lambda _, call: _copied(call.receiver),
        "startswith": tested(str.startswith),
        "endswith": tested(str.endswith),
        **dict.fromkeys(("to_dict", "encode", "model_dump", "dict"), _same),
        "split": split,
        "strip": changed(str.strip),
        "lower": changed(str.lower),
        "upper": changed(str.upper),
        **dict.fromkeys(("format", "join", "replace", "title", "hex", "isoformat"), text),
    },
    environments=frozenset(("os.environ",)),
    pure=PURE,
    harmless=frozenset(
        (
            *PURE,
            *("print", "hasattr", "dumps", "dict", "count", "index"),
            *("debug", "info", "warning", "error", "exception", "log"),
            *("pprint", "get", "copy", "to_dict", "keys", "values", "items", "format", "join"),
            *("split", "strip", "lower", "upper", "startswith", "endswith", "jsonify"),
        )
    ),
)
