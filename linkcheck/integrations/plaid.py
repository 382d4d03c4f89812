"""Checks the Link calls of plaid-python before they are sent.

client = plaid_api.PlaidApi(plaid.ApiClient(configuration))
linkcheck.plaid.guard(client)
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

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
from linkcheck.integrations.preflight import Preflight, preflight_of
from linkcheck.tracebacks import discreet

ClientT = TypeVar("ClientT")
_METHODS = ("link_token_create", "link_token_get")
# Of ``ApiClient.request``, after the method and the URL; plaid-python gives them by name.
_PARAMETERS = ("query_params", "headers", "post_params", "body", "_preload_content")


def guard(client: ClientT, preflight: Preflight | None = None, **options: Any) -> ClientT:
    """Check each ``link_token_create`` and ``link_token_get`` of a client before it is sent.

    ``client`` is a ``PlaidApi`` or an ``ApiClient``; it is guarded in place and given back. All
    that share an ``ApiClient`` are guarded with it. ``options`` are those of ``Preflight``; a
    ``preflight`` may be given instead, to share it. A client that is guarded already gets the new
    options. ``unguard`` undoes it.

    The body is checked as plaid-python is about to send it, whatever it was made from, with the
    environment that its host tells and the credentials that its headers hold. A ``PlaidApi`` is
    also checked when plaid-python refuses to convert a request: instead of its first complaint
    comes the whole report, if that has something to say. Responses are checked, if that is asked
    for, unless the call has ``_preload_content=False``: that leaves reading them to the caller.
    A guarded ``ApiClient`` cannot be copied or pickled (TypeError).

    Raises TypeError for any other client, and as ``Preflight`` does.
    """
    api_client: Any = getattr(client, "api_client", client)
    if not hasattr(api_client, "configuration") or not hasattr(api_client, "rest_client"):
        raise TypeError("guard takes a PlaidApi or an ApiClient of plaid-python")
    preflight = preflight_of(preflight, options)
    unguard(client)
    install(api_client, "request", _Wire(preflight))
    if api_client is not client:
        for name in _METHODS:
            vars(client)[name] = _Method(client, name, api_client, preflight)
    return client


def unguard(client: ClientT) -> ClientT:
    """Undo ``guard``; a client that is not guarded stays as it is."""
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
    """Whether the request that this thread gave to plaid-python was converted and sent."""

    has_sent = False


_here = _Here()


class _Wire(Guarded):
    """Takes the place of ``ApiClient.request``, which gets each call as it is to be sent."""

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
    """Takes the place of a method of ``PlaidApi``, for the requests that it refuses."""

    def __init__(self, client: Any, name: str, api_client: Any, preflight: Preflight) -> None:
        self._preflight = preflight
        self.inner: Callable[..., Any] = getattr(client, name)
        self.replaced = vars(client).get(name)
        self.api_client = api_client
        self.__name__ = self.inner.__name__
        self.__doc__ = self.inner.__doc__

    @discreet
    def __call__(self, *arguments: Any, **options: Any) -> Any:
        # With async_req, the request is converted in this thread as well.
        _here.has_sent = False
        try:
            return self.inner(*arguments, **options)
        except (TypeError, ValueError) as error:  # bases of all that plaid-python refuses with
            raised = error
        # Out of the except block, so that no message of plaid-python hangs on ours.
        stop = contained(self._preflight.logger, self._judge, arguments, options)
        raise stop if stop is not None else raised

    def _judge(self, arguments: tuple[Any, ...], options: dict[str, Any]) -> BaseException | None:
        """Check a request that was refused before it was sent; return what that raises."""
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
