"""Check the Link calls of requests before they are sent.

session = linkcheck.requests.guard(requests.Session())
"""

from __future__ import annotations

from typing import Any, TypeVar, Unpack

import requests

from linkcheck.integrations.bodies import is_plain, sent_whole
from linkcheck.integrations.guards import UNCHECKED, Before, Guarded, Sent, install, remove
from linkcheck.integrations.preflight import Preflight, PreflightOptions, preflight_of

SessionT = TypeVar("SessionT", bound=requests.Session)


def guard(
    session: SessionT, preflight: Preflight | None = None, **options: Unpack[PreflightOptions]
) -> SessionT:
    """Check each call of a session to a Link endpoint, and return the session.

    The session is guarded in place. ``options`` are those of ``Preflight``; pass a ``preflight``
    instead to share one. Guarding a session again replaces the options. ``unguard`` removes the
    guard.

    The prepared request is checked, for any adapter. Streamed, multipart and compressed bodies and
    streamed responses are not checked. A guarded session cannot be copied or pickled (TypeError).

    Raises TypeError for anything but a session, and like ``Preflight``.
    """
    if not isinstance(session, requests.Session):
        raise TypeError("guard() expects a requests Session")
    install(session, "send", _Send(preflight_of(preflight, options), session))
    return session


def unguard(session: SessionT) -> SessionT:
    """Undo ``guard``. Does nothing for a session without a guard."""
    remove(session, "send")
    return session


def body_of(request: requests.PreparedRequest) -> str | bytes | None:
    """Return the body of a request; None if it is streamed, multipart or compressed."""
    if request.body is None:
        return b""
    return sent_whole(request.body) if is_plain(request.headers) else None


class _Send(Guarded):
    """Replaces ``Session.send``, which also gets each redirected request."""

    def __init__(self, preflight: Preflight, session: requests.Session) -> None:
        super().__init__(preflight)
        self._session = session

    def before(self, request: requests.PreparedRequest, **options: Any) -> Before:
        url, method = request.url or "", request.method or ""
        call = self.preflight.find(method, url, request.headers.keys())
        if call is None:
            return UNCHECKED
        body = body_of(request)
        is_streamed = options.get("stream", self._session.stream)
        sent = Sent(call, body) if call.wants_response and not is_streamed else None
        return sent, None if body is None else call.judge_request(body)

    def after(self, sent: Sent, response: requests.Response) -> BaseException | None:
        # After a redirect, the response answers another request, which was checked here too.
        if response.history:
            return None
        return sent.call.judge_response(response.status_code, response.content, sent.body)
