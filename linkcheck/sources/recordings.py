"""Recordings of HTTP calls: HAR, and the cassettes of vcrpy, Ruby's VCR and similar tools.

Sources: the HAR 1.2 specification (http://www.softwareishard.com/blog/har-12-spec/); the
serializers of vcrpy (version 1 of its format), of Ruby's VCR and Betamax (``http_interactions``)
and of go-vcr (``url``, ``code``, bodies as plain strings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from linkcheck.engine.suppression import Range
from linkcheck.pointer import Path, value_at
from linkcheck.sources.calls import Body, Call, Problem
from linkcheck.sources.tree import Tree
from linkcheck.sources.tree_bodies import body_at, problem

_CASSETTES = ("interactions", "http_interactions")


def is_har(value: Any) -> bool:
    """True if a decoded file is a HAR recording."""
    return isinstance(value, dict) and isinstance(get(value, "log", "entries"), list)


def is_cassette(value: Any) -> bool:
    """True if a decoded file is a cassette."""
    return isinstance(value, dict) and any(isinstance(value.get(n), list) for n in _CASSETTES)


def har_calls(tree: Tree) -> Iterator[Call | Problem]:
    """Yield the calls of a HAR recording."""
    for number, path, entry in _entries(tree, ("log", "entries")):
        if not isinstance(entry, dict):
            yield _no_object(tree, number, path)
            continue
        content = ("response", "content")
        is_base64 = get(entry, *content, "encoding") == "base64"
        yield Call(
            f"entry {number}",
            text(get(entry, "request", "url")),
            text(get(entry, "request", "method")),
            _names(get(entry, "request", "headers")),
            _body(tree, path, entry, ("request", "postData", "text")),
            status(get(entry, "response", "status")),
            _body(tree, path, entry, (*content, "text"), is_base64=is_base64),
        )


def cassette_calls(tree: Tree) -> Iterator[Call | Problem]:
    """Yield the calls of a cassette."""
    name = next(n for n in _CASSETTES if isinstance(tree.value.get(n), list))
    for number, path, entry in _entries(tree, (name,)):
        if not isinstance(entry, dict):
            yield _no_object(tree, number, path)
            continue
        request = get(entry, "request")
        url = text(get(request, "uri")) or text(get(request, "url"))
        code = get(entry, "response", "status", "code")
        yield Call(
            f"entry {number}",
            url,
            (text(get(request, "method")) or "POST").upper(),
            _names(get(request, "headers")),
            _of_entry(tree, path, _cassette_body(tree, path, entry, "request")),
            status(get(entry, "response", "code") if code is None else code),
            _cassette_body(tree, path, entry, "response"),
        )


def is_axios(value: Any) -> bool:
    """True if a decoded file is an error or response object of axios, as ``toJSON`` writes it.

    Source: https://axios-http.com/docs/handling_errors and .../res_schema.
    """
    config = get(value, "config")
    return isinstance(config, dict) and isinstance(config.get("url"), str)


def axios_calls(tree: Tree) -> Iterator[Call | Problem]:
    """Yield the call of an axios object: the answer of an error is in ``response``."""
    value = tree.value
    answer = ("response",) if isinstance(value.get("response"), dict) else ()
    url = value["config"]["url"]
    base = text(get(value, "config", "baseURL"))
    yield Call(
        "the axios object",
        f"{base.rstrip('/')}/{url.lstrip('/')}" if base and "://" not in url else url,
        (text(get(value, "config", "method")) or "POST").upper(),
        _names(get(value, "config", "headers")),
        _body(tree, (), value, ("config", "data")),
        status(get(value, *answer, "status")),
        _body(tree, (), value, (*answer, "data")),
    )


def is_expectations(value: Any) -> bool:
    """True if a decoded file contains expectations of MockServer, one or an array of them.

    Source: https://www.mock-server.com/mock_server/creating_expectations.html.
    """
    entries = value if isinstance(value, list) else [value]
    return any(isinstance(get(entry, "httpRequest"), dict) for entry in entries)


def expectation_calls(tree: Tree) -> Iterator[Call | Problem]:
    """Yield the calls that MockServer should answer."""
    entries: list[tuple[int, Path, Any]] = [(1, (), tree.value)]
    if isinstance(tree.value, list):
        entries = list(_entries(tree, ()))
    for number, path, entry in entries:
        request = get(entry, "httpRequest")
        if not isinstance(request, dict):
            yield _no_object(tree, number, path)
            continue
        is_condition = _is_condition(request)
        yield Call(
            f"expectation {number}",
            text(request.get("path")),
            (text(request.get("method")) or "POST").upper(),
            _names(request.get("headers")),
            None if is_condition else _mock_body(tree, path, entry, "httpRequest"),
            status(get(entry, "httpResponse", "statusCode")) or 200,
            _mock_body(tree, path, entry, "httpResponse"),
            is_elsewhere=is_condition,
        )


def _is_condition(request: dict[str, Any]) -> bool:
    """True if an expectation has a condition on the request (negated, a pattern), not its body."""
    body = request.get("body")
    if request.get("not") is True or get(body, "not") is True:
        return True
    kind = get(body, "type")
    return isinstance(kind, str) and kind.lower() not in ("json", "string")


def _mock_body(tree: Tree, path: Path, entry: Any, side: str) -> Body | None:
    body = get(entry, side, "body")
    for name in ("json", "string"):
        if isinstance(body, dict) and str(body.get("type")).lower() == name and name in body:
            return _body(tree, path, entry, (side, "body", name))
    return _body(tree, path, entry, (side, "body"))


def _entries(tree: Tree, path: Path) -> Iterator[tuple[int, Path, Any]]:
    """Yield number from 1, path and value of each entry of the array at a path."""
    for index, entry in enumerate(value_at(tree.value, path)):
        yield index + 1, (*path, index), entry


def _no_object(tree: Tree, number: int, path: Path) -> Problem:
    return problem(tree, path, f"entry {number} of the recording is not an object; not checked")


def _cassette_body(tree: Tree, path: Path, entry: Any, side: str) -> Body | None:
    body = get(entry, side, "body")
    if isinstance(body, dict) and "base64_string" in body:
        return _body(tree, path, entry, (side, "body", "base64_string"), is_base64=True)
    if isinstance(body, dict) and "string" in body:
        return _body(tree, path, entry, (side, "body", "string"))
    # Some serializers write the decoded body.
    return _body(tree, path, entry, (side, "body"))


def _of_entry(tree: Tree, path: Path, body: Body | None) -> Body | None:
    """Return a body for which comments count from the beginning of its entry in the recording."""
    if body is None:
        return None
    own = body.lines

    def extent() -> Range:
        return tree.lines.position(tree.range(path)[0])[0], own()[1]

    return replace(body, lines=extent)


def _body(
    tree: Tree, path: Path, entry: Any, steps: tuple[str, ...], *, is_base64: bool = False
) -> Body | None:
    value = get(entry, *steps)
    return None if value is None else body_at(tree, (*path, *steps), is_base64=is_base64)


def _names(headers: Any) -> frozenset[str]:
    """Return the names of headers in an object or an array of names and values."""
    if isinstance(headers, dict):
        return frozenset(str(name).lower() for name in headers)
    if not isinstance(headers, list):
        return frozenset()
    return frozenset(str(get(header, "name")).lower() for header in headers)


def status(value: Any) -> int | None:
    """Return an HTTP status. Recorders write 0 for calls without an answer; some write strings."""
    if isinstance(value, str) and re.fullmatch("[0-9]{3}", value):
        value = int(value)
    return value if isinstance(value, int) and 100 <= value < 600 else None


def get(value: Any, *steps: str) -> Any:
    """Return the value at the end of the steps; None if one leads nowhere."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def text(value: Any) -> str | None:
    """Return the value if it is a string."""
    return value if isinstance(value, str) else None
