"""The example servers, run in the real frameworks, with a Plaid of our own behind them."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from linkcheck.integrations.webhooks import MAX_SIZE

ROOT = Path(__file__).parents[2]
PROBLEM = json.loads((ROOT / "tests/output/schemas/problem.json").read_text(encoding="utf-8"))
FINISHED = (ROOT / "examples/clean/session-finished.json").read_bytes()
TOKEN = "link-sandbox-00000000-0000-4000-8000-000000000003"
VISITOR = {"id": "u-1001", "phone_number": "+14155550123"}
WRONG = {"id": "jo@example.com", "language": "en-US", "phone_number": "12345"}

Answer = tuple[int, str, bytes]
Post = Callable[[str, bytes], Answer]
"""Sends a body of JSON to a path and gives status, media type and body of the answer."""


class Server:
    """An example server, what it was asked to send to Plaid, and how to ask it."""

    def __init__(self, name: str) -> None:
        self.module = _module(name)
        self.sent: list[httpx.Request] = []
        self.post = {"fastapi_app": self._fastapi, "flask_app": self._flask}[name]()

    def _plaid(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        return httpx.Response(200, json={"link_token": TOKEN})

    def _client(self, kind: Callable[..., Any]) -> Any:
        real = self.module.plaid
        transport = httpx.MockTransport(self._plaid)
        return kind(base_url=real.base_url, headers=real.headers, transport=transport)

    def _fastapi(self) -> Post:
        self.module.plaid = self._client(httpx.AsyncClient)
        client = TestClient(self.module.app)

        def post(path: str, body: bytes) -> Answer:
            answer = client.post(path, content=body, headers={"Content-Type": "application/json"})
            return answer.status_code, answer.headers.get("Content-Type", ""), answer.content

        return post

    def _flask(self) -> Post:
        self.module.plaid = self._client(httpx.Client)

        def post(path: str, body: bytes) -> Answer:
            with self.module.app.test_client() as client:
                answer = client.post(path, data=body, content_type="application/json")
                return answer.status_code, answer.content_type, answer.data

        return post


def _module(name: str) -> ModuleType:
    path = ROOT / "examples" / "servers" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["fastapi_app", "flask_app"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("PLAID_CLIENT_ID", "made-up-id")
    monkeypatch.setenv("PLAID_SECRET", "made-up-secret")
    started = Server(request.param)
    real = started.module.plaid
    yield started
    if isinstance(real, httpx.AsyncClient):
        asyncio.run(real.aclose())
    else:
        real.close()


def test_a_good_request_goes_to_plaid(server: Server) -> None:
    status, _, body = server.post("/link-token", json.dumps(VISITOR).encode())
    assert (status, json.loads(body)) == (200, {"link_token": TOKEN})
    (sent,) = server.sent
    assert str(sent.url) == "https://sandbox.plaid.com/link/token/create"
    assert sent.headers["PLAID-SECRET"] == "made-up-secret"
    assert json.loads(sent.content)["user"]["client_user_id"] == "u-1001"


def test_a_bad_request_is_answered_with_a_problem_document(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    status, media_type, body = server.post("/link-token", json.dumps(WRONG).encode())
    assert (status, media_type) == (422, "application/problem+json")
    problem = json.loads(body)
    Draft202012Validator(PROBLEM).validate(problem)
    assert (problem["status"], problem["instance"]) == (422, "/link-token")
    assert [entry["pointer"] for entry in problem["errors"]] == [
        "#/language",
        "#/user/client_user_id",
        "#/user/phone_number",
    ]
    assert server.sent == []
    (record,) = (r for r in caplog.records if r.name == "linkcheck")
    assert record.levelno == logging.ERROR
    for written in (body.decode(), caplog.text, str(record.__dict__)):
        assert "jo@example" not in written
        assert re.search(r"(?<![0-9])12345(?![0-9])", written) is None  # a thread has numbers


def test_webhooks_are_taken(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    assert server.post("/plaid/webhook", FINISHED)[0] == 200
    ((session, tokens),) = server.module.public_tokens.items()
    assert session == "00000000-0000-4000-8000-000000000004"
    assert tokens == ["public-sandbox-00000000-0000-4000-8000-000000000005"]
    assert "public-sandbox" not in caplog.text


def test_webhooks_of_other_products_are_skipped(server: Server) -> None:
    body = b'{"webhook_type": "ITEM", "webhook_code": "ERROR", "item_id": "x"}'
    assert server.post("/plaid/webhook", body)[0] == 200
    assert server.module.public_tokens == {}


def test_a_wrong_webhook_is_logged_and_not_used(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    body = FINISHED.replace(b'"link_token"', b'"linkToken"')
    assert server.post("/plaid/webhook", body)[0] == 200
    assert server.module.public_tokens == {}
    assert "LC102 at (root)" in caplog.text


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff"])
def test_anything_but_a_webhook_is_refused(server: Server, body: bytes) -> None:
    assert server.post("/plaid/webhook", body)[0] == 400


def test_a_body_that_is_too_long_is_refused(server: Server) -> None:
    status = server.post("/plaid/webhook", b" " * (MAX_SIZE + 1))[0]
    assert status in (400, 413)


def test_under_load_each_caller_gets_an_answer_of_its_own(server: Server) -> None:
    languages = ["en", "xx", "fr", "en-US"] * 25
    visitors = [json.dumps({"id": "u-1001", "language": x}).encode() for x in languages]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda body: server.post("/link-token", body), visitors))
    for language, (status, _, body) in zip(languages, answers, strict=True):
        assert status == (200 if language in ("en", "fr") else 422)
        if status == 422:
            (entry,) = json.loads(body)["errors"]
            assert entry["pointer"] == "#/language"
    assert len(server.sent) == 50
