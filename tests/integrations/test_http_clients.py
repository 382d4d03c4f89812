"""The guards of httpx, requests and aiohttp: the same tests for each, against a server."""

from __future__ import annotations

import array
import asyncio
import copy
import gzip
import io
import json
import mmap
import pickle
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import aiohttp
import httpx
import pytest
import requests
import urllib3

import linkcheck.integrations.aiohttp
import linkcheck.integrations.httpx
import linkcheck.integrations.requests
from linkcheck import InvalidPayload, Report
from linkcheck.integrations.preflight import Preflight
from tests.integrations.bodies import (
    BAD,
    BAD_RESPONSE,
    CREDENTIALS,
    GOOD,
    RESPONSE,
    assert_nothing_leaks,
)
from tests.integrations.server import LinkServer

Sent = tuple[int, bytes]


def with_httpx(guarding: Any, url: str, **options: Any) -> Sent:
    with httpx.Client(follow_redirects=True) as client:
        linkcheck.integrations.httpx.guard(client, **guarding)
        response = client.post(url, **options)
        return response.status_code, response.content


def with_httpx_stream(guarding: Any, url: str, **options: Any) -> Sent:
    with httpx.Client(follow_redirects=True) as client:
        linkcheck.integrations.httpx.guard(client, **guarding)
        with client.stream("POST", url, **options) as response:
            return response.status_code, b"".join(response.iter_bytes())


def with_async_httpx(guarding: Any, url: str, **options: Any) -> Sent:
    async def run() -> Sent:
        async with httpx.AsyncClient(follow_redirects=True) as client:
            linkcheck.integrations.httpx.guard(client, **guarding)
            response = await client.post(url, **options)
            return response.status_code, response.content

    return asyncio.run(run())


def with_requests(guarding: Any, url: str, **options: Any) -> Sent:
    with requests.Session() as session:
        linkcheck.integrations.requests.guard(session, **guarding)
        response = session.post(url, **_for_requests(options))
        return response.status_code, response.content


def with_aiohttp(guarding: Any, url: str, **options: Any) -> Sent:
    async def run() -> Sent:
        async with (
            aiohttp.ClientSession(
                middlewares=[linkcheck.integrations.aiohttp.middleware(**guarding)]
            ) as session,
            session.post(url, **_for_aiohttp(options)) as response,
        ):
            return response.status, await response.read()

    return asyncio.run(run())


def _for_requests(options: dict[str, Any]) -> dict[str, Any]:
    return {"data" if name == "content" else name: value for name, value in options.items()}


def _for_aiohttp(options: dict[str, Any]) -> dict[str, Any]:
    options = _for_requests(options)
    if "files" in options:
        form = aiohttp.FormData()
        for name, file in options.pop("files").items():
            form.add_field(name, file, filename="body.json")
        options["data"] = form
    return options


CLIENTS: dict[str, Callable[..., Sent]] = {
    "httpx": with_httpx,
    "httpx stream": with_httpx_stream,
    "httpx async": with_async_httpx,
    "requests": with_requests,
    "aiohttp": with_aiohttp,
}
each_client = pytest.mark.parametrize("send", CLIENTS.values(), ids=list(CLIENTS))
RECEIVED = json.dumps(RESPONSE).encode()


@each_client
def test_a_wrong_request_never_reaches_the_network(
    send: Callable[..., Sent], server: LinkServer
) -> None:
    before = copy.deepcopy(BAD)
    text = json.dumps(BAD)
    for how in ({"json": BAD}, {"content": text}, {"content": text.encode()}):
        with pytest.raises(InvalidPayload) as caught:
            send({}, server.create, headers=CREDENTIALS, **how)
        assert "LC301" in {violation.code for violation in caught.value.report}
        assert_nothing_leaks([caught.value])
    assert server.bodies == []
    assert before == BAD


@each_client
def test_a_good_request_is_sent_as_it_is(send: Callable[..., Sent], server: LinkServer) -> None:
    assert send({}, server.create, json=GOOD) == (200, RECEIVED)
    text = json.dumps(GOOD, indent=1).encode()
    assert send({}, server.create, content=text) == (200, RECEIVED)
    assert [json.loads(body) for body in server.bodies] == [GOOD, GOOD]
    assert server.bodies[1] == text


@each_client
def test_a_body_that_is_not_json_is_a_violation(
    send: Callable[..., Sent], server: LinkServer
) -> None:
    for how in ({"data": {"client_name": "Wonderwallet"}}, {"content": b"\xff{}"}, {}):
        with pytest.raises(InvalidPayload):
            send({}, server.create, **how)
    assert server.bodies == []


@each_client
def test_other_calls_are_left_alone(send: Callable[..., Sent], server: LinkServer) -> None:
    for path in ("/item/get", "/api/link/token/create", "/link/token/create/x"):
        assert send({"responses": True}, server.url + path, json=BAD) == (200, RECEIVED)
    assert len(server.bodies) == 3


def _pieces() -> Iterator[bytes]:
    yield from (json.dumps(BAD).encode()[i : i + 40] for i in range(0, 1000, 40))


async def _async_pieces() -> AsyncIterator[bytes]:
    for piece in _pieces():
        if piece:
            yield piece


@each_client
@pytest.mark.parametrize("kind", ["generator", "file", "gzip", "parts"])
def test_what_cannot_be_read_twice_is_left_alone(
    send: Callable[..., Sent], server: LinkServer, kind: str
) -> None:
    text = json.dumps(BAD).encode()
    is_async = send in (with_async_httpx, with_aiohttp)
    options: dict[str, Any] = {
        "generator": {"content": _async_pieces() if is_async else filter(None, _pieces())},
        # AsyncClient takes no file as the content.
        "file": {"content": _async_pieces() if send is with_async_httpx else io.BytesIO(text)},
        "gzip": {"content": gzip.compress(text, mtime=0), "headers": {"Content-Encoding": "gzip"}},
        "parts": {"files": {"body": io.BytesIO(text)}},
    }[kind]
    assert send({"responses": True}, server.create, **options) == (200, RECEIVED)
    (body,) = server.bodies
    assert body == gzip.compress(text, mtime=0) if kind == "gzip" else text in body


@each_client
def test_log_mode_sends_the_call(
    send: Callable[..., Sent], server: LinkServer, caplog: pytest.LogCaptureFixture
) -> None:
    assert send({"on_violation": "log"}, server.create, json=BAD) == (200, RECEIVED)
    (record,) = [r for r in caplog.records if r.name == "linkcheck"]
    assert "LC301" in record.linkcheck["codes"]  # type: ignore[attr-defined]
    assert_nothing_leaks([record.getMessage(), str(record.linkcheck)])  # type: ignore[attr-defined]


@each_client
@pytest.mark.parametrize("responses", [False, True])
def test_responses_are_checked_on_request_and_can_be_read_again(
    send: Callable[..., Sent], server: LinkServer, responses: bool
) -> None:
    reports: list[Report] = []
    guarding = {"on_violation": reports.append, "responses": responses}
    for server.answer, server.status in ((RESPONSE, 200), (BAD_RESPONSE, 200), ({"a": 1}, 400)):
        expected = server.status, json.dumps(server.answer).encode()
        assert send(guarding, server.create, json=GOOD) == expected
    assert [r.document for r in reports] == ["link-token-create-response"] * responses


@each_client
def test_a_redirected_call_is_checked_where_it_leads(
    send: Callable[..., Sent], server: LinkServer
) -> None:
    reports: list[Report] = []
    server.moved["/old"] = "/link/token/create"
    assert send({"on_violation": reports.append}, f"{server.url}/old", json=BAD)[0] == 200
    assert [r.document for r in reports] == ["link-token-create-request"]
    server.moved["/link/token/create"] = "/new"
    server.answer = BAD_RESPONSE
    reports.clear()
    send({"on_violation": reports.append, "responses": True}, server.create, json=GOOD)
    assert reports == []


class _Echo(Exception):
    """Raised by stubs that see a call to Plaid, which no test may send."""


LOCAL = {**GOOD, "redirect_uri": "http://localhost:3000/callback"}
PRODUCTION = "https://production.plaid.com/link/token/create"


def _refuse(*_: Any, **__: Any) -> Any:
    raise _Echo


@each_client
def test_host_and_headers_set_the_context(
    send: Callable[..., Sent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("httpx.HTTPTransport.handle_request", _refuse)
    monkeypatch.setattr("httpx.AsyncHTTPTransport.handle_async_request", _refuse)
    monkeypatch.setattr("requests.adapters.HTTPAdapter.send", _refuse)
    monkeypatch.setattr("aiohttp.TCPConnector.connect", _refuse)
    with pytest.raises(InvalidPayload):
        send({}, PRODUCTION, json=LOCAL)
    with pytest.raises(_Echo):
        send({"environment": "sandbox"}, PRODUCTION, json=LOCAL)
    half = {**GOOD, "client_id": CREDENTIALS["PLAID-CLIENT-ID"]}
    pedantic = {"pedantic": True, "select": ["LC020"], "fail_on": "info"}
    with pytest.raises(InvalidPayload):
        send(pedantic, PRODUCTION, json=half)
    with pytest.raises(_Echo):
        send(pedantic, PRODUCTION, json=half, headers=CREDENTIALS)


# -- guarding and undoing --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [httpx.Client, httpx.AsyncClient])
def test_a_client_of_httpx_is_guarded_once_and_can_be_freed(kind: Any) -> None:
    def own(_: httpx.Request) -> None: ...

    client = kind(event_hooks={"request": [own]})
    assert linkcheck.integrations.httpx.guard(client) is client
    assert linkcheck.integrations.httpx.guard(client, on_violation="log") is client
    assert [len(hooks) for hooks in client.event_hooks.values()] == [2, 0]
    assert linkcheck.integrations.httpx.unguard(client) is client
    assert client.event_hooks == {"request": [own], "response": []}


def test_a_session_of_requests_is_guarded_once_and_can_be_freed(server: LinkServer) -> None:
    session = requests.Session()
    assert linkcheck.integrations.requests.guard(session) is session
    assert linkcheck.integrations.requests.guard(session, on_violation="log") is session
    assert session.post(server.create, json=BAD).status_code == 200
    assert linkcheck.integrations.requests.unguard(session) is session
    assert "send" not in vars(session)
    seen: list[object] = []

    def own(request: requests.PreparedRequest, **options: Any) -> requests.Response:
        seen.append(request)
        return requests.Session.send(session, request, **options)

    session.send = own  # type: ignore[method-assign]
    linkcheck.integrations.requests.guard(session).post(server.create, json=GOOD)
    assert len(seen) == 1
    assert linkcheck.integrations.requests.unguard(session).send is own


def test_a_streamed_response_of_requests_is_left_alone(server: LinkServer) -> None:
    server.answer = BAD_RESPONSE
    session = linkcheck.integrations.requests.guard(requests.Session(), responses=True)
    with session.post(server.create, json=GOOD, stream=True) as response:
        assert b"link_token" in response.raw.read()
    with pytest.raises(InvalidPayload):
        session.post(server.create, json=GOOD)


def test_only_clients_can_be_guarded() -> None:
    for guard in (linkcheck.integrations.httpx.guard, linkcheck.integrations.requests.guard):
        with pytest.raises(TypeError, match="expects"):
            guard(object())  # type: ignore[call-overload,type-var]
    with pytest.raises(TypeError, match="not both"):
        linkcheck.integrations.aiohttp.middleware(Preflight(), environment="sandbox")


# -- bodies and headers ---------------------------------------------------------------------------


def _buffers(text: bytes) -> list[Any]:
    mutable = bytearray(text)
    return [mutable, memoryview(text), memoryview(mutable), array.array("B", text)]


@pytest.mark.parametrize("body", [GOOD, BAD])
def test_buffers_are_checked_as_bytes_are(body: Any, server: LinkServer) -> None:
    text = json.dumps(body).encode()
    sent = [(with_requests, data) for data in _buffers(text)]
    sent += [(with_aiohttp, data) for data in _buffers(text)[:3]]  # takes no array
    for send, data in sent:
        if body is BAD:
            with pytest.raises(InvalidPayload) as caught:
                send({}, server.create, content=data)
            assert "LC301" in {v.code for v in caught.value.report}
        else:
            assert send({"responses": True}, server.create, content=data) == (200, RECEIVED)
    assert server.bodies == [text] * len(sent) * (body is GOOD)


def test_a_mapped_file_is_left_alone(server: LinkServer, tmp_path: Any) -> None:
    path = tmp_path / "body.json"
    path.write_text(json.dumps(BAD))
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        assert with_requests({}, server.create, content=mapped) == (200, RECEIVED)


@each_client
def test_the_names_of_types_and_encodings_may_be_in_any_case(
    send: Callable[..., Sent], server: LinkServer
) -> None:
    text = json.dumps(BAD).encode()
    for left_alone in (
        {"Content-Type": "Multipart/Form-Data; boundary=x"},
        {"Content-Type": "MULTIPART/RELATED"},
        {"Content-Encoding": "GZip"},
        {"content-encoding": "br"},
    ):
        assert send({}, server.create, content=text, headers=left_alone) == (200, RECEIVED)
    sent = len(server.bodies)
    for checked in (
        {"Content-Type": "Application/JSON; Charset=UTF-8"},
        {"content-type": "application/vnd.api+json"},
        {"CONTENT-TYPE": "text/plain"},
        {"Content-Type": "application/json", "Content-Encoding": "Identity"},
        {"Content-Type": "application/multipart"},
    ):
        with pytest.raises(InvalidPayload) as caught:
            send({}, server.create, content=text, headers=checked)
        assert "LC301" in {v.code for v in caught.value.report}
    assert len(server.bodies) == sent


@pytest.mark.exhaustive
@each_client
@pytest.mark.parametrize("text", ["[" * 100_000, '{"user":' * 100_000, '"\\ud800"', "9" * 100_000])
def test_hostile_bodies_get_their_answer(
    send: Callable[..., Sent], server: LinkServer, text: str
) -> None:
    guarding = {"on_violation": "log", "responses": True}
    assert send(guarding, server.create, content=text.encode()) == (200, RECEIVED)
    assert server.bodies == [text.encode()]


def test_a_response_that_breaks_off_raises_what_it_does_without_a_guard() -> None:
    class Breaking(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield b"{"
            raise httpx.ReadError("gone")

    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=Breaking()))
    with linkcheck.integrations.httpx.guard(
        httpx.Client(transport=transport), responses=True
    ) as client:
        with pytest.raises(httpx.ReadError):
            client.post(PRODUCTION, json=GOOD)
        with pytest.raises(httpx.ReadError), client.stream("POST", PRODUCTION, json=GOOD) as got:
            got.read()


# -- ways to lose a guard -------------------------------------------------------------------------


def _answering(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=RESPONSE)


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, pickle.dumps])
@pytest.mark.parametrize("kind", [httpx.Client, httpx.AsyncClient, requests.Session])
def test_a_guarded_client_cannot_be_copied(kind: Any, duplicate: Any) -> None:
    client = kind() if kind is requests.Session else kind(transport=httpx.MockTransport(_answering))
    module = (
        linkcheck.integrations.requests
        if kind is requests.Session
        else linkcheck.integrations.httpx
    )
    module.guard(client)
    with pytest.raises(TypeError, match="guard"):
        duplicate(client)
    module.unguard(client)
    if kind is requests.Session:
        duplicate(client)
    assert "__getstate__" not in vars(client)


def test_a_session_stays_guarded_whatever_is_put_into_it(server: LinkServer) -> None:
    session = linkcheck.integrations.requests.guard(requests.Session())
    bodies = []

    def sign(request: requests.PreparedRequest) -> requests.PreparedRequest:
        bodies.append(request.body)
        return request

    session.auth = sign
    session.hooks["response"].append(lambda response, **_: response)
    retrying = requests.adapters.HTTPAdapter(max_retries=urllib3.Retry(2, allowed_methods=None))
    session.mount("http://", retrying)
    session.headers = {"X-Own": "1"}  # type: ignore[assignment]
    request = requests.Request("POST", server.create, json=BAD)
    for send in (
        lambda: session.send(session.prepare_request(request)),
        lambda: session.send(request.prepare()),
        lambda: session.request("post", server.create, json=BAD),
    ):
        with pytest.raises(InvalidPayload):
            send()
    assert bodies
    assert server.bodies == []


LOSSES: dict[str, Callable[[Any], object]] = {
    "set": lambda client: setattr(client, "event_hooks", {"request": [], "response": []}),
    "empty": lambda client: setattr(client, "event_hooks", {}),
    "list": lambda client: client.event_hooks.update(request=[]),
    "cleared": lambda client: client.event_hooks["request"].clear(),
    "auth": lambda client: setattr(client, "auth", ("a", "b")),
    "headers": lambda client: setattr(client, "headers", {}),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_a_client_of_httpx_stays_guarded_whatever_is_put_into_it(loss: str) -> None:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return _answering(request)

    client = linkcheck.integrations.httpx.guard(httpx.Client(transport=httpx.MockTransport(answer)))
    LOSSES[loss](client)
    request = client.build_request("POST", PRODUCTION, json=BAD)
    for send in (lambda: client.post(PRODUCTION, json=BAD), lambda: client.send(request)):
        with pytest.raises(InvalidPayload):
            send()
    own = linkcheck.integrations.httpx.guard(
        httpx.AsyncClient(transport=httpx.MockTransport(answer))
    )
    LOSSES[loss](own)
    with pytest.raises(InvalidPayload):
        asyncio.run(own.post(PRODUCTION, json=BAD))
    assert sent == []
    assert client.post(PRODUCTION, json=GOOD).status_code == 200
    assert len(client.event_hooks["request"]) == 1


# -- one report for each call ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", [httpx.Client, requests.Session])
def test_the_newest_of_several_guards_reports_alone(kind: Any, server: LinkServer) -> None:
    module: Any = (
        linkcheck.integrations.httpx if kind is httpx.Client else linkcheck.integrations.requests
    )
    reports: dict[int, list[Report]] = {n: [] for n in range(3)}
    client = kind()
    for number in range(2):
        module.guard(client, on_violation=reports[number].append, responses=True)
    # Somebody wraps a guarded method, as tracing does.
    inner = client.send
    client.send = lambda *arguments, **options: inner(*arguments, **options)
    module.guard(client, on_violation=reports[2].append, responses=True)
    server.answer = BAD_RESPONSE
    client.post(server.create, json=BAD)
    assert [len(found) for found in reports.values()] == [0, 0, 2]
    module.unguard(client)
    client.post(server.create, json=BAD)
    assert [len(found) for found in reports.values()] == [0, 0, 2]
    client.close()


# -- at the same time ------------------------------------------------------------------------------


def test_one_session_of_requests_under_many_threads(server: LinkServer) -> None:
    session = linkcheck.integrations.requests.guard(requests.Session())

    def call(number: int) -> bool:
        try:
            return session.post(server.create, json=BAD if number % 2 else GOOD).ok
        except InvalidPayload:
            return False

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(call, range(80))) == [True, False] * 40
    assert len(server.bodies) == 40
    session.close()


@pytest.mark.parametrize("client", ["httpx", "aiohttp"])
def test_one_async_client_under_many_tasks(client: str, server: LinkServer) -> None:
    async def run() -> list[bool]:
        if client == "httpx":
            async with linkcheck.integrations.httpx.guard(httpx.AsyncClient()) as own:
                return await asyncio.gather(*(post(own, n) for n in range(80)))
        async with aiohttp.ClientSession(
            middlewares=[linkcheck.integrations.aiohttp.middleware()]
        ) as session:
            return await asyncio.gather(*(post(session, n) for n in range(80)))

    async def post(session: Any, number: int) -> bool:
        try:
            response = await session.post(server.create, json=BAD if number % 2 else GOOD)
            if client == "aiohttp":
                response.release()
        except InvalidPayload:
            return False
        return True

    assert asyncio.run(run()) == [True, False] * 40
    assert len(server.bodies) == 40
