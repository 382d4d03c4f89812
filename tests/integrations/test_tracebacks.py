"""The guards leave no values in the frames of what they raise, or let through."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

import linkcheck
from linkcheck import InvalidPayload
from linkcheck.integrations.interception import Interception
from linkcheck.integrations.plaid import guard
from linkcheck.integrations.preflight import Preflight
from tests.integrations.bodies import BAD, BAD_RESPONSE, CREDENTIALS, GOOD
from tests.integrations.server import LinkServer
from tests.integrations.stubs import StubPool
from tests.integrations.test_http_clients import CLIENTS, Sent
from tests.integrations.test_plaid import client, overlapping
from tests.robustness.frames import leaks, our_frames, raised_by

PLANTED = "zaphodine"


class RefusedError(Exception):
    """What a caller's function raises."""


def _refuse(_: object) -> None:
    raise RefusedError


OPTIONS: dict[str, tuple[dict[str, Any], type[Exception]]] = {
    "raise": ({}, InvalidPayload),
    "function": ({"on_violation": _refuse}, RefusedError),
}


def _assert_no_values(error: BaseException) -> None:
    assert our_frames(error)
    for planted in (PLANTED, "555-0123", "78051120", BAD["secret"]):
        assert leaks(error, planted) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("send", CLIENTS.values(), ids=list(CLIENTS))
@pytest.mark.parametrize("how", OPTIONS)
def test_a_refused_request(
    send: Callable[..., Sent], server: LinkServer, how: str, preflights: Preflight
) -> None:
    options, kind = OPTIONS[how]
    for body in ({"json": BAD}, {"content": json.dumps(BAD)}, {"content": json.dumps(BAD)[:-1]}):
        error = raised_by(lambda body=body: send(options, server.create, **body))  # type: ignore[misc]
        assert isinstance(error, kind)
        _assert_no_values(error)


@pytest.mark.parametrize("send", CLIENTS.values(), ids=list(CLIENTS))
@pytest.mark.parametrize("how", OPTIONS)
def test_a_refused_response(
    send: Callable[..., Sent], server: LinkServer, how: str, preflights: Preflight
) -> None:
    options, kind = OPTIONS[how]
    server.answer = {**BAD_RESPONSE, "request_id": [PLANTED]}
    body = copy.deepcopy(GOOD)
    if "stream" in send.__name__:
        return  # the caller reads it
    error = raised_by(
        lambda: send({**options, "responses": True}, server.create, json=body, headers=CREDENTIALS)
    )
    assert isinstance(error, kind)
    _assert_no_values(error)


@pytest.mark.parametrize("how", OPTIONS)
@pytest.mark.parametrize("make", [overlapping, lambda: copy.deepcopy(BAD)], ids=["model", "dict"])
def test_a_refused_call_of_plaid_python(how: str, make: Any, preflights: Preflight) -> None:
    options, kind = OPTIONS[how]
    api = guard(client(StubPool()), **options)
    for call in (
        lambda: api.link_token_create(make()),
        lambda: api.link_token_create(link_token_create_request=make()),
        lambda: api.link_token_get({"link_token": [PLANTED]}),
    ):
        error = raised_by(call)
        assert isinstance(error, kind)
        _assert_no_values(error)


@pytest.mark.parametrize("name", ["request", "report", "response"])
def test_an_interrupt(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(linkcheck.Checker, "check_value", stop)
    preflight = Preflight(responses=True)
    call = preflight.call("POST", "https://sandbox.plaid.com/link/token/create")
    assert call is not None
    arguments = (200, BAD, BAD) if name == "response" else (BAD,)
    error = raised_by(lambda: getattr(call, name)(*arguments))
    assert isinstance(error, KeyboardInterrupt)
    _assert_no_values(error)


@pytest.fixture(params=["guard alone", "with the pytest plug-in"])
def preflights(request: pytest.FixtureRequest) -> Any:
    """Without and with what the pytest plug-in puts around the clients."""
    if request.param == "guard alone":
        yield
        return
    watched = Preflight()
    interception = Interception(lambda: watched, lambda _: None)
    interception.install()
    yield
    interception.remove()
