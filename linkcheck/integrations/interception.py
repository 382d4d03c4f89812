"""Intercept the Link calls of all clients in this process, for the pytest plug-in.

Each client is patched at a high level, so that mocks of its transport and recorders of its traffic
do not remove the patch.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from typing import Any

from linkcheck.exceptions import InvalidPayload
from linkcheck.integrations.bodies import is_plain, sent_whole
from linkcheck.integrations.containment import contained
from linkcheck.integrations.preflight import LinkCall, Preflight
from linkcheck.report import Report

Wrapping = Callable[[Callable[..., Any]], Callable[..., Any]]
Reading = Callable[..., "Report | None"]
"""Checks a call. The arguments are those of the method that sends it."""


class Interception:
    """Calls ``seen`` with the report on each Link request that is sent while it is installed.

    ``preflight`` returns the current ``Preflight``, or None to check nothing. A request that a
    linkcheck guard stops is not sent, and so not reported. No call is changed or stopped.
    """

    def __init__(
        self, preflight: Callable[[], Preflight | None], seen: Callable[[Report], object]
    ) -> None:
        self._preflight = preflight
        self._seen = seen
        self._patches: list[tuple[Any, str, Any, Any]] = []

    def install(self) -> None:
        """Patch the clients that are installed."""
        for client in (self._plaid, self._httpx, self._requests, self._aiohttp):
            try:
                client()
            except ImportError:
                continue

    def remove(self) -> None:
        """Remove the patches, except those that other code has patched over."""
        for owner, name, patched, original in reversed(self._patches):
            if getattr(owner, name) is patched:
                setattr(owner, name, original)
        self._patches.clear()

    # -- the clients -----------------------------------------------------------------------

    def _plaid(self) -> None:
        from plaid.api_client import ApiClient

        def report(_: Any, method: str, url: str, *args: Any, **kwargs: Any) -> Report | None:
            headers = kwargs.get("headers") or ()
            call = self._call(method, url, headers, is_plaid=True, is_final=True)
            return call.check_request(kwargs.get("body")) if call is not None else None

        self._patch(ApiClient, "request", self._watching(report))

    def _httpx(self) -> None:
        import httpx

        from linkcheck.integrations.httpx import body_of

        def report(_: Any, request: httpx.Request, **options: Any) -> Report | None:
            call = self._call(request.method, str(request.url), request.headers.keys())
            return _report(call, body_of(request)) if call is not None else None

        self._patch(httpx.Client, "send", self._watching(report))
        self._patch(httpx.AsyncClient, "send", self._watching_async(report))

    def _requests(self) -> None:
        import requests

        from linkcheck.integrations.requests import body_of

        def report(_: Any, request: requests.PreparedRequest, **options: Any) -> Report | None:
            method, url = request.method or "", request.url or ""
            call = self._call(method, url, request.headers.keys())
            return _report(call, body_of(request)) if call is not None else None

        self._patch(requests.Session, "send", self._watching(report))

    def _aiohttp(self) -> None:
        """Patch above ``ClientSession._request``, which mocks and recorders replace."""
        import aiohttp
        from multidict import CIMultiDict

        def watch(result: Any, session: Any, method: str, url: Any, options: Any) -> None:
            url = session._build_url(url) if session is not None else url
            headers = CIMultiDict(getattr(session, "headers", {}))
            headers.update(options.get("headers") or {})
            call = self._call(method, str(url), headers.keys())
            if call is None or options.get("compress") or not is_plain(headers):
                return
            # Removed on use, to keep it out of tracebacks.
            bodies = [_aiohttp_body(session, options)]
            # Nothing is sent until the result is awaited.
            waiting = self._watching_async(lambda coroutine: _report(call, bodies.pop()))(_wait)
            result._coro = waiting(result._coro)

        def of_post(inner: Callable[..., Any]) -> Callable[..., Any]:
            def post(session: Any, url: Any, **options: Any) -> Any:
                result = inner(session, url, **options)
                contained(None, watch, result, session, "POST", url, options)
                return result

            return post

        def of_request(inner: Callable[..., Any]) -> Callable[..., Any]:
            def request(session: Any, method: str, url: Any, **options: Any) -> Any:
                result = inner(session, method, url, **options)
                contained(None, watch, result, session, method, url, options)
                return result

            return request

        def of_function(inner: Callable[..., Any]) -> Callable[..., Any]:
            def request(method: str, url: Any, **options: Any) -> Any:
                result = inner(method, url, **options)
                contained(None, watch, result, None, method, url, options)
                return result

            return request

        self._patch(aiohttp.ClientSession, "post", of_post)
        self._patch(aiohttp.ClientSession, "request", of_request)
        self._patch(aiohttp, "request", of_function)

    # -- common ----------------------------------------------------------------------------

    def _patch(self, owner: Any, name: str, wrapping: Wrapping) -> None:
        original = getattr(owner, name)
        patched = functools.wraps(original)(wrapping(original))
        setattr(owner, name, patched)
        self._patches.append((owner, name, patched, original))

    def _call(
        self, method: str, url: str, headers: Collection[str], **known: bool
    ) -> LinkCall | None:
        preflight = self._preflight()
        if preflight is None:
            return None
        return preflight.recognize(method, url, headers, **known)

    def _watching(self, reading: Reading) -> Wrapping:
        """Wrap a method that sends: check each call first, as its body may change later."""

        def wrapping(inner: Callable[..., Any]) -> Callable[..., Any]:
            def send(*arguments: Any, **options: Any) -> Any:
                report = contained(None, reading, *arguments, **options)
                try:
                    response = inner(*arguments, **options)
                except InvalidPayload:
                    report = None  # stopped by a guard, so it was not sent
                    raise
                except BaseException:
                    contained(None, self._tell, report)
                    raise
                finally:
                    arguments, options = (), {}  # keep it out of tracebacks
                contained(None, self._tell, report)
                return response

            return send

        return wrapping

    def _watching_async(self, reading: Reading) -> Wrapping:
        def wrapping(inner: Callable[..., Any]) -> Callable[..., Any]:
            async def send(*arguments: Any, **options: Any) -> Any:
                report = contained(None, reading, *arguments, **options)
                try:
                    response = await inner(*arguments, **options)
                except InvalidPayload:
                    report = None
                    raise
                except BaseException:
                    contained(None, self._tell, report)
                    raise
                finally:
                    arguments, options = (), {}
                contained(None, self._tell, report)
                return response

            return send

        return wrapping

    def _tell(self, report: Report | None) -> None:
        if report is not None:
            self._seen(report)


def _report(call: LinkCall, body: Any) -> Report | None:
    return None if body is None else call.check_request(body)


async def _wait(coroutine: Any) -> Any:
    try:
        return await coroutine
    finally:
        coroutine = None  # keep it out of tracebacks


def _aiohttp_body(session: Any, options: Any) -> Any:
    """Return the body for arguments of aiohttp; None if it is streamed or multipart."""
    if options.get("json") is not None:
        import json

        serialize = getattr(session, "json_serialize", None) or json.dumps
        try:
            return serialize(options["json"])
        except (TypeError, ValueError):
            return None  # aiohttp will fail too
    data = options.get("data")
    if data is None:
        return b""
    return sent_whole(data)
