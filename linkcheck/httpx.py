"""Checks the Link calls of httpx before they are sent.

client = linkcheck.httpx.guard(httpx.Client(base_url="https://sandbox.plaid.com"))
"""

from __future__ import annotations

from typing import Any, TypeVar

import httpx

from linkcheck.preflight import LinkCall, Preflight, is_plain, preflight_of

ClientT = TypeVar("ClientT", httpx.Client, httpx.AsyncClient)


def guard(client: ClientT, preflight: Preflight | None = None, **options: Any) -> ClientT:
    """Check each call of a Link endpoint that a client sends; leave all others alone.

    ``client`` is a ``Client`` or an ``AsyncClient``; it gets event hooks and is given back.
    ``options`` are those of ``Preflight``; a ``preflight`` may be given instead, to share it. A
    client that is guarded already gets the new options. ``unguard`` undoes it.

    Hooks see a request as the transport gets it, after authentication. Bodies that are streamed,
    in parts or packed are left alone. Responses, if they are to be checked, are read before the
    caller gets them; all but ``iter_raw`` can read them again.

    Raises TypeError for any other client, and as ``Preflight`` does.
    """
    if not isinstance(client, (httpx.Client, httpx.AsyncClient)):
        raise TypeError("guard takes a Client or an AsyncClient of httpx")
    hooks = _Hooks(preflight_of(preflight, options))
    unguard(client)
    is_async = isinstance(client, httpx.AsyncClient)
    client.event_hooks["request"].append(hooks.async_request if is_async else hooks.request)
    client.event_hooks["response"].append(hooks.async_response if is_async else hooks.response)
    return client


def unguard(client: ClientT) -> ClientT:
    """Undo ``guard``; a client that is not guarded stays as it is."""
    for hooks in client.event_hooks.values():
        hooks[:] = [h for h in hooks if not isinstance(getattr(h, "__self__", None), _Hooks)]
    return client


def body_of(request: httpx.Request) -> bytes | None:
    """The body of a request; None for one that is streamed, in parts or packed."""
    if not isinstance(request.stream, httpx.ByteStream) or not is_plain(request.headers):
        return None
    return request.read()


class _Hooks:
    """The event hooks of a client."""

    def __init__(self, preflight: Preflight) -> None:
        self._preflight = preflight

    def request(self, request: httpx.Request) -> None:
        call, body = self._call(request)
        if call is not None and body is not None:
            call.request(body)

    async def async_request(self, request: httpx.Request) -> None:
        self.request(request)

    def response(self, response: httpx.Response) -> None:
        if self._preflight.responses:
            call, body = self._call(response.request)
            if call is not None:
                call.response(response.status_code, response.read(), body)

    async def async_response(self, response: httpx.Response) -> None:
        if self._preflight.responses:
            call, body = self._call(response.request)
            if call is not None:
                call.response(response.status_code, await response.aread(), body)

    def _call(self, request: httpx.Request) -> tuple[LinkCall | None, bytes | None]:
        call = self._preflight.call(request.method, str(request.url), request.headers.keys())
        return call, body_of(request) if call is not None else None
