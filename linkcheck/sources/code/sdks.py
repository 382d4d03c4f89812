"""What the SDKs and HTTP clients call things. The names derive from the table of documents."""

from __future__ import annotations

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


PYTHON_OPERATIONS = {
    snake(path): Operation(calls.request, snake(calls.request.row.name))
    for path, calls in ENDPOINTS.items()
}
PYTHON_LEGACY = {
    _legacy(path): Operation(calls.request, "configs") for path, calls in ENDPOINTS.items()
}
MODELS = {pascal(kind.row.name): kind for kind in Document if kind.is_request}
"""The classes of requests."""

MODEL_OPTIONS = ("_check_type", "_configuration", "_spec_property_naming")
"""The keywords of the classes that are not fields. With one, types may not be checked."""
VALUE_KEYWORD = "value"
"""The keyword of the classes of enums."""

HTTP_CALLS = frozenset(("post", "request", "Request", "fetch", "build_request", "urlopen", "open"))
BODY_KEYWORDS = ("json", "data", "content", "body")
URL_KEYWORDS = ("url", "path", "uri", "endpoint")

MARKS = tuple(
    dict.fromkeys(
        mark
        for path in ENDPOINTS
        for mark in (path.strip("/"), snake(path), pascal(path), ".".join(_legacy(path)))
    )
)
"""A file without any of these holds no request."""
