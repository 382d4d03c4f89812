"""Checks the Link calls of aiohttp before they are sent.

session = aiohttp.ClientSession(middlewares=[linkcheck.aiohttp.middleware()])
"""

from __future__ import annotations

from typing import Any

from aiohttp import (
    ClientError,
    ClientHandlerType,
    ClientMiddlewareType,
    ClientRequest,
    ClientResponse,
)
from aiohttp.payload import BytesPayload

from linkcheck.integrations.guards import UNCHECKED, AsyncGuarded, Before, Sent
from linkcheck.integrations.preflight import Preflight, is_plain, preflight_of, sent_whole


def middleware(preflight: Preflight | None = None, **options: Any) -> ClientMiddlewareType:
    """A client middleware that checks each call of a Link endpoint, and leaves all others alone.

    Give it to a ``ClientSession``, after middlewares that add headers. It may serve many sessions.
    ``options`` are those of ``Preflight``; a ``preflight`` may be given instead, to share it.

    Bodies that are streamed, in parts or compressed are left alone. Responses, if they are to be
    checked, are read before the caller gets them; ``read``, ``text`` and ``json`` give them again,
    ``content`` does not.

    Raises TypeError and ValueError as ``Preflight`` does.
    """
    return _Middleware(preflight_of(preflight, options), _forward)


def body_of(request: ClientRequest) -> str | bytes | None:
    """The body of a request; None for one that is streamed, in parts or compressed."""
    body = request.body
    if not isinstance(body, BytesPayload):
        return body if isinstance(body, bytes) else None  # that of a request without one
    # The value is what is sent; the methods that would give it fail for a memoryview.
    return sent_whole(body._value) if is_plain(request.headers) else None


def _forward(request: ClientRequest, handler: ClientHandlerType) -> Any:
    return handler(request)


class _Middleware(AsyncGuarded):
    def before(self, request: ClientRequest, handler: ClientHandlerType) -> Before:
        call = self.preflight.find(request.method, str(request.url), request.headers.keys())
        if call is None:
            return UNCHECKED
        body = body_of(request)
        sent = Sent(call, body) if call.wants_response else None
        return sent, None if body is None else call.judge_request(body)

    async def after_async(self, sent: Sent, response: ClientResponse) -> BaseException | None:
        if not sent.call.wants(response.status):
            return None
        try:
            body = await response.read()
        except (ClientError, TimeoutError):
            return None  # which the caller gets as well
        return sent.call.judge_response(response.status, body, sent.body)
