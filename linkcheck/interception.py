"""Seeing the Link calls that any client in this process sends, for the pytest plug-in.

Patches are made high up in each client, where neither mocks of its transport nor recorders of its
traffic take them away.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from linkcheck.preflight import LinkCall, Preflight, is_plain
from linkcheck.report import InvalidPayload

if TYPE_CHECKING:
    from linkcheck.report import Report

Wrapping = Callable[[Callable[..., Any]], Callable[..., Any]]


class Interception:
    """Tells ``seen`` the report on each Link request that is sent while it is installed.

    ``preflight`` gives what judges requests at that moment, None for nothing. A request that a
    guard of linkcheck stops is not sent, and so not told. No call is changed or stopped.
    """

    def __init__(
        self, preflight: Callable[[], Preflight | None], seen: Callable[[Report], object]
    ) -> None:
        self._preflight = preflight
        self._seen = seen
        self._patches: list[tuple[Any, str, Any, Any]] = []

    def install(self) -> None:
        """Patch the clients that are installed; the others cannot send anything."""
        for client in (self._plaid, self._httpx, self._requests, self._aiohttp):
            try:
                client()
            except ImportError:
                continue

    def remove(self) -> None:
        """Take the patches away, but none that somebody else has patched over."""
        for owner, name, patched, original in reversed(self._patches):
            if getattr(owner, name) is patched:
                setattr(owner, name, original)
        self._patches.clear()

    # -- the clients -----------------------------------------------------------------------

    def _plaid(self) -> None:
        from plaid.api_client import ApiClient

        def wrapping(inner: Callable[..., Any]) -> Callable[..., Any]:
            def request(client: Any, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
                headers = kwargs.get("headers") or ()
                call = self._call(method, url, headers, is_plaid=True, is_final=True)
                with self._sending(call, kwargs.get("body")):
                    return inner(client, method, url, *args, **kwargs)

            return request

        self._patch(ApiClient, "request", wrapping)

    def _httpx(self) -> None:
        import httpx

        from linkcheck.httpx import body_of

        def find(request: httpx.Request) -> tuple[LinkCall | None, Any]:
            call = self._call(request.method, str(request.url), request.headers.keys())
            return call, body_of(request) if call is not None else None

        def wrapping(inner: Callable[..., Any]) -> Callable[..., Any]:
            def send(client: Any, request: httpx.Request, **options: Any) -> Any:
                with self._sending(*find(request)):
                    return inner(client, request, **options)

            return send

        def async_wrapping(inner: Callable[..., Any]) -> Callable[..., Any]:
            async def send(client: Any, request: httpx.Request, **options: Any) -> Any:
                with self._sending(*find(request)):
                    return await inner(client, request, **options)

            return send

        self._patch(httpx.Client, "send", wrapping)
        self._patch(httpx.AsyncClient, "send", async_wrapping)

    def _requests(self) -> None:
        import requests

        from linkcheck.requests import body_of

        def wrapping(inner: Callable[..., Any]) -> Callable[..., Any]:
            def send(session: Any, request: requests.PreparedRequest, **options: Any) -> Any:
                method, url = request.method or "", request.url or ""
                call = self._call(method, url, request.headers.keys())
                with self._sending(call, body_of(request) if call is not None else None):
                    return inner(session, request, **options)

            return send

        self._patch(requests.Session, "send", wrapping)

    def _aiohttp(self) -> None:
        """Mocks and recorders of aiohttp replace ``ClientSession._request``: this is above it."""
        import aiohttp
        from multidict import CIMultiDict

        def watched(result: Any, session: Any, method: str, url: Any, options: Any) -> Any:
            url = session._build_url(url) if session is not None else url
            headers = CIMultiDict(getattr(session, "headers", {}))
            headers.update(options.get("headers") or {})
            call = self._call(method, str(url), headers.keys())
            if call is None or options.get("compress") or not is_plain(headers):
                return result
            # Nothing is sent before the result is awaited.
            result._coro = sending(result._coro, call, _aiohttp_body(session, options))
            return result

        async def sending(coroutine: Any, call: LinkCall, body: Any) -> Any:
            with self._sending(call, body):
                return await coroutine

        def of_post(inner: Callable[..., Any]) -> Callable[..., Any]:
            def post(session: Any, url: Any, **options: Any) -> Any:
                return watched(inner(session, url, **options), session, "POST", url, options)

            return post

        def of_request(inner: Callable[..., Any]) -> Callable[..., Any]:
            def request(session: Any, method: str, url: Any, **options: Any) -> Any:
                return watched(
                    inner(session, method, url, **options), session, method, url, options
                )

            return request

        def of_function(inner: Callable[..., Any]) -> Callable[..., Any]:
            def request(method: str, url: Any, **options: Any) -> Any:
                return watched(inner(method, url, **options), None, method, url, options)

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
        return preflight.call(method, url, headers, **known) if preflight is not None else None

    @contextmanager
    def _sending(self, call: LinkCall | None, body: Any) -> Iterator[None]:
        # Before it is sent, as the body may change from then on.
        report = call.report(body) if call is not None and body is not None else None
        try:
            yield
        except InvalidPayload:
            raise  # stopped by a guard
        except BaseException:
            self._tell(report)
            raise
        self._tell(report)

    def _tell(self, report: Report | None) -> None:
        if report is not None:
            self._seen(report)


def _aiohttp_body(session: Any, options: Any) -> Any:
    """The body that arguments of aiohttp make; None if it is streamed or in parts."""
    if options.get("json") is not None:
        import json

        serialize = getattr(session, "json_serialize", None) or json.dumps
        try:
            return serialize(options["json"])
        except (TypeError, ValueError):
            return None  # nor will aiohttp manage to
    data = options.get("data")
    if data is None:
        return b""
    return data if isinstance(data, (str, bytes)) else None
