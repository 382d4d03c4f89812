"""No method of a class of a payload is called, whatever it is a subclass of and wherever it is.

For each builtin type of JSON there is a subclass that overrides every method that the type has,
enumerated by ``dir``: each notes that it was called, and raises. The report on an instance must be
that on the builtin value below it, with nothing noted. Objects of other classes are LC008.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import linkcheck
from linkcheck.checker import Checker
from linkcheck.cli.explanation import explain
from linkcheck.detection import detect
from linkcheck.documents import BASES, Document
from linkcheck.exceptions import InvalidPayload
from linkcheck.integrations.logs import log_report
from linkcheck.integrations.preflight import Preflight
from linkcheck.integrations.webhooks import UnreadableWebhook, parse_webhook
from linkcheck.report import Report
from tests.offenders import each

VALUES: dict[type, Any] = {
    str: "auth",
    int: 5,
    float: 5.5,
    list: ["auth", "u-1"],
    tuple: ("auth", "u-1"),
    dict: {"client_user_id": "u-1", "phone_number": "+14155550123"},
}
# These make a class or an instance, or are called by the interpreter when one goes away.
_MAKERS = {"__new__", "__init__", "__init_subclass__", "__del__", "__subclasshook__"}
_ERRORS: tuple[type[BaseException], ...] = (
    RuntimeError,
    SystemExit,
    GeneratorExit,
    asyncio.CancelledError,
    RecursionError,
    MemoryError,
    StopIteration,
    BaseException,
)

BODY = BASES["request"][1]
CHECKER = Checker(pedantic=True)


class Watch:
    """What is called once an instance is ready: a test cannot make one without calling methods."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.is_on = False

    @contextmanager
    def on(self) -> Iterator[None]:
        self.calls.clear()
        self.is_on = True
        try:
            yield
        finally:
            self.is_on = False


def methods(base: type) -> list[str]:
    """The names of all methods of a builtin type, and those that only subclasses can have."""
    found = {name for name in dir(base) if callable(getattr(base, name, None))} - _MAKERS
    return sorted({*found, "__getattr__", "__class__", "__buffer__", "__missing__", "__index__"})


def hostile(base: type, names: list[str], watch: Watch, error: type[BaseException]) -> type:
    """A subclass that overrides methods so that each notes its call and raises."""

    def override(name: str) -> Any:
        def method(self: Any, *args: Any, **options: Any) -> Any:
            if not watch.is_on:
                if name == "__class__":
                    return type(self)
                return getattr(base, name)(self, *args, **options)
            watch.calls.append(f"{base.__name__}.{name}")
            raise error("hunter2")

        return property(method) if name in ("__class__", "__name__") else method

    absent = {"__getattr__", "__buffer__", "__missing__", "__index__"}
    own = [name for name in names if name in absent and not hasattr(base, name)]
    members = {name: override(name) for name in names if name not in own}
    members |= {name: _absent(name, base, watch, error) for name in own}
    if "__eq__" in members:
        members.setdefault("__hash__", base.__hash__)
    return type(f"Hostile{base.__name__.title()}", (base,), members)


def _absent(name: str, base: type, watch: Watch, error: type[BaseException]) -> Any:
    def method(_: Any, *args: Any) -> Any:
        if not watch.is_on:
            raise AttributeError(*args)
        watch.calls.append(f"{base.__name__}.{name}")
        raise error("hunter2")

    return method


def payloads(value: Any) -> Iterator[Any]:
    """A value at every kind of place, except that of a name."""
    yield value
    yield {**BODY, "client_name": value}
    yield {**BODY, "products": value}
    yield {**BODY, "products": ["auth", value]}
    yield {**BODY, "user": value}
    yield {**BODY, "user": {"client_user_id": value, "address": {"city": value}}}
    yield {**BODY, "user_id": value, "webhook": value}
    yield {**BODY, "transactions": {"days_requested": value}}
    yield {**BODY, "x": [{"y": [value]}]}
    yield {"webhook_type": value, "webhook_code": value, "link_session_id": value, "events": value}
    yield {"link_token": value}


def named(name: Callable[[str], Any]) -> Iterator[dict[Any, Any]]:
    """Bodies with names of a class: all of them, or those of one object."""
    user = {"client_user_id": "u-1", "phone_number": "+14155550123"}
    address = {"street": "1 A St", "city": "B", "region": "CA", "postal_code": "94103"}
    yield {name(key): value for key, value in BODY.items()}
    yield {**BODY, "user": {name(key): value for key, value in user.items()}}
    yield {**BODY, "user": {**user, "address": {name(k): v for k, v in address.items()}}}
    yield {**BODY, name("user_id"): "usr_9nSp2KuZ2x4JDw"}
    yield {**BODY, name("zz"): [{name("y"): None}]}
    yield {**BODY, "transactions": {name("days_requested"): 5}}
    for kind in ("events-webhook", "get-response", "create-response"):
        base = next(
            body for key, body in BASES.values() if key == f"link-token-{kind}" or key == kind
        )
        yield {name(key): value for key, value in base.items()}


# -- all that takes a payload ---------------------------------------------------------------------


def _refused(check: Callable[[], object]) -> Any:
    try:
        check()
    except InvalidPayload as error:
        return _everything(error.report), str(error), error.problem()
    return None


def _everything(report: Report) -> Any:
    """All that a report gives, so that each of its methods is called."""
    logger = logging.getLogger("linkcheck.tests.hostile")
    logger.handlers, logger.propagate = [logging.NullHandler()], False
    log_report(report, logger)
    return (
        report,
        *(str(report), repr(report), report.to_dict(), report.to_json(), report.to_markdown()),
        *(report.to_problem(), report.plaid_answer, report.ok),
    )


def _fixed(report: Report) -> Any:
    """Fixes in full, or None for what comes back as it is: it cannot be read."""
    if any(v.code in ("LC003", "LC004", "LC005", "LC007", "LC008") for v in report):
        report.fixed()
        return None
    return report.fixed(), report.fixed(unsafe=True)


def _guarded(payload: Any) -> Any:
    found: list[Report] = []
    for action in (found.append, "raise", "log"):
        guard = Preflight(CHECKER, on_violation=action, logger=logging.getLogger("linkcheck.x"))
        call = guard.call("POST", "https://sandbox.plaid.com/link/token/create")
        assert call is not None
        _refused(lambda call=call: call.request(payload))  # type: ignore[misc]
    return found


def _webhook(payload: Any) -> Any:
    try:
        found = parse_webhook(payload, checker=CHECKER)
    except UnreadableWebhook as error:
        return str(error)
    return found.kind, found.type, found.code, found.is_link, found.report, repr(found)


def _checked(payload: Any) -> Any:
    report = CHECKER.check(payload)
    return _everything(report), _fixed(report)


_ANSWER = BASES["create-response"]

USES: dict[str, Callable[[Any], Any]] = {
    "linkcheck.check": lambda p: linkcheck.check(p),
    "linkcheck.ensure": lambda p: _refused(lambda: linkcheck.ensure(p)),
    "detect": detect,
    "check": _checked,
    **{
        f"check as {kind}": lambda p, kind=kind: CHECKER.check(p, kind)  # type: ignore[misc]
        for kind in Document
    },
    "ensure": lambda p: _refused(lambda: CHECKER.ensure(p)),
    "check_value": lambda p: CHECKER.check_value(p),
    "fix": lambda p: _refused(lambda: CHECKER.fix(p)) or CHECKER.fix(p).left,
    "request": lambda p: CHECKER.check(_ANSWER[1], _ANSWER[0], request=p),
    "explain": lambda p: [one.to_dict() for one in explain(p, CHECKER)],
    "guard": _guarded,
    "parse_webhook": _webhook,
}


def compare(use: str, given: Any, plain: Any, watch: Watch) -> list[str]:
    """What is wrong with what a use makes of a payload, by what it makes of a plain one."""
    expected = USES[use](plain)
    with watch.on():
        try:
            found = USES[use](given)
        except BaseException as error:
            return [f"{use}: raises {type(error).__name__} after {watch.calls[-1:]}"]
    faults = [f"{use}: calls {name}" for name in dict.fromkeys(watch.calls)]
    if found != expected:
        faults.append(f"{use}: {found} is not {expected}")
    return faults


@each("base", VALUES, ids=lambda base: base.__name__)
@each("use", USES)
def test_no_method_of_a_subclass_is_called(use: str, base: type) -> None:
    watch = Watch()
    made = hostile(base, methods(base), watch, RuntimeError)
    faults = [
        fault
        for given, plain in zip(payloads(made(VALUES[base])), payloads(VALUES[base]), strict=True)
        for fault in compare(use, given, plain, watch)
    ]
    assert faults == []


@each("use", USES)
def test_no_method_of_a_name_is_called(use: str) -> None:
    watch = Watch()
    made = hostile(str, methods(str), watch, RuntimeError)
    assert [
        fault
        for given, plain in zip(named(made), named(str), strict=True)
        for fault in compare(use, given, plain, watch)
    ] == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("base", VALUES, ids=lambda base: base.__name__)
def test_each_method_alone(base: type) -> None:
    """As above for one method at a time, with each kind of exception in turn."""
    faults = []
    for number, name in enumerate(methods(base)):
        watch = Watch()
        made = hostile(base, [name], watch, _ERRORS[number % len(_ERRORS)])
        given, plain = list(payloads(made(VALUES[base]))), list(payloads(VALUES[base]))
        if base is str:
            given, plain = [*given, *named(made)], [*plain, *named(str)]
        for one, other in zip(given, plain, strict=True):
            faults += compare("check_value", one, other, watch)
    assert faults == []


def test_text_of_a_subclass_is_read_as_text() -> None:
    text = json.dumps({**BODY, "products": ["auth", "bogus"]})
    for base, value in ((str, text), (bytes, text.encode()), (bytearray, text.encode())):
        watch = Watch()
        made = hostile(base, methods(base), watch, SystemExit)
        for use in ("check", "guard", "parse_webhook", "fix"):
            assert compare(use, made(value), value, watch) == []


# -- objects of other classes ---------------------------------------------------------------------


def _object(error: type[BaseException], names: list[str]) -> Any:
    def method(*_: Any, **__: Any) -> Any:
        raise error("hunter2")

    members: dict[str, Any] = {name: method for name in names if name != "__class__"}
    if "__class__" in names:
        members["__class__"] = property(method)
    return object.__new__(type("Foreign", (), members))


_ALL = sorted({name for base in (*VALUES, object, complex, set) for name in methods(base)})


@pytest.mark.exhaustive
@pytest.mark.parametrize("error", _ERRORS, ids=lambda error: error.__name__)
def test_objects_are_named_and_left_alone(error: type[BaseException]) -> None:
    others = [[name] for name in (*_ALL, "to_dict", "value", "_data_store")]
    some = others[_ERRORS.index(error) :: len(_ERRORS)]
    for names in (_ALL, [*_ALL, "to_dict"], ["_data_store", "value"], *some):
        value = _object(error, names)
        for payload in ({**BODY, "products": value}, {**BODY, "user": {"client_user_id": value}}):
            for use in USES:
                USES[use](payload)
            found = CHECKER.check(payload)
            assert [v.code for v in found] == ["LC008"], names
            assert "hunter2" not in f"{found}{found!r}"
        for use in USES:
            USES[use](value)


def test_objects_that_lie_about_their_class() -> None:
    for base in (*VALUES, bool, type(None)):
        liar = type("Liar", (), {"__class__": property(lambda _, base=base: base)})()
        for payload in payloads(liar):
            for use in USES.values():
                use(payload)
        assert [v.code for v in CHECKER.check({**BODY, "user": liar})] == ["LC008"]


def test_the_class_of_a_class_is_left_alone() -> None:
    watch = Watch()
    names = [name for name in methods(type) if name not in ("__base__", "mro")]
    meta = hostile(type, [*names, "__name__"], watch, SystemExit)
    values = [
        base.__new__(type.__new__(meta, base.__name__, (base,), {}), *args)
        for base, args in (*((base, (VALUES[base],)) for base in VALUES), (object, ()))
    ]
    name = values[[*VALUES].index(str)]
    given = [payload for value in values for payload in payloads(value)]
    given += [{**BODY, name: 1}, {**BODY, "user": {name: 1}}, {name: 1}]
    with watch.on():
        for payload in given:
            for use in USES.values():
                use(payload)


@pytest.mark.parametrize("error", _ERRORS, ids=lambda error: error.__name__)
def test_models_that_fail(error: type[BaseException]) -> None:
    class Model:
        def to_dict(self) -> Any:
            raise error("hunter2")

    for payload in payloads(Model()):
        for use in USES.values():
            assert "hunter2" not in str(use(payload))
    assert [v.code for v in CHECKER.check(Model())] == ["LC008"]
    assert [v.code for v in CHECKER.check({**BODY, "user": Model()})] == ["LC008"]


def test_an_interrupt_passes_through() -> None:
    class Model:
        def to_dict(self) -> Any:
            raise KeyboardInterrupt

    for payload in (Model(), {**BODY, "user": Model()}):
        for use in ("check", "ensure", "check_value", "fix", "explain"):
            with pytest.raises(KeyboardInterrupt):
                USES[use](payload)
