"""No crash of linkcheck breaks a call: an exception is raised at every call under a guard."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from types import FrameType, FunctionType, MethodType, ModuleType
from typing import Any

import plaid
import pytest

from linkcheck import InvalidPayload, Report
from linkcheck.checker import Checker
from linkcheck.integrations.interception import Interception
from linkcheck.integrations.preflight import Preflight
from tests.integrations import attack
from tests.integrations.bodies import BAD_RESPONSE, GOOD, RESPONSE, SANDBOX, assert_nothing_leaks
from tests.integrations.clients import (
    CLIENTS,
    GIVEN,
    RECEIVED,
    WRONG,
    Answer,
    Send,
    Watching,
    received,
)

# What a check calls is the same for all clients, and attacked once: by ``own``.
GUARDS = (
    "aiohttp",
    "bodies",
    "containment",
    "counters",
    "guards",
    "httpx",
    "interception",
    "logs",
    "plaid",
    "posture",
    "preflight",
    "requests",
)
NEW = {**GOOD, "user": {**GOOD["user"], "quantum_id": 1}}
SCENARIOS: dict[str, tuple[dict[str, Any], Any, Answer]] = {
    "good body": ({"responses": True}, GOOD, GIVEN),
    "bad body, raised": ({}, WRONG, GIVEN),
    "bad body, logged": ({"on_violation": "log"}, WRONG, GIVEN),
    "unknown field, logged": ({}, NEW, GIVEN),
    "bad body, given to a function": ({"on_violation": lambda report: None}, WRONG, GIVEN),
    "bad response, logged": (
        {"on_violation": "log", "responses": True},
        GOOD,
        (200, {**BAD_RESPONSE, "request_id": 1}),
    ),
    "error of Plaid": ({"responses": True}, GOOD, (400, {"error_code": "INVALID_FIELD"})),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("client", CLIENTS)
def test_no_call_of_ours_breaks_a_call_by_raising(
    client: str, scenario: str, caplog: pytest.LogCaptureFixture
) -> None:
    options, body, answer = SCENARIOS[scenario]
    _attack(CLIENTS[client], options, body, answer, caplog)


@pytest.mark.parametrize("client", [name for name in CLIENTS if name != "own"])
def test_nor_does_the_pytest_plug_in(client: str, caplog: pytest.LogCaptureFixture) -> None:
    judging = Preflight()
    reports: list[Report] = []
    watch = Interception(lambda: judging, reports.append)
    watch.install()
    try:
        CLIENTS[client](Preflight(on_violation="log"), WRONG, GIVEN, nullcontext())
        assert [_codes(report) for report in reports] == [{"LC301"}]
        assert len([r for r in caplog.records if r.name == "linkcheck"]) == 1
        _attack(CLIENTS[client], {}, GOOD, GIVEN, caplog, ("interception",))
        _attack(CLIENTS[client], {"on_violation": "log"}, WRONG, GIVEN, caplog, ("interception",))
    finally:
        watch.remove()


def _codes(report: Report) -> set[str]:
    return {violation.code for violation in report}


def test_nor_does_what_logs_a_crash(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: Any, **__: Any) -> Any:
        raise RuntimeError("zaphodine")

    monkeypatch.setattr(Checker, "check", crash)
    for client in ("httpx", "httpx_async", "requests", "aiohttp", "plaid", "own"):
        _attack(
            CLIENTS[client],
            {"responses": True},
            WRONG,
            GIVEN,
            caplog,
            ("containment", "guards", "logs"),
        )


def test_nor_does_the_check_of_what_plaid_python_refuses(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Refused(Exception):
        pass

    def send(preflight: Preflight, body: Any, answer: Answer, watching: Watching) -> Answer:
        try:
            return CLIENTS["plaid"](preflight, body, answer, watching)
        except plaid.ApiTypeError:
            raise Refused from None

    refused = {**GOOD, "user": {"client_user_id": 78051120}}
    expected = Refused()
    _attack(send, {"on_violation": "log"}, refused, GIVEN, caplog, ("plaid",), expected)
    for options in ({"on_violation": "log"}, {}):
        _attack(send, options, refused, GIVEN, caplog, ("plaid",), expected, may_stop=not options)


def _attack(
    send: Send,
    options: Any,
    body: Any,
    answer: Answer,
    caplog: pytest.LogCaptureFixture,
    files: tuple[str, ...] = GUARDS,
    expected: Any = None,
    may_stop: bool | None = None,
) -> None:
    if may_stop is None:
        may_stop = body is WRONG and "on_violation" not in options
    expected = expected or received(*answer)

    def run(watching: Watching) -> Any:
        """What the caller gets; None if the call is stopped."""
        preflight = Preflight(**options)
        try:
            return send(preflight, body, answer, watching)
        except InvalidPayload:
            return None
        except Exception as error:
            return error

    def is_fine(got: Any) -> bool:
        is_right = (
            type(got) is type(expected) if isinstance(expected, Exception) else got == expected
        )
        return is_right or (got is None and may_stop)

    assert is_fine(run(nullcontext()))
    noted = attack.Sites()
    run(noted.under_way())
    sites = [s for s in noted if send is CLIENTS["own"] or s.touches(*files)]
    assert len(sites) > 4
    failed, missed = [], 0
    for one in attack.attacks(sites):
        caplog.clear()
        got = run(one.under_way())
        missed += not one.has_struck
        crashes = [r for r in caplog.records if "crashed" in r.getMessage()]
        if not is_fine(got):
            failed.append(f"{one}: {got!r}")
        if len(crashes) > (2 if options.get("responses") else 1):  # for the request, the response
            failed.append(f"{one}: logged {len(crashes)} times")
        assert_nothing_leaks([caplog.text])
    assert not failed, "\n".join(failed)
    assert not missed


# -- what passes through the net -------------------------------------------------------------------


class _Cancelled(BaseException):
    """As gevent and trio cancel."""


class _Panic(BaseException):
    """As Rust code panics, by the name of its module."""


_Panic.__module__ = "pyo3_runtime"


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(
    "error", [KeyboardInterrupt, SystemExit, asyncio.CancelledError, _Cancelled, _Panic]
)
def test_only_crashes_are_caught(
    client: str, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(Checker, "check", crash)
    if error is _Panic:
        assert CLIENTS[client](Preflight(), GOOD, GIVEN, nullcontext()) == RECEIVED
    else:
        with pytest.raises(error):
            CLIENTS[client](Preflight(), GOOD, GIVEN, nullcontext())


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("error", [LookupError, ValueError, InvalidPayload, _Panic, _Cancelled])
def test_what_a_function_of_the_user_raises_leaves_the_call(
    client: str, error: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(report: Report) -> None:
        raise error(report)

    with pytest.raises(error):
        CLIENTS[client](Preflight(on_violation=refuse), WRONG, GIVEN, nullcontext())
    assert not caplog.records


def test_a_crash_is_logged_with_its_place(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hostile(dict[str, Any]):
        def __getattribute__(self, name: str) -> Any:
            raise RuntimeError("zaphodine")

    monkeypatch.setattr("linkcheck.integrations.preflight.whole", lambda body: Hostile().x)
    Preflight().call("POST", SANDBOX).request(GOOD)  # type: ignore[union-attr]
    (record,) = caplog.records
    assert "RuntimeError in linkcheck.integrations.preflight, line " in record.getMessage()
    assert record.exc_info is None
    assert_nothing_leaks([caplog.text])


# -- tracebacks ------------------------------------------------------------------------------------


def _held(value: Any, seen: set[int], depth: int = 0) -> list[str]:
    """The texts that can be reached from a value through containers and attributes."""
    if id(value) in seen or depth > 12 or isinstance(value, (type, ModuleType, FunctionType)):
        return []
    seen.add(id(value))
    if isinstance(value, (str, bytes, bytearray, memoryview)):
        return [str(value if isinstance(value, str) else bytes(value))]
    inside: list[Any] = []
    if isinstance(value, dict):
        inside += [*value.keys(), *value.values()]
    elif isinstance(value, (list, tuple, set, frozenset)):
        inside += value
    elif isinstance(value, MethodType):
        inside.append(value.__self__)
    inside += getattr(value, "__dict__", {}).values()
    for kind in type(value).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        inside += [getattr(value, s, None) for s in ([slots] if isinstance(slots, str) else slots)]
    return [text for entry in inside for text in _held(entry, seen, depth + 1)]


def _frames(error: BaseException) -> list[FrameType]:
    frames, trace = [], error.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    return frames


LEAKING = {**WRONG, "user": {"client_user_id": "u-1", "legal_name": "Zaphodine Beeble"}}
BAD_ANSWER = 200, {**RESPONSE, "link_token": ["zaphodine"]}


@pytest.mark.parametrize("watched", [False, True])
@pytest.mark.parametrize("client", CLIENTS)
def test_no_frame_of_ours_holds_what_was_sent(client: str, watched: bool) -> None:
    cases = [({}, LEAKING, GIVEN), ({"responses": True}, GOOD, BAD_ANSWER)]
    if client == "plaid":
        cases.append(({}, {**LEAKING, "products": "auth"}, GIVEN))  # which it refuses
    for options, body, answer in cases:
        watch = Interception(lambda: Preflight(), list[Report]().append)
        if watched:
            watch.install()
        try:
            CLIENTS[client](Preflight(**options), body, answer, nullcontext())
        except InvalidPayload as caught:
            error = caught
        else:
            pytest.fail("nothing was raised")
        finally:
            watch.remove()
        ours = [f for f in _frames(error) if f.f_code.co_filename.startswith(attack.OURS)]
        assert ours
        # The user's own objects, which a guard keeps to work at all, are not followed.
        clients = {id(f.f_locals.get("self")) for f in ours}
        for frame in ours:
            held = _held(dict(frame.f_locals), set(clients))
            assert not [text for text in held if "zaphodine" in text.lower()], frame
