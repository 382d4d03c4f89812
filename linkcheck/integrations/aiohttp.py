"""Check the Link calls of aiohttp before they are sent.

session = aiohttp.ClientSession(middlewares=[linkcheck.aiohttp.middleware()])
"""

from __future__ import annotations

from typing import Any, Unpack

from aiohttp import (
    ClientError,
    ClientHandlerType,
    ClientMiddlewareType,
    ClientRequest,
    ClientResponse,
)
from aiohttp.payload import BytesPayload

from linkcheck.integrations.bodies import is_plain, sent_whole
from linkcheck.integrations.guards import UNCHECKED, AsyncGuarded, Before, Sent
from linkcheck.integrations.preflight import Preflight, PreflightOptions, preflight_of


def middleware(
    preflight: Preflight | None = None, **options: Unpack[PreflightOptions]
) -> ClientMiddlewareType:
    """Return a client middleware that checks each call to a Link endpoint.

    Pass it to a ``ClientSession``, after middlewares that add headers. Several sessions can share
    it. ``options`` are those of ``Preflight``; pass a ``preflight`` instead to share one.

    Streamed, multipart and compressed bodies are not checked. Responses, if checked, are read
    before the caller gets them; ``read``, ``text`` and ``json`` still work, but ``content`` does
    not.

    Raises TypeError and ValueError like ``Preflight``.
    """
    return _Middleware(preflight_of(preflight, options), _forward)


def body_of(request: ClientRequest) -> str | bytes | None:
    """Return the body of a request; None if it is streamed, multipart or compressed."""
    body = request.body
    if not isinstance(body, BytesPayload):
        return body if isinstance(body, bytes) else None  # the body of a request without one
    # The value is what is sent; the public methods fail for a memoryview.
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
            return None  # which the caller also gets
        return sent.call.judge_response(response.status, body, sent.body)
