"""HTTP calls: the endpoint, the body and the headers in their arguments."""

from __future__ import annotations

from typing import Any

from linkcheck.documents import ENDPOINTS
from linkcheck.sources.code import sdks, tree
from linkcheck.sources.code.calls import Arguments
from linkcheck.sources.code.operations import parsed
from linkcheck.sources.code.values import UNKNOWN, Hidden, JsonText, ObjectValue, Scalar


def endpoint_at_end(text: str) -> str | None:
    """Return the endpoint that a string ends in."""
    text = text.rstrip("/")
    return next((path for path in ENDPOINTS if text.endswith(path.lstrip("/"))), None)


def may_be_request(node: tree.Call) -> bool:
    """Return whether an HTTP call may send a request: its URL is not known to be another one."""
    given = [part for part in node.arguments if type(part) is not tree.Object]
    objects = [part for part in node.arguments if type(part) is tree.Object]
    entries = [*node.keywords, *(entry for part in objects for entry in part.entries)]
    if any(entry.key is None for entry in entries):
        return True
    named = [entry.value for entry in entries if _key(entry) in sdks.URL_KEYWORDS]
    is_method = bool(given) and _is_method(given[0])
    return any(map(_may_be_url, (*named, *given[is_method : is_method + 1])))


def _is_method(node: Any) -> bool:
    """Return whether an argument is like ``POST``."""
    return type(node) is tree.Literal and isinstance(node.value, str) and node.value.isalpha()


def _key(entry: tree.Entry) -> Any:
    return entry.key.value if type(entry.key) is tree.Literal else None


def _may_be_url(node: Any) -> bool:
    """Return whether an expression may be the URL of an endpoint, by how it ends."""
    if type(node) is tree.Template and node.parts:
        first = node.parts[0]
        if type(first) is tree.Literal and not _may_begin(str(first.value)):
            return False
        last = next((part for part in reversed(node.parts) if part[1:2] != ("",)), node.parts[-1])
        return _may_be_url(last)
    if type(node) is tree.Binary:
        return _may_be_url(node.right)
    return is_endpoint(node) if type(node) is tree.Literal else True


def _may_begin(text: str) -> bool:
    """Return whether the URL of an endpoint may begin with a string."""
    if text.startswith("/"):
        return any(path.startswith(text) or text.startswith(path) for path in ENDPOINTS)
    return text.count("/") < 3 or _is_host(text)


def is_endpoint(node: Any) -> bool:
    """Return whether a literal ends in an endpoint, on a host or path that may be the API's."""
    if type(node) is not tree.Literal or not isinstance(node.value, str):
        return False
    path = endpoint_at_end(node.value)
    if path is None or node.value.startswith("/"):
        return path is not None and path == node.value.rstrip("/")
    return "://" not in node.value or _is_host(node.value)


def _is_host(url: str) -> bool:
    host = url.partition("://")[2] or url
    host = host.partition("/")[0].partition(":")[0].lower()
    return host == sdks.HOST or host.endswith(f".{sdks.HOST}")


def endpoint_of(value: Any, base: str) -> tuple[str, str] | None:
    """Return the endpoint of a URL as far as it is known, and the URL."""
    if isinstance(value, Scalar) and isinstance(value.value, str):
        path = endpoint_at_end(value.value)
        if path is None:
            return None
        before = value.value.rstrip("/")[: -len(path) + 1].rstrip("/")
        if not before:
            return (path, base + path) if _is_host(base) else None
        return (path, value.value) if _is_host(before) and before.count("/") in (0, 2) else None
    if not isinstance(value, Hidden):
        return None
    path = endpoint_at_end(value.suffix)
    if path is None:
        return None
    before = value.suffix.rstrip("/")[: -len(path) + 1].rstrip("/")
    if before and not before.endswith(f".{sdks.HOST}"):
        return None
    prefix = value.known.prefix
    # `https://host/{version}/link/token/create`, on another host
    is_elsewhere = prefix.count("/") > 2 and not _is_host(prefix)
    return None if is_elsewhere else (path, "")


def body_in(arguments: Arguments, url_index: int) -> Any:
    """Return the body of an HTTP request."""
    for name in sdks.BODY_KEYWORDS:
        value = arguments.get(-1, name)
        if value is not None and not _is_flag(value):
            return _unwrapped(value)
    first = url_index + 1 if url_index < len(arguments.positional) else 0
    for value in arguments.positional[first:]:
        if isinstance(value, ObjectValue | JsonText | Hidden) or _is_object(parsed(value)):
            return _unwrapped(value)
    return UNKNOWN if arguments.named.is_open else None


def with_options(arguments: Arguments) -> Arguments:
    """Return arguments with the fields of an object of options as keywords."""
    positional: list[Any] = []
    named = ObjectValue(arguments.named.span)
    named.merge(arguments.named)
    for value in arguments.positional:
        if isinstance(value, ObjectValue) and not sdks.OPTIONS.isdisjoint(value.fields):
            named.merge(value)
        else:
            positional.append(value)
    return arguments._replace(positional=positional, named=named)


def _unwrapped(value: Any) -> Any:
    text = parsed(value)
    if isinstance(value, JsonText) or _is_object(text):
        return text
    return UNKNOWN if isinstance(value, Scalar) and value.value is not None else value


def _is_object(value: Any) -> bool:
    return isinstance(value, ObjectValue)


def _is_flag(value: Any) -> bool:
    return isinstance(value, Scalar) and isinstance(value.value, bool)


def header_names(arguments: Arguments) -> set[str]:
    headers = arguments.get(-1, "headers")
    names = headers.fields if isinstance(headers, ObjectValue) else ()
    return {name.lower() for name in names}
