"""How a guard handles violations: ``on_violation``, and LINKCHECK_GUARD, which wins over it."""

from __future__ import annotations

import copy
import inspect
import logging
import re
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest

import linkcheck
from linkcheck import Checker, InvalidPayload, Report
from linkcheck.integrations import posture
from linkcheck.integrations.interception import Interception
from linkcheck.integrations.preflight import Preflight
from tests.integrations import clients
from tests.integrations.bodies import BAD, BAD_RESPONSE, GOOD, SANDBOX
from tests.integrations.clients import CLIENTS, GIVEN, RECEIVED, WRONG


class _Refused(Exception):
    pass


def _refuse(report: Report) -> None:
    raise _Refused


RAISED, LOGGED, REFUSED, NOTHING = "raised", "logged", "refused", "nothing"


def _done(preflight: Preflight, caplog: pytest.LogCaptureFixture, client: str = "own") -> str:
    """Return what a guard does with a wrong request."""
    caplog.clear()
    try:
        assert CLIENTS[client](preflight, copy.deepcopy(WRONG), GIVEN, nullcontext()) == RECEIVED
    except InvalidPayload:
        return RAISED
    except _Refused:
        return REFUSED
    return LOGGED if [r for r in caplog.records if "LC301" in r.getMessage()] else NOTHING


TABLE = [
    (None, {"raise": RAISED, "log": LOGGED, _refuse: REFUSED}),
    ("", {"raise": RAISED, "log": LOGGED, _refuse: REFUSED}),
    ("raise", {"raise": RAISED, "log": RAISED, _refuse: RAISED}),
    ("log", {"raise": LOGGED, "log": LOGGED, _refuse: LOGGED}),
    ("off", {"raise": NOTHING, "log": NOTHING, _refuse: NOTHING}),
    (" OFF\n", {"raise": NOTHING}),
    ("of", {"raise": RAISED, "log": LOGGED, _refuse: REFUSED}),
]


@pytest.mark.parametrize(("value", "wanted"), TABLE)
def test_the_variable_wins_over_the_argument(
    value: str | None,
    wanted: dict[Any, str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    _set(monkeypatch, value)
    for argument, done in wanted.items():
        assert _done(Preflight(on_violation=argument), caplog) == done, argument


@pytest.mark.parametrize("client", CLIENTS)
def test_it_is_read_at_each_call_of_each_client(
    client: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    preflight = Preflight()
    done = []
    for value in ("raise", "log", "off", None):
        _set(monkeypatch, value)
        done.append(_done(preflight, caplog, client))
    assert done == [RAISED, LOGGED, NOTHING, RAISED]


@pytest.mark.parametrize("client", CLIENTS)
def test_off_also_skips_responses(client: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = 200, {**BAD_RESPONSE, "request_id": 1}
    preflight = Preflight(responses=True)
    _set(monkeypatch, "off")
    CLIENTS[client](preflight, GOOD, answer, nullcontext())
    _set(monkeypatch, None)
    with pytest.raises(InvalidPayload):
        CLIENTS[client](preflight, GOOD, answer, nullcontext())


def test_a_wrong_value_is_logged_once_without_showing_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _set(monkeypatch, "zaphodine")
    for _ in range(3):
        Preflight().call("POST", SANDBOX).request(GOOD)  # type: ignore[union-attr]
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage() == "LINKCHECK_GUARD must be raise, log or off; its value is ignored"


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("what", ["violations", "a crash", "the variable"])
def test_a_record_names_the_line_of_the_caller(
    client: str, what: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crash(*_: Any, **__: Any) -> Any:
        raise RuntimeError

    body = WRONG if what == "violations" else GOOD
    if what == "a crash":
        monkeypatch.setattr(Checker, "check", crash)
    if what == "the variable":
        _set(monkeypatch, "of")
    CLIENTS[client](Preflight(on_violation="log"), copy.deepcopy(body), GIVEN, nullcontext())
    (record,) = caplog.records
    code = inspect.getsource(clients).splitlines()[record.lineno - 1]
    assert record.pathname == clients.__file__
    assert re.search(r"\.(post|link_token_create|request|call)\(", code), code


CHECKS: dict[str, Callable[[], bool]] = {
    "check": lambda: not linkcheck.check(BAD).ok,
    "ensure": lambda: _raises(lambda: linkcheck.ensure(BAD)),
    "the pytest plug-in": lambda: _watched() == [False],
}


def _raises(call: Callable[[], object]) -> bool:
    try:
        call()
    except InvalidPayload:
        return True
    return False


def _watched() -> list[bool]:
    reports: list[Report] = []
    watch = Interception(Preflight, reports.append)
    watch.install()
    try:
        _unguarded = Preflight(on_violation="log")
        CLIENTS["requests"](_unguarded, WRONG, GIVEN, nullcontext())
    finally:
        watch.remove()
    return [report.ok for report in reports]


@pytest.mark.parametrize("value", ["off", "log", "raise", None])
@pytest.mark.parametrize("check", CHECKS)
def test_it_affects_guards_only(
    check: str, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _set(monkeypatch, None if value == "raise" and "pytest" in check else value)
    assert CHECKS[check]()


def _set(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.setattr(posture, "_warned", {})
    if value is None:
        monkeypatch.delenv(posture.VARIABLE, raising=False)
    else:
        monkeypatch.setenv(posture.VARIABLE, value)
