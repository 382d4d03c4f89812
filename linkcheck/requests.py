"""Checks the Link calls of requests before they are sent.

session = linkcheck.requests.guard(requests.Session())
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import requests

from linkcheck.preflight import Preflight, is_plain, preflight_of

SessionT = TypeVar("SessionT", bound=requests.Session)


def guard(session: SessionT, preflight: Preflight | None = None, **options: Any) -> SessionT:
    """Check each call of a Link endpoint that a session sends; leave all others alone.

    The session is guarded in place and given back. ``options`` are those of ``Preflight``; a
    ``preflight`` may be given instead, to share it. A session that is guarded already gets the new
    options. ``unguard`` undoes it.

    What is checked is the prepared request, whatever adapter sends it. Bodies that are streamed,
    in parts or packed are left alone, and so are responses that are streamed.

    Raises TypeError for anything but a session, and as ``Preflight`` does.
    """
    if not isinstance(session, requests.Session):
        raise TypeError("guard takes a Session of requests")
    preflight = preflight_of(preflight, options)
    unguard(session)
    vars(session)["send"] = _Send(session, preflight, vars(session).get("send"))
    return session


def unguard(session: SessionT) -> SessionT:
    """Undo ``guard``; a session that is not guarded stays as it is."""
    send = vars(session).get("send")
    if isinstance(send, _Send):
        del vars(session)["send"]
        if send.replaced is not None:
            vars(session)["send"] = send.replaced
    return session


def body_of(request: requests.PreparedRequest) -> str | bytes | None:
    """The body of a request; None for one that is streamed, in parts or packed."""
    body: Any = request.body
    if body is None:
        return b""
    return body if isinstance(body, (str, bytes)) and is_plain(request.headers) else None


class _Send:
    """Takes the place of ``Session.send``, which gets each prepared request, redirected ones too.

    ``replaced`` is what had taken that place before.
    """

    def __init__(
        self,
        session: requests.Session,
        preflight: Preflight,
        replaced: Callable[..., requests.Response] | None,
    ) -> None:
        self._session = session
        self._preflight = preflight
        self._send = replaced or session.send
        self.replaced = replaced

    def __call__(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        url, method = request.url or "", request.method or ""
        call = self._preflight.call(method, url, request.headers.keys())
        if call is None:
            return self._send(request, **options)
        body = body_of(request)
        if body is not None:
            call.request(body)
        response = self._send(request, **options)
        is_streamed = options.get("stream", self._session.stream)
        # After a redirect, the response is the answer to another request, which came here too.
        if call.wants_response and not is_streamed and not response.history:
            call.response(response.status_code, response.content, body)
        return response
