"""Checks the Link calls of aiohttp before they are sent.

session = aiohttp.ClientSession(middlewares=[linkcheck.aiohttp.middleware()])
"""

from __future__ import annotations

from typing import Any

from aiohttp import ClientHandlerType, ClientMiddlewareType, ClientRequest, ClientResponse
from aiohttp.payload import BytesPayload

from linkcheck.preflight import Preflight, is_plain, preflight_of


def middleware(preflight: Preflight | None = None, **options: Any) -> ClientMiddlewareType:
    """A client middleware that checks each call of a Link endpoint, and leaves all others alone.

    Give it to a ``ClientSession``, after middlewares that add headers. It may serve many sessions.
    ``options`` are those of ``Preflight``; a ``preflight`` may be given instead, to share it.

    Bodies that are streamed, in parts or packed are left alone. Responses, if they are to be
    checked, are read before the caller gets them; ``read``, ``text`` and ``json`` give them again,
    ``content`` does not.

    Raises TypeError and ValueError as ``Preflight`` does.
    """
    checked = preflight_of(preflight, options)

    async def check(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        call = checked.call(request.method, str(request.url), request.headers.keys())
        if call is None:
            return await handler(request)
        body = body_of(request)
        if body is not None:
            call.request(body)
        response = await handler(request)
        if call.wants_response:
            call.response(response.status, await response.read(), body)
        return response

    return check


def body_of(request: ClientRequest) -> str | bytes | None:
    """The body of a request; None for one that is streamed, in parts or packed."""
    body = request.body
    if isinstance(body, BytesPayload):
        # That it is not UTF-8 is for the check to say.
        return body.decode(errors="surrogateescape") if is_plain(request.headers) else None
    return body if isinstance(body, bytes) else None
