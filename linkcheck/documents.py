"""The document types of the Link endpoints, in one table."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path as FilePath
from typing import Any, NamedTuple, Self

from linkcheck import context, schemas
from linkcheck.engine.kinds import DocumentKind, serve
from linkcheck.pointer import Path
from linkcheck.rules.data.errors import SHAPE_ANSWERS
from linkcheck.rules.examples import BODIES
from linkcheck.schemas import API_DATE

# Patterns are compiled when they are first used: a clean document needs none.
_TOKEN = r"(?P<shown>(?:access|public|link|user|processor)-(?:sandbox|development|production)-)\S+"
REFERENCE = "https://plaid.com/docs/api/link/"


class Row(NamedTuple):
    """The properties of a document type.

    ``endpoint`` is the path that a request is sent to, or that a response comes from. A webhook has
    a ``webhook_code``, and ``marks``: fields that identify it if the code is missing. The anchor of
    its section in the reference is the name, or the code in lower case.
    """

    name: str
    endpoint: str | None = None
    is_request: bool = False
    webhook_code: str | None = None
    marks: frozenset[str] = frozenset()


class Document(DocumentKind):
    """The document types of the Link endpoints."""

    row: Row

    def __new__(cls, *row: Any) -> Self:
        """Create a member that is equal to the name in its row."""
        kind = str.__new__(cls, row[0])
        kind._value_ = row[0]
        kind.row = Row(*row)
        kind.is_request = kind.row.is_request
        kind.snapshot = f"API of {API_DATE}"
        kind.provider = "Plaid"
        kind.answers = SHAPE_ANSWERS
        return kind

    CREATE_REQUEST = Row(
        "link-token-create-request",
        endpoint="/link/token/create",
        is_request=True,
    )
    CREATE_RESPONSE = Row("link-token-create-response", endpoint="/link/token/create")
    GET_REQUEST = Row(
        "link-token-get-request",
        endpoint="/link/token/get",
        is_request=True,
    )
    GET_RESPONSE = Row("link-token-get-response", endpoint="/link/token/get")
    ITEM_ADD_RESULT = Row(
        "item-add-result-webhook",
        webhook_code="ITEM_ADD_RESULT",
        marks=frozenset({"public_token"}),
    )
    EVENTS = Row(
        "events-webhook",
        webhook_code="EVENTS",
        marks=frozenset({"events"}),
    )
    SESSION_FINISHED = Row(
        "session-finished-webhook",
        webhook_code="SESSION_FINISHED",
        marks=frozenset({"status", "public_tokens"}),
    )

    @classmethod
    def schema_folder(cls) -> FilePath:
        """Return the folder of the JSON Schemas."""
        # importlib.resources would add 19 ms to the start-up.
        return FilePath(schemas.__path__[0])

    @classmethod
    def mask_token(cls, text: str) -> str | None:
        """Return a Plaid token with its secret part redacted; None for any other string."""
        token = re.fullmatch(_TOKEN, text)
        return token and token["shown"] + "*" * (len(text) - len(token["shown"]))

    @classmethod
    def example_bases(cls) -> Mapping[str, tuple[DocumentKind, dict[str, Any]]]:
        """Return the base bodies of the examples of rules, by name."""
        return BASES

    @classmethod
    def read_fact(cls, name: str, text: str) -> Any:
        """Return the value of a fact from its string in the documentation of a rule."""
        return context.read(name, text)

    def features(self) -> frozenset[str]:
        """Return the features that rules about this document type may name."""
        # Imported lazily: the views of rules import this module.
        found: frozenset[str] = import_module("linkcheck.rules.views").features_of(self)
        return found

    def source_text(self, source: str) -> str:
        """Return a description of a source of a rule."""
        if is_page(source):
            return source
        field = f"`{source}`" if source else f"`{self}`"
        return f"Link endpoints reference, {field}: {source_url(source, self)}"


BASES: Mapping[str, tuple[Document, dict[str, Any]]] = {
    name: (Document(kind), body) for name, (kind, body) in BODIES.items()
}
"""The base bodies of the examples of rules, by name."""

serve(Document, rules="linkcheck.rules")


# -- the reference ---------------------------------------------------------------------------------


def is_page(source: str) -> bool:
    """Return whether a source of a rule is an address, not a field of the reference."""
    return source.startswith("https://")


def field_url(document: Document, path: Path) -> str:
    """Return the address of a field in the reference, ignoring array indexes."""
    return _field_url(document, *(step for step in path if isinstance(step, str)))


@lru_cache(maxsize=1024)
def _field_url(document: Document, *names: str) -> str:
    row = document.row
    if row.webhook_code:  # its fields have no anchors
        return f"{REFERENCE}#{row.webhook_code.lower()}"
    return f"{REFERENCE}#{'-'.join([row.name, *(name.replace('_', '-') for name in names)])}"


@cache
def source_url(source: str, document: Document) -> str:
    """Return the address of a source of a rule: the page, or the field in the reference."""
    if is_page(source):
        return source
    return field_url(document, tuple(source.replace("[]", "").split(".")) if source else ())


# -- the endpoints ---------------------------------------------------------------------------------


class Endpoint(NamedTuple):
    """The document types of a call to an endpoint."""

    request: Document
    response: Document


def _endpoints() -> dict[str, Endpoint]:
    """The endpoints, by path. In the table, each request precedes its response."""
    found: dict[str, list[Document]] = {}
    for kind in Document:
        if kind.row.endpoint is not None:
            found.setdefault(kind.row.endpoint, []).append(kind)
    return {path: Endpoint(*kinds) for path, kinds in found.items()}


ENDPOINTS = _endpoints()
METHOD = "POST"
ENVIRONMENT_OF_HOST = {"sandbox.plaid.com": "sandbox", "production.plaid.com": "production"}
CREDENTIAL_HEADERS = frozenset({"plaid-client-id", "plaid-secret"})
ENDPOINT_FOLDERS = tuple(dict.fromkeys(path[: path.rindex("/") + 1] for path in ENDPOINTS))
"""The prefixes of the endpoint paths, to search for calls in any source."""
TEXT_MARKS = (*ENDPOINT_FOLDERS, "client_name", "country_codes", "link_token", "webhook_code")
"""Every source with a document contains some of these."""
WEBHOOK_MARK = "webhook_code"
SESSION_FIELD = "link_token"
"""The field that links a request and its response."""
SECRET_FIELDS = frozenset(
    {"client_id", "secret", "access_token", "link_token", "public_token", "user_token"}
)
"""Top-level fields that recorders of calls often replace."""

_URL = r"(?:[^/?#]*://)?(?:[^/?#@]*@)?(?P<host>[^/?#:]*)(?::[^/?#]*)?(?P<path>/[^?#]*)?"


def endpoint_of(url: str) -> Endpoint | None:
    """Return the Link endpoint of a URL, on any host; None for any other URL."""
    found = re.match(_URL, url)
    return ENDPOINTS.get(((found and found["path"]) or "").rstrip("/"))


def facts_of(url: str | None, headers: Collection[str]) -> dict[str, Any]:
    """Return the facts of ``Context`` from the URL and the header names of a call.

    ``headers`` are in lower case. Missing headers prove nothing: a recorder may have dropped them,
    and a proxy may add them.
    """
    facts: dict[str, Any] = {}
    found = re.match(_URL, url or "")
    environment = ENVIRONMENT_OF_HOST.get(found["host"].lower()) if found else None
    if environment:
        facts["environment"] = environment
    if CREDENTIAL_HEADERS.issubset(headers):
        facts["header_credentials"] = True
    return facts
