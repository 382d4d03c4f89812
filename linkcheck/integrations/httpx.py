"""Check the Link calls of httpx before they are sent.

client = linkcheck.httpx.guard(httpx.Client(base_url="https://sandbox.plaid.com"))
"""

from __future__ import annotations

from threading import Lock
from typing import Any, TypeVar, Unpack

import httpx

from linkcheck.integrations.bodies import is_plain
from linkcheck.integrations.guards import (
    UNCHECKED,
    AsyncGuarded,
    Before,
    Guarded,
    Sent,
    install,
    remove,
)
from linkcheck.integrations.preflight import Preflight, PreflightOptions, preflight_of

ClientT = TypeVar("ClientT", httpx.Client, httpx.AsyncClient)


def guard(
    client: ClientT, preflight: Preflight | None = None, **options: Unpack[PreflightOptions]
) -> ClientT:
    """Check each call of a client to a Link endpoint, and return the client.

    ``client`` is a ``Client`` or an ``AsyncClient``; it is guarded in place. ``options`` are those
    of ``Preflight``; pass a ``preflight`` instead to share one. Guarding a client again replaces
    the options. ``unguard`` removes the guard.

    The request is checked as the transport gets it, after authentication. Streamed, multipart and
    compressed bodies are not checked. Responses, if checked, are read before the caller gets them;
    everything except ``iter_raw`` still works. A guarded client cannot be copied or pickled
    (TypeError).

    Raises TypeError for any other client, and like ``Preflight``.
    """
    if not isinstance(client, (httpx.Client, httpx.AsyncClient)):
        raise TypeError("guard() expects an httpx Client or AsyncClient")
    preflight = preflight_of(preflight, options)
    unguard(client)
    is_async = isinstance(client, httpx.AsyncClient)
    hook = _AsyncHook(preflight) if is_async else _Hook(preflight)
    send = _AsyncSend(preflight, client, hook) if is_async else _Send(preflight, client, hook)
    send.attach()
    install(client, "send", send)
    return client


def unguard(client: ClientT) -> ClientT:
    """Undo ``guard``. Does nothing for a client without a guard."""
    remove(client, "send")
    hooks = client.event_hooks["request"]
    hooks[:] = [hook for hook in hooks if not isinstance(hook, _Hook)]
    return client


def body_of(request: httpx.Request) -> bytes | None:
    """Return the body of a request; None if it is streamed, multipart or compressed."""
    if not isinstance(request.stream, httpx.ByteStream) or not is_plain(request.headers):
        return None
    return request.read()


class _Hook(Guarded):
    """An event hook, which gets each request that goes to the transport, also after redirects."""

    def before(self, request: httpx.Request) -> Before:
        call = self.preflight.find(request.method, str(request.url), request.headers.keys())
        body = body_of(request) if call is not None else None
        return None, None if call is None or body is None else call.judge_request(body)


class _AsyncHook(AsyncGuarded, _Hook):
    pass


_attaching = Lock()


class _Send(Guarded):
    """Replaces ``send`` to check responses, and to restore a lost hook."""

    def __init__(
        self, preflight: Preflight, client: httpx.Client | httpx.AsyncClient, hook: _Hook
    ) -> None:
        super().__init__(preflight)
        self._client = client
        self._hook = hook

    def attach(self) -> None:
        """Add the hook if it is missing: ``client.event_hooks = ...`` drops it."""
        with _attaching:
            hooks = self._client.event_hooks["request"]
            if all(hook is not self._hook for hook in hooks):
                hooks.append(self._hook)

    def before(self, *_: Any, **options: Any) -> Before:
        hooks = self._client.event_hooks["request"]
        if not hooks or hooks[-1] is not self._hook:
            self.attach()
        return (self, None) if self.preflight.responses else UNCHECKED

    def after(self, _: object, response: httpx.Response) -> BaseException | None:
        sent = self._link_call(response)
        if sent is None:
            return None
        was_read = response.is_stream_consumed
        try:
            body = response.read()
        except Exception as error:
            return _lost(response, was_read, error)
        return sent.call.judge_response(response.status_code, body, sent.body)

    def _link_call(self, response: httpx.Response) -> Sent | None:
        """Return the call that a response answers; None if the response is not checked."""
        request = response.request  # the last one of several
        call = self.preflight.find(request.method, str(request.url), request.headers.keys())
        if call is None or not call.wants(response.status_code):
            return None
        return Sent(call, body_of(request))


class _AsyncSend(AsyncGuarded, _Send):
    async def after_async(self, _: object, response: httpx.Response) -> BaseException | None:
        sent = self._link_call(response)
        if sent is None:
            return None
        was_read = response.is_stream_consumed
        try:
            body = await response.aread()
        except Exception as error:
            return _lost(response, was_read, error)
        return sent.call.judge_response(response.status_code, body, sent.body)


def _lost(response: httpx.Response, was_read: bool, error: Exception) -> Exception:
    """Return the error of a response that cannot be read; raise it if the response is unread."""
    if was_read or not response.is_stream_consumed:
        raise error
    return error
