"""Measures what the guards of client libraries add to a call: ``python benchmarks/guards.py``.

Each client sends a valid create request with and without its guard, in turn, to a stand-in for
Plaid in the same process. Printed is the median of the differences of rounds that follow one
another; CPU time, so that other programs count for little. With ``--write`` the table goes to
benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.payloads import BODIES, Body, variants  # noqa: E402
from benchmarks.table import table, write_section  # noqa: E402

HOST = "https://sandbox.plaid.com"
LINK, OTHER = f"{HOST}/link/token/create", f"{HOST}/accounts/get"
HEADERS = {"PLAID-CLIENT-ID": "${PLAID_CLIENT_ID}", "PLAID-SECRET": "${PLAID_SECRET}"}
ANSWER = {
    "link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176",
    "expiration": "2026-01-01T04:00:00Z",
    "request_id": "XQVgFigpGHXkb0b",
}

Send = Callable[[str, Body], object]


def httpx_clients() -> tuple[Send, Send]:
    """Without a guard, and with one."""
    import httpx

    import linkcheck.integrations.httpx

    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=ANSWER))
    plain = httpx.Client(transport=transport, headers=HEADERS)
    guarded = linkcheck.integrations.httpx.guard(httpx.Client(transport=transport, headers=HEADERS))
    return (lambda u, b: plain.post(u, json=b)), (lambda u, b: guarded.post(u, json=b))


def requests_clients() -> tuple[Send, Send]:
    """Without a guard, and with one."""
    import requests
    from requests.adapters import BaseAdapter

    import linkcheck.integrations.requests

    class Plaid(BaseAdapter):
        def send(self, request: Any, *_: Any, **__: Any) -> Any:
            found = requests.Response()
            found.status_code, found._content = 200, json.dumps(ANSWER).encode()
            found.request, found.url = request, request.url
            found.raw = SimpleNamespace(_original_response=None)
            return found

    def session() -> requests.Session:
        made = requests.Session()
        made.mount("https://", Plaid())
        made.headers.update(HEADERS)
        return made

    plain, guarded = session(), linkcheck.integrations.requests.guard(session())
    return (lambda u, b: plain.post(u, json=b)), (lambda u, b: guarded.post(u, json=b))


def aiohttp_clients() -> tuple[Send, Send]:
    """The middleware alone, between a request and what would send it."""
    from aiohttp import ClientRequest, hdrs
    from yarl import URL

    import linkcheck.integrations.aiohttp

    loop = asyncio.new_event_loop()
    loop.close()  # nothing here waits for anything
    session = SimpleNamespace(trust_env=False)

    async def answer(_: ClientRequest) -> Any:
        return SimpleNamespace(status=200)

    def sending(handle: Callable[[Any], Coroutine[Any, Any, Any]]) -> Send:
        def send(url: str, body: Body) -> object:
            request = ClientRequest(
                hdrs.METH_POST,
                URL(url),
                headers=HEADERS,
                data=json.dumps(body).encode(),
                loop=loop,
                session=session,  # type: ignore[arg-type]
            )
            with suppress(StopIteration):
                handle(request).send(None)
            return None

        return send

    check = linkcheck.integrations.aiohttp.middleware()
    return sending(answer), sending(lambda request: check(request, answer))  # type: ignore[arg-type]


def plaid_clients() -> tuple[Send, Send]:
    """``ApiClient.call_api``, which all methods of plaid-python end in, fed with plain bodies."""
    import plaid
    from plaid.api import plaid_api

    import linkcheck.integrations.plaid

    def client() -> Any:
        configuration = plaid.Configuration(
            host=HOST, api_key={"clientId": "${PLAID_CLIENT_ID}", "secret": "${PLAID_SECRET}"}
        )
        api_client = plaid.ApiClient(configuration)
        answer = SimpleNamespace(status=200, data="{}", reason="", getheaders=dict)
        api_client.rest_client.request = lambda *_, **__: answer  # type: ignore[method-assign]
        return plaid_api.PlaidApi(api_client)

    def sending(api: Any) -> Send:
        def send(url: str, body: Body) -> object:
            return api.api_client.request(
                "POST", url, headers=HEADERS, body=body, _preload_content=False
            )

        return send

    return sending(client()), sending(linkcheck.integrations.plaid.guard(client()))


CLIENTS: dict[str, tuple[str, Callable[[], tuple[Send, Send]]]] = {
    "plaid-python": ("plaid", plaid_clients),
    "httpx": ("httpx", httpx_clients),
    "requests": ("requests", requests_clients),
    "aiohttp": ("aiohttp", aiohttp_clients),
}


def added(sends: tuple[Send, Send], url: str, bodies: list[Body], rounds: int) -> float:
    """By how many seconds a call with a guard takes longer than without."""
    following = cycle(bodies).__next__

    def took(send: Send) -> float:
        started = time.process_time()
        for _ in bodies:
            send(url, following())
        return (time.process_time() - started) / len(bodies)

    plain, guarded = sends
    took(guarded)
    return median(-took(plain) + took(guarded) for _ in range(rounds))


def measure(rounds: int) -> list[list[str]]:
    """The rows of the table."""
    rows = []
    for name, (module, clients) in CLIENTS.items():
        if importlib.util.find_spec(module) is None:
            continue
        sends = clients()
        cells = [
            f"{added(sends, url, variants(BODIES[title], 32), rounds) * 1e6:.0f}"
            for url, title in ((LINK, "typical"), (LINK, "minimal"), (OTHER, "minimal"))
        ]
        rows.append([name, *cells])
    return rows


def main(arguments: list[str] | None = None) -> None:
    """Measure and print; with ``--write`` also keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--write", action="store_true", help="write benchmarks/README.md")
    options = parser.parse_args(arguments)
    titles = ["client", "typical request, us", "minimal request, us", "any other call, us"]
    text = "CPU time that a guard adds to a call that is in order.\n\n" + table(
        titles, measure(options.rounds)
    )
    print(text)
    if options.write:
        write_section("guards", text)


if __name__ == "__main__":
    main()
