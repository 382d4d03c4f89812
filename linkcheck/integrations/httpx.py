"""Checks the Link calls of httpx before they are sent.

client = linkcheck.httpx.guard(httpx.Client(base_url="https://sandbox.plaid.com"))
"""

from __future__ import annotations

from threading import Lock
from typing import Any, TypeVar

import httpx

from linkcheck.integrations.guards import (
    UNCHECKED,
    AsyncGuarded,
    Before,
    Guarded,
    Sent,
    install,
    remove,
)
from linkcheck.integrations.preflight import Preflight, is_plain, preflight_of

ClientT = TypeVar("ClientT", httpx.Client, httpx.AsyncClient)


def guard(client: ClientT, preflight: Preflight | None = None, **options: Any) -> ClientT:
    """Check each call of a Link endpoint that a client sends; leave all others alone.

    ``client`` is a ``Client`` or an ``AsyncClient``; it is guarded in place and given back.
    ``options`` are those of ``Preflight``; a ``preflight`` may be given instead, to share it. A
    client that is guarded already gets the new options. ``unguard`` undoes it.

    What is checked is the request as the transport gets it, after authentication. Bodies that are
    streamed, in parts or compressed are left alone. Responses, if they are to be checked, are read
    before the caller gets them; all but ``iter_raw`` can read them again. A guarded client cannot
    be copied or pickled (TypeError).

    Raises TypeError for any other client, and as ``Preflight`` does.
    """
    if not isinstance(client, (httpx.Client, httpx.AsyncClient)):
        raise TypeError("guard takes a Client or an AsyncClient of httpx")
    preflight = preflight_of(preflight, options)
    unguard(client)
    is_async = isinstance(client, httpx.AsyncClient)
    hook = _AsyncHook(preflight) if is_async else _Hook(preflight)
    send = _AsyncSend(preflight, client, hook) if is_async else _Send(preflight, client, hook)
    send.attach()
    install(client, "send", send)
    return client


def unguard(client: ClientT) -> ClientT:
    """Undo ``guard``; a client that is not guarded stays as it is."""
    remove(client, "send")
    hooks = client.event_hooks["request"]
    hooks[:] = [hook for hook in hooks if not isinstance(hook, _Hook)]
    return client


def body_of(request: httpx.Request) -> bytes | None:
    """The body of a request; None for one that is streamed, in parts or compressed."""
    if not isinstance(request.stream, httpx.ByteStream) or not is_plain(request.headers):
        return None
    return request.read()


class _Hook(Guarded):
    """An event hook, which gets each request as the transport does, redirected ones too."""

    def before(self, request: httpx.Request) -> Before:
        call = self.preflight.find(request.method, str(request.url), request.headers.keys())
        body = body_of(request) if call is not None else None
        return None, None if call is None or body is None else call.judge_request(body)


class _AsyncHook(AsyncGuarded, _Hook):
    pass


_attaching = Lock()


class _Send(Guarded):
    """Takes the place of ``send``, for the responses, and to put a lost hook back."""

    def __init__(
        self, preflight: Preflight, client: httpx.Client | httpx.AsyncClient, hook: _Hook
    ) -> None:
        super().__init__(preflight)
        self._client = client
        self._hook = hook

    def attach(self) -> None:
        """Add the hook, unless it is there: ``client.event_hooks = ...`` drops it."""
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
        """The call that a response answers, None if the response is not to be checked."""
        request = response.request  # the last one, if there were several
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
    """What breaks a call whose response cannot be read; raise it if the response is still whole."""
    if was_read or not response.is_stream_consumed:
        raise error
    return error
