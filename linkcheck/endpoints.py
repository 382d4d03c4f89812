"""Plaid's Link endpoints: what a URL, a method and headers tell of a call."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, NamedTuple

from linkcheck.documents import Document


class Endpoint(NamedTuple):
    """The kinds of the documents that a call of an endpoint carries."""

    request: Document
    response: Document


ENDPOINTS = {
    "/link/token/create": Endpoint(Document.CREATE_REQUEST, Document.CREATE_RESPONSE),
    "/link/token/get": Endpoint(Document.GET_REQUEST, Document.GET_RESPONSE),
}
METHOD = "POST"
ENVIRONMENT_OF_HOST = {"sandbox.plaid.com": "sandbox", "production.plaid.com": "production"}
CREDENTIAL_HEADERS = frozenset({"plaid-client-id", "plaid-secret"})

_URL = re.compile(r"(?:[^/?#]*://)?(?:[^/?#@]*@)?(?P<host>[^/?#:]*)(?::[^/?#]*)?(?P<path>/[^?#]*)?")


def endpoint_of(url: str) -> Endpoint | None:
    """The Link endpoint that a URL leads to, on any host; None for any other URL."""
    found = _URL.match(url)
    return ENDPOINTS.get(((found and found["path"]) or "").rstrip("/"))


def facts_of(url: str | None, headers: Collection[str]) -> dict[str, Any]:
    """The members of ``Context`` that a call shows by its URL and by the names of its headers.

    ``headers`` are in lower case. That some are absent tells nothing: who records a call, or sends
    it on, may have dropped them or may add them.
    """
    facts: dict[str, Any] = {}
    found = _URL.match(url or "")
    environment = ENVIRONMENT_OF_HOST.get(found["host"].lower()) if found else None
    if environment:
        facts["environment"] = environment
    if CREDENTIAL_HEADERS.issubset(headers):
        facts["header_credentials"] = True
    return facts
