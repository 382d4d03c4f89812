"""What the SDKs and HTTP clients call things. The names derive from the table of documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from linkcheck.documents import ENDPOINTS, Document

PACKAGE = "plaid"
"""The root of the SDK's imports."""

HOST = "plaid.com"
"""The domain of the API's hosts."""


def words(name: str) -> list[str]:
    """Return the words of a name in the table of documents, or of a path."""
    return name.strip("/").replace("/", "-").replace("_", "-").split("-")


def pascal(name: str) -> str:
    """Return a name as that of a class: ``LinkTokenCreateRequest``."""
    return "".join(word.capitalize() for word in words(name))


def snake(name: str) -> str:
    """Return a name as that of a function in Python: ``link_token_create``."""
    return "_".join(words(name))


def camel(name: str) -> str:
    """Return a name as that of a function in JavaScript: ``linkTokenCreate``."""
    first, *rest = words(name)
    return first + "".join(word.capitalize() for word in rest)


class Operation(NamedTuple):
    """An operation that sends a document, and the keyword that takes it. ``legacy`` SDKs wrote it
    as a member of a group: ``client.LinkToken.create``.
    """

    document: Document
    keyword: str
    legacy_group: str = ""


def _legacy(path: str) -> tuple[str, str]:
    group, _, name = path.strip("/").rpartition("/")
    return pascal(group), name


class Sdk(NamedTuple):
    """The operations of the SDK of a language, and those of its older versions by all the names
    that a call has: they count only where the SDK is imported.
    """

    operations: dict[str, Operation]
    legacy: dict[tuple[str, ...], Operation]
    own_paths: tuple[str, ...]
    """How paths of imports begin that may be those of the application's own modules."""


_PYTHON = Sdk(
    {
        snake(path): Operation(calls.request, snake(calls.request.row.name))
        for path, calls in ENDPOINTS.items()
    },
    {_legacy(path): Operation(calls.request, "configs") for path, calls in ENDPOINTS.items()},
    ("",),
)
_NODE = Sdk(
    {camel(path): Operation(calls.request, "") for path, calls in ENDPOINTS.items()},
    {
        (name + group,): Operation(calls.request, "")
        for path, calls in ENDPOINTS.items()
        for group, name in [_legacy(path)]
    },
    (".", "@.", "~", "#", "$"),
)
SDKS = {"python": _PYTHON, "javascript": _NODE, "typescript": _NODE}
"""The SDKs by ``source_language``."""

MODELS = {pascal(kind.row.name): kind for kind in Document if kind.is_request}
"""The classes of requests."""


def is_sdk(path: str) -> bool:
    """Return whether what is imported from a dotted path is the SDK's."""
    return path.partition(".")[0] == PACKAGE


def model(path: str) -> str:
    """Return the name of the class of requests at a dotted path; empty if it is none."""
    name = path.rpartition(".")[2]
    return name if name in MODELS else ""


MODEL_OPTIONS = ("_check_type", "_configuration", "_spec_property_naming")
"""The keywords of the classes that are not fields. With one, types may not be checked."""
NAMED_ENUMS: dict[str, Callable[[str], str]] = {"Products": str.lower, "CountryCode": str.upper}
"""The enums whose values are the names of their members, and how these are written there."""
VALUE_KEYWORD = "value"
"""The keyword of the classes of enums."""

HTTP_CALLS = frozenset(
    (
        *("post", "request", "Request", "fetch", "build_request", "urlopen", "open"),
        *("axios", "got", "ky", "superagent", "$fetch", "ofetch"),
    )
)
SENDER = "send"
"""The method that sends a body to the URL of an earlier call: ``post(url).send(body)``."""
BODY_KEYWORDS = ("json", "data", "content", "body")
URL_KEYWORDS = ("url", "path", "uri", "endpoint")
BASE_KEYWORDS = ("baseURL", "prefixUrl", "baseUrl")
OPTIONS = frozenset(
    (*BODY_KEYWORDS, *URL_KEYWORDS, *BASE_KEYWORDS, "method", "headers", "timeout", "signal")
)
"""The fields of an object with the options of a call, in JavaScript: no request has them."""

MARKS = tuple(
    dict.fromkeys(
        mark
        for path in ENDPOINTS
        for mark in (
            *(path.strip("/"), snake(path), camel(path), pascal(path), ".".join(_legacy(path))),
            *("".join(names) for names in _NODE.legacy),
        )
    )
)
"""A file without any of these holds no request."""
