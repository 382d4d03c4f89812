"""A guarded client of each kind, for tests of what all guards have in common."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import aiohttp
import httpx
import plaid
import requests
from plaid.api import plaid_api
from requests.adapters import BaseAdapter

import linkcheck.integrations.aiohttp
import linkcheck.integrations.httpx
import linkcheck.integrations.plaid
import linkcheck.integrations.requests
from linkcheck.integrations.preflight import Preflight
from tests.integrations.bodies import CREDENTIALS, GOOD, RESPONSE, SANDBOX
from tests.integrations.server import link_server
from tests.integrations.stubs import StubPool

Answer = tuple[int, Any]
Watching = AbstractContextManager[None]
Send = Callable[[Preflight, Any, Answer, Watching], Answer]
"""Sends a body by a guarded client; gives what the caller gets of the server's answer."""

CLIENTS: dict[str, Send] = {}


def received(status: int, answer: Any) -> Answer:
    return status, answer.get("link_token")


def _client(send: Send) -> Send:
    CLIENTS[send.__name__.strip("_")] = send
    return send


@_client
def _httpx(preflight: Preflight, body: Any, answer: Answer, watching: Watching) -> Answer:
    transport = httpx.MockTransport(lambda _: httpx.Response(answer[0], json=answer[1]))
    with httpx.Client(transport=transport) as client:
        linkcheck.integrations.httpx.guard(client, preflight)
        with watching:
            response = client.post(SANDBOX, json=body)
        return received(response.status_code, response.json())


@_client
def _httpx_async(preflight: Preflight, body: Any, answer: Answer, watching: Watching) -> Answer:
    async def run() -> Answer:
        transport = httpx.MockTransport(lambda _: httpx.Response(answer[0], json=answer[1]))
        async with httpx.AsyncClient(transport=transport) as client:
            linkcheck.integrations.httpx.guard(client, preflight)
            with watching:
                response = await client.post(SANDBOX, json=body)
            return received(response.status_code, response.json())

    return asyncio.run(run())


class _Adapter(BaseAdapter):
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer

    def send(self, request: Any, *_: Any, **__: Any) -> Any:
        found = requests.Response()
        found.status_code, found._content = self._answer[0], json.dumps(self._answer[1]).encode()
        found.request, found.url = request, request.url
        found.raw = SimpleNamespace(_original_response=None)
        return found

    def close(self) -> None: ...


@_client
def _requests(preflight: Preflight, body: Any, answer: Answer, watching: Watching) -> Answer:
    session = requests.Session()
    session.mount("https://", _Adapter(answer))
    linkcheck.integrations.requests.guard(session, preflight)
    with watching:
        response = session.post(SANDBOX, json=body)
    return received(response.status_code, response.json())


@_client
def _aiohttp(preflight: Preflight, body: Any, answer: Answer, watching: Watching) -> Answer:
    async def run(url: str) -> Answer:
        check = linkcheck.integrations.aiohttp.middleware(preflight)
        async with aiohttp.ClientSession(middlewares=[check]) as session:
            with watching:
                response = await session.post(url, json=body)
            return received(response.status, await response.json())

    with link_server() as server:
        server.status, server.answer = answer
        return asyncio.run(run(server.create))


@_client
def _plaid(preflight: Preflight, body: Any, answer: Answer, watching: Watching) -> Answer:
    keys = {"clientId": CREDENTIALS["PLAID-CLIENT-ID"], "secret": CREDENTIALS["PLAID-SECRET"]}
    host = SANDBOX.removesuffix("/link/token/create")
    api_client = plaid.ApiClient(plaid.Configuration(host=host, api_key=keys))
    api_client.rest_client.pool_manager = StubPool(answer[1], answer[0])
    api = linkcheck.integrations.plaid.guard(plaid_api.PlaidApi(api_client), preflight)
    body = copy.deepcopy(body)
    try:
        with watching:
            response = api.link_token_create(body, _check_return_type=False)
    except plaid.ApiException as error:
        return received(error.status, json.loads(error.body))
    return 200, response.link_token


@_client
def _own(preflight: Preflight, body: Any, answer: Answer, watching: Watching) -> Answer:
    """A client that has no integration; docs/http-clients.md shows how it is done."""
    with watching:
        call = preflight.call("POST", SANDBOX, CREDENTIALS)
        if call is not None:
            call.request(body)
            call.response(answer[0], answer[1], body)
    return received(*answer)


WRONG = {**GOOD, "optional_products": ["identity"]}  # which plaid-python converts
GIVEN = 200, RESPONSE
RECEIVED = received(*GIVEN)
"""What the caller gets for the usual answer."""
