"""Check the Link calls of plaid-python before they are sent.

client = plaid_api.PlaidApi(plaid.ApiClient(configuration))
linkcheck.plaid.guard(client)
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar, Unpack

from linkcheck.integrations.containment import contained
from linkcheck.integrations.guards import (
    UNCHECKED,
    Before,
    Guarded,
    Sent,
    guard_of,
    install,
    remove,
)
from linkcheck.integrations.preflight import Preflight, PreflightOptions, preflight_of
from linkcheck.tracebacks import discreet

ClientT = TypeVar("ClientT")
_METHODS = ("link_token_create", "link_token_get")
# The arguments of ``ApiClient.request`` after method and URL; plaid-python passes them by name.
_PARAMETERS = ("query_params", "headers", "post_params", "body", "_preload_content")


def guard(
    client: ClientT, preflight: Preflight | None = None, **options: Unpack[PreflightOptions]
) -> ClientT:
    """Check each ``link_token_create`` and ``link_token_get`` of a client before it is sent.

    ``client`` is a ``PlaidApi`` or an ``ApiClient``; it is guarded in place and returned. All that
    share an ``ApiClient`` are guarded with it. ``options`` are those of ``Preflight``; pass a
    ``preflight`` instead to share one. Guarding a client again replaces the options. ``unguard``
    removes the guard.

    The body is checked as plaid-python sends it. The host sets the environment, and the headers
    show the credentials. If plaid-python refuses to convert the request of a ``PlaidApi``, the
    request is checked too, and the full report replaces the first error of plaid-python. Responses,
    if checked, are skipped for calls with ``_preload_content=False``, which leaves reading them to
    the caller. A guarded ``ApiClient`` cannot be copied or pickled (TypeError).

    Raises TypeError for any other client, and like ``Preflight``.
    """
    api_client: Any = getattr(client, "api_client", client)
    if not hasattr(api_client, "configuration") or not hasattr(api_client, "rest_client"):
        raise TypeError("guard() expects a plaid-python PlaidApi or ApiClient")
    preflight = preflight_of(preflight, options)
    unguard(client)
    install(api_client, "request", _Wire(preflight))
    if api_client is not client:
        for name in _METHODS:
            vars(client)[name] = _Method(client, name, api_client, preflight)
    return client


def unguard(client: ClientT) -> ClientT:
    """Undo ``guard``. Does nothing for a client without a guard."""
    for name in _METHODS:
        method = vars(client).get(name)
        if isinstance(method, _Method):
            remove(method.api_client, "request")
            del vars(client)[name]
            if method.replaced is not None:
                vars(client)[name] = method.replaced
    remove(getattr(client, "api_client", client), "request")
    return client


class _Here(threading.local):
    """Whether plaid-python has converted and sent the request of this thread."""

    has_sent = False


_here = _Here()


class _Wire(Guarded):
    """Replaces ``ApiClient.request``, which gets each call as it will be sent."""

    def before(self, method: str, url: str, *arguments: Any, **options: Any) -> Before:
        _here.has_sent = True
        options = {**dict(zip(_PARAMETERS, arguments, strict=False)), **options}
        headers = options.get("headers") or ()
        call = self.preflight.find(method, url, headers, is_plaid=True, is_final=True)
        if call is None:
            return UNCHECKED
        body = options.get("body")
        is_read = call.wants_response and options.get("_preload_content", True)
        return (Sent(call, body) if is_read else None), call.judge_request(body)

    def after(self, sent: Sent, response: Any) -> BaseException | None:
        return sent.call.judge_response(response.status, response.data, sent.body)


class _Method:
    """Replaces a method of ``PlaidApi``, to check the requests that it refuses."""

    def __init__(self, client: Any, name: str, api_client: Any, preflight: Preflight) -> None:
        self._preflight = preflight
        self.inner: Callable[..., Any] = getattr(client, name)
        self.replaced = vars(client).get(name)
        self.api_client = api_client
        self.__name__ = self.inner.__name__
        self.__doc__ = self.inner.__doc__

    @discreet
    def __call__(self, *arguments: Any, **options: Any) -> Any:
        # With async_req, the request is also converted in this thread.
        _here.has_sent = False
        try:
            return self.inner(*arguments, **options)
        except (TypeError, ValueError) as error:  # base classes of the errors of plaid-python
            raised = error
        # Outside of the except block, so that our exception does not have the one of plaid-python.
        stop = contained(self._preflight.journal, self._judge, arguments, options)
        raise stop if stop is not None else raised

    def _judge(self, arguments: tuple[Any, ...], options: dict[str, Any]) -> BaseException | None:
        """Check a request that was refused before it was sent; return the exception to raise."""
        given = arguments[0] if arguments else options.get(f"{self.__name__}_request")
        guarded = guard_of(self.api_client)
        if _here.has_sent or given is None or guarded is None:
            return None
        configuration = self.api_client.configuration
        url = configuration.host + "/" + self.__name__.replace("_", "/")
        known = {"clientId": "PLAID-CLIENT-ID", "secret": "PLAID-SECRET"}
        headers = [header for key, header in known.items() if key in configuration.api_key]
        call = guarded.preflight.find("POST", url, headers, is_plaid=True)
        return call.judge_request(given) if call is not None else None
