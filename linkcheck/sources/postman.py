"""Postman collections (formats v1, v2.0 and v2.1) with their saved answers.

Sources: https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html and
.../json/v1.0.0/draft-07/docs/index.html. The Postman API wraps either in ``collection``. Variables
such as ``{{client_id}}`` stay unknown: a value with one is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from linkcheck.pointer import Path, value_at
from linkcheck.sources.calls import Body, Call, Problem
from linkcheck.sources.content import Decoded, SourceError
from linkcheck.sources.recordings import get, status, text
from linkcheck.sources.tree import Tree, read_excerpt
from linkcheck.sources.tree_bodies import body_at, problem
from linkcheck.sources.unknown import unknowns_at, with_quotes

_STRING_OR_VARIABLE = re.compile(r'"(?:[^"\\]|\\.)*+"|(?P<variable>\{\{[^{}"]*\}\})')
_STRING_OR_COMMENT = re.compile(
    r'"(?:[^"\\]|\\.)*+"?+|(?P<comment>//[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)|/\*[\s\S]*+', re.DOTALL
)
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
    """Yield the calls of a collection, in order. Folders may be nested to any depth."""
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
            yield problem(tree, path, "an item of the collection is not an object; not checked")
        elif "item" in value:
            waiting.append((*path, "item"))
        elif isinstance(value.get("request"), dict):
            yield from _item(tree, path, value)


def _v1_calls(tree: Tree, root: Path) -> Iterator[Call | Problem]:
    for index, request in enumerate(value_at(tree.value, root)):
        path = (*root, index)
        if not isinstance(request, dict):
            yield problem(tree, path, "a request of the collection is not an object; not checked")
            continue
        lines = (text(request.get("headers")) or "").splitlines()
        pairs = (line.partition(":") for line in lines if not line.lstrip().startswith("//"))
        headers = {name.strip().lower(): value for name, _, value in pairs if name.strip()}
        language = get(request, "dataOptions", "raw", "language")
        body, is_elsewhere = _sent(
            tree,
            (*path, "rawModeData"),
            request.get("rawModeData"),
            text(request.get("dataMode")),
            is_disabled=request.get("dataDisabled") is True,
            is_json=_is_json(language, headers),
        )
        yield Call(
            f"request {index + 1}",
            text(request.get("url")),
            text(request.get("method")),
            frozenset(headers),
            body,
            is_elsewhere=is_elsewhere,
        )


def _item(tree: Tree, path: Path, item: dict[str, Any]) -> Iterator[Call | Problem]:
    """Yield the request of an item, and each saved answer with the request that it answers."""
    number = ".".join(str(step + 1) for step in path if isinstance(step, int))
    answers = item.get("response")
    saved = [
        (index, answer)
        for index, answer in enumerate(answers if isinstance(answers, list) else [])
        if isinstance(answer, dict)
    ]
    seen = []
    for index, answer in saved:
        own = isinstance(answer.get("originalRequest"), dict)
        where = (*path, "response", index, "originalRequest") if own else (*path, "request")
        request = value_at(tree.value, where)
        key = get(request, "body", "raw")
        call = _call(
            tree,
            f"answer {index + 1} of item {number}",
            where,
            status=status(answer.get("code")),
            response=body_at(tree, (*path, "response", index, "body"))
            if answer.get("body") is not None
            else None,
            is_new=key not in seen,
        )
        yield call
        if not call.is_elsewhere:
            seen.append(key)
    if get(item, "request", "body", "raw") not in seen:
        yield _call(tree, f"item {number}", (*path, "request"))


def _call(tree: Tree, origin: str, path: Path, **rest: Any) -> Call:
    request = value_at(tree.value, path)
    listed = request.get("header")
    headers = {
        str(header.get("key")).lower(): header.get("value")
        for header in (listed if isinstance(listed, list) else [])
        if isinstance(header, dict) and not header.get("disabled")
    }
    method = text(request.get("method"))
    body, is_elsewhere = _sent(
        tree,
        (*path, "body", "raw"),
        get(request, "body", "raw"),
        text(get(request, "body", "mode")),
        is_disabled=get(request, "body", "disabled") is True,
        is_json=_is_json(get(request, "body", "options", "raw", "language"), headers),
    )
    url = _url(request.get("url"))
    return Call(origin, url, method, frozenset(headers), body, is_elsewhere=is_elsewhere, **rest)


def _sent(
    tree: Tree, path: Path, raw: Any, mode: str | None, *, is_disabled: bool, is_json: bool
) -> tuple[Body | None, bool]:
    """Return the raw body at a path, if it is sent, and whether the request needs no body here.

    With another ``mode``, Postman keeps an earlier raw body but does not send it.
    """
    is_variable = isinstance(raw, str) and _ONLY_VARIABLE.fullmatch(raw) is not None
    if is_disabled or is_variable:
        return None, True
    if raw is None or mode not in (None, "raw"):
        return None, mode == "file"
    return _body(tree, path, raw, is_json=is_json), False


def _is_json(language: Any, headers: Mapping[str, Any]) -> bool:
    """True if Postman treats a body as JSON, and so removes comments before it sends it."""
    if language is None:
        return "json" in str(headers.get("content-type")).lower()
    return bool(language == "json")


def _url(url: Any) -> str | None:
    """Return the address, which may be a string, or an object with the whole or its parts."""
    if isinstance(url, dict):
        raw = text(url.get("raw"))
        if raw is not None:
            return raw
        host, path = (url.get(name) for name in ("host", "path"))
        host = ".".join(map(str, host)) if isinstance(host, list) else str(host)
        return f"{host}/{'/'.join(map(str, path)) if isinstance(path, list) else path}"
    return text(url)


def _body(tree: Tree, path: Path, raw: Any, *, is_json: bool) -> Body:
    body = body_at(tree, path)
    if not isinstance(raw, str):
        return body

    def read() -> Decoded | SourceError:
        sent = _STRING_OR_COMMENT.sub(_blanked, raw) if is_json else raw
        variables = [f.span() for f in _STRING_OR_VARIABLE.finditer(sent) if f["variable"]]
        inner, variables = with_quotes(sent, variables)
        content = read_excerpt(inner.text, tree.lines, lambda: inner.within(tree.excerpt(path)))
        if isinstance(content, SourceError) or not variables:
            return content
        return content._replace(unknown=unknowns_at(inner.text, variables))

    return replace(body, read=read)


def _blanked(found: re.Match[str]) -> str:
    """Return spaces in place of a comment, so that all other places stay the same."""
    return found[0] if found["comment"] is None else re.sub(r"[^\r\n]", " ", found[0])
