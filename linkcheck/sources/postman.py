"""Postman collections (formats v1, v2.0 and v2.1) with their saved answers.

Sources: https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html and
.../json/v1.0.0/draft-07/docs/index.html. The Postman API wraps either in ``collection``. Variables
such as ``{{client_id}}`` are left open: nothing is said about a value that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from linkcheck.pointer import value_at
from linkcheck.sources.calls import Body, Call, Problem, body_at, problem
from linkcheck.sources.decode import Decoded, SourceError
from linkcheck.sources.recordings import get, text
from linkcheck.sources.tree import Tree, read_excerpt
from linkcheck.sources.unknown import with_quotes
from linkcheck.violation import Path

_STRING_OR_VARIABLE = re.compile(r'"(?:[^"\\]|\\.)*+"|(?P<variable>\{\{[^{}"]*\}\})')
_ONLY_VARIABLE = re.compile(r"\s*\{\{[^{}]*\}\}\s*")


def is_collection(value: Any) -> bool:
    """True if a decoded file is a Postman collection, wrapped by the Postman API or not."""
    return _is_collection(value) or _is_collection(get(value, "collection"))


def _is_collection(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    return (isinstance(value.get("item"), list) and isinstance(value.get("info"), dict)) or _is_v1(
        value
    )


def _is_v1(value: dict[str, Any]) -> bool:
    entries = value.get("requests")
    return (
        isinstance(entries, list)
        and "name" in value
        and any(isinstance(get(entry, "url"), str) for entry in entries)
    )


def calls(tree: Tree) -> Iterator[Call | Problem]:
    """The calls of a collection, in its order. Folders may be nested to any depth."""
    root: Path = () if _is_collection(tree.value) else ("collection",)
    if _is_v1(value_at(tree.value, root)):
        yield from _v1_calls(tree, (*root, "requests"))
        return
    waiting: list[Path] = [(*root, "item")]
    while waiting:
        path = waiting.pop()
        value = value_at(tree.value, path)
        if isinstance(value, list):
            waiting += [(*path, index) for index in reversed(range(len(value)))]
        elif not isinstance(value, dict):
            yield problem(tree, path, "an item of the collection is no object: not checked")
        elif "item" in value:
            waiting.append((*path, "item"))
        elif isinstance(value.get("request"), dict):
            yield from _item(tree, path, value)


def _v1_calls(tree: Tree, root: Path) -> Iterator[Call | Problem]:
    for index, request in enumerate(value_at(tree.value, root)):
        path = (*root, index)
        if not isinstance(request, dict):
            yield problem(tree, path, "a request of the collection is not an object: not checked")
            continue
        raw = request.get("rawModeData")
        headers = text(request.get("headers")) or ""
        names = (line.partition(":")[0].strip().lower() for line in headers.splitlines())
        is_elsewhere = isinstance(raw, str) and _ONLY_VARIABLE.fullmatch(raw) is not None
        yield Call(
            f"request {index + 1}",
            text(request.get("url")),
            text(request.get("method")),
            frozenset(name for name in names if name and not name.startswith("//")),
            None if is_elsewhere or raw is None else _body(tree, (*path, "rawModeData"), raw),
            is_elsewhere=is_elsewhere,
        )


def _item(tree: Tree, path: Path, item: dict[str, Any]) -> Iterator[Call | Problem]:
    """The request of an item, and each saved answer with the request that it answers."""
    number = ".".join(str(step + 1) for step in path if isinstance(step, int))
    answers = item.get("response")
    saved = [
        (index, answer)
        for index, answer in enumerate(answers if isinstance(answers, list) else [])
        if isinstance(answer, dict)
    ]
    told = []
    for index, answer in saved:
        own = isinstance(answer.get("originalRequest"), dict)
        where = (*path, "response", index, "originalRequest") if own else (*path, "request")
        request = value_at(tree.value, where)
        key = get(request, "body", "raw")
        code = answer.get("code")
        yield _call(
            tree,
            f"answer {index + 1} of item {number}",
            where,
            status=code if isinstance(code, int) else None,
            response=body_at(tree, (*path, "response", index, "body"))
            if answer.get("body") is not None
            else None,
            is_new=key not in told,
        )
        told.append(key)
    if get(item, "request", "body", "raw") not in told:
        yield _call(tree, f"item {number}", (*path, "request"))


def _call(tree: Tree, origin: str, path: Path, **rest: Any) -> Call:
    request = value_at(tree.value, path)
    headers = request.get("header")
    names = frozenset(
        str(header.get("key")).lower()
        for header in (headers if isinstance(headers, list) else [])
        if isinstance(header, dict) and not header.get("disabled")
    )
    method = text(request.get("method"))
    raw = get(request, "body", "raw")
    is_elsewhere = isinstance(raw, str) and _ONLY_VARIABLE.fullmatch(raw) is not None
    body = None if is_elsewhere or raw is None else _body(tree, (*path, "body", "raw"), raw)
    url = _url(request.get("url"))
    return Call(origin, url, method, names, body, is_elsewhere=is_elsewhere, **rest)


def _url(url: Any) -> str | None:
    """The address: a text, or an object with the whole of it or its parts."""
    if isinstance(url, dict):
        raw = text(url.get("raw"))
        if raw is not None:
            return raw
        host, path = (url.get(name) for name in ("host", "path"))
        host = ".".join(map(str, host)) if isinstance(host, list) else str(host)
        return f"{host}/{'/'.join(map(str, path)) if isinstance(path, list) else path}"
    return text(url)


def _body(tree: Tree, path: Path, raw: Any) -> Body:
    body = body_at(tree, path)
    if not isinstance(raw, str):
        return body

    def read() -> Decoded | SourceError:
        variables = [f.span() for f in _STRING_OR_VARIABLE.finditer(raw) if f["variable"]]
        inner, _ = with_quotes(raw, variables)
        return read_excerpt(inner.text, tree.lines, lambda: inner.within(tree.excerpt(path)))

    return Body(read, body.at, body.holds, body.pointer)
