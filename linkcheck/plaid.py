"""Checks the Link calls of plaid-python before they are sent.

client = plaid_api.PlaidApi(plaid.ApiClient(configuration))
linkcheck.plaid.guard(client)
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import MethodType
from typing import Any, TypeVar

from linkcheck.preflight import LinkCall, Preflight, preflight_of

ClientT = TypeVar("ClientT")
_METHODS = ("link_token_create", "link_token_get")


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

    Raises TypeError for any other client, and as ``Preflight`` does.
    """
    api_client: Any = getattr(client, "api_client", client)
    if not hasattr(api_client, "configuration") or not hasattr(api_client, "rest_client"):
        raise TypeError("guard takes a PlaidApi or an ApiClient of plaid-python")
    preflight = preflight_of(preflight, options)
    unguard(client)
    wire = _Wire(api_client.request, preflight)
    api_client.request = wire
    if api_client is not client:
        for name in _METHODS:
            setattr(client, name, _Method(getattr(client, name), wire, api_client))
    return client


def unguard(client: ClientT) -> ClientT:
    """Undo ``guard``; a client that is not guarded stays as it is."""
    for owner, names in ((client, _METHODS), (getattr(client, "api_client", client), ("request",))):
        for name in names:
            wrapper = vars(owner).get(name)
            if isinstance(wrapper, (_Wire, _Method)):
                delattr(owner, name)
                inner = wrapper.inner
                if not isinstance(inner, MethodType) or inner.__self__ is not owner:
                    setattr(owner, name, inner)  # somebody else had put it there before us
    return client


class _Wire:
    """Takes the place of ``ApiClient.request``, which gets each call as it is to be sent."""

    def __init__(self, inner: Callable[..., Any], preflight: Preflight) -> None:
        self.inner = inner
        self.preflight = preflight
        self.here = threading.local()

    def __call__(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        self.here.has_sent = True
        headers = kwargs.get("headers") or ()
        call = self.preflight.call(method, url, headers, is_plaid=True, is_final=True)
        if call is None:
            return self.inner(method, url, *args, **kwargs)
        body = kwargs.get("body")
        call.request(body)
        response = self.inner(method, url, *args, **kwargs)
        if call.wants_response and kwargs.get("_preload_content", True):
            call.response(response.status, response.data, body)
        return response


class _Method:
    """Takes the place of a method of ``PlaidApi``, for the requests that it refuses."""

    def __init__(self, inner: Callable[..., Any], wire: _Wire, api_client: Any) -> None:
        self.inner = inner
        self._wire = wire
        self._api_client = api_client
        self.__name__ = inner.__name__
        self.__doc__ = inner.__doc__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        # Not in the thread of async_req: there, the request is converted before that one starts.
        self._wire.here.has_sent = False
        try:
            return self.inner(*args, **kwargs)
        except (TypeError, ValueError) as error:  # bases of all that plaid-python refuses with
            refusal = error
            given = args[0] if args else kwargs.get(f"{self.__name__}_request")
            if self._wire.here.has_sent or given is None or not (call := self._call()):
                raise
        # Out of the except block, so that no message of plaid-python hangs on ours.
        call.request(given)
        raise refusal

    def _call(self) -> LinkCall | None:
        configuration = self._api_client.configuration
        url = configuration.host + "/" + self.__name__.replace("_", "/")
        known = {"clientId": "PLAID-CLIENT-ID", "secret": "PLAID-SECRET"}
        headers = [header for key, header in known.items() if key in configuration.api_key]
        return self._wire.preflight.call("POST", url, headers, is_plaid=True)
