"""Recorded or written calls of Plaid's endpoints, from any kind of file.

A reader of such a file yields ``Call`` objects. This module selects those of Link, decodes their
bodies, and derives the context and Plaid's response.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple

from linkcheck.detection import detect
from linkcheck.documents import (
    ENDPOINTS,
    METHOD,
    SESSION_FIELD,
    WEBHOOK_MARK,
    Document,
    endpoint_of,
    facts_of,
)
from linkcheck.engine.finding import PlaidError
from linkcheck.engine.guarded import guarded
from linkcheck.engine.unknown import Unknowns
from linkcheck.pointer import Path, to_pointer, value_at
from linkcheck.sources.compression import MOST_RATIO
from linkcheck.sources.content import Decoded, EmptyDocument, SourceError
from linkcheck.sources.excerpt import Whole
from linkcheck.sources.model import Answer, InputError, SourceDocument
from linkcheck.sources.tree import Tree, embedded, read_excerpt
from linkcheck.sources.unknown import leave_open

_RESPONSES = dict(ENDPOINTS.values())
_MOST_DECOMPRESSED = 64 * 1024 * 1024
_MOST_UNCHECKED = 1024 * 1024  # any body may decompress to this size


class Unreadable(Exception):
    """A body that cannot be read. The text ends a sentence about it: ``is ...``."""


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a request or response.

    ``read`` decodes it, and may raise Unreadable; ``at`` returns its line and column. ``holds``
    says whether its source contains a word.
    """

    read: Callable[[], Decoded | SourceError]
    at: Callable[[], tuple[int, int]]
    holds: Callable[[str], bool]
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A call: its place in the file, and what is known about it; None if unknown.

    ``headers`` are names in lower case. ``status`` is None without a response. ``is_elsewhere``
    says that the request has no body to check here and needs none: the body is in another file, or
    disabled. ``is_new`` is False if the request appeared before with another response.
    """

    origin: str
    url: str | None = None
    method: str | None = None
    headers: frozenset[str] = frozenset()
    request: Body | None = None
    status: int | None = None
    response: Body | None = None
    is_elsewhere: bool = False
    is_new: bool = True


@dataclass(slots=True)
class Problem:
    """A part of a file that cannot be read: a message, and a function for its line and column."""

    text: str
    at: Callable[[], tuple[int, int]]


@dataclass(slots=True)
class Reading:
    """Converts the calls of a file to documents."""

    file: str
    count: int = field(default=0, init=False)
    _created: dict[str, _Fields] = field(default_factory=dict, init=False)

    def documents(self, calls: Iterable[Call | Problem]) -> Iterator[SourceDocument | InputError]:
        """Yield the documents of the calls that are about Link, and what could not be read.

        All calls are read first: then a tree knows which places may be needed, and finds them
        together.
        """
        for call in list(calls):
            if isinstance(call, Problem):
                yield InputError(self.file, call.text, *call.at())
            else:
                yield from self._call(call)

    def _call(self, call: Call) -> Iterator[SourceDocument | InputError]:
        kinds = _kinds(call)
        if kinds is None:
            return
        kind, response_kind = kinds
        facts = facts_of(call.url, call.headers)
        request: _Fields | None = None
        if call.request is not None:
            content = self._content(call, call.request, "request")
            if isinstance(content, InputError):
                yield content
            else:
                request = _fields(content)
                if call.is_new:
                    found = self.add(
                        content, kind, f"request of {call.origin}", call.request.pointer
                    )
                    yield found._replace(facts=facts, answer=_answer(call), is_fixable=False)
        elif not call.is_elsewhere:
            yield InputError(self.file, f"{call.origin}: the request has no body")
        if response_kind is None or call.response is None or not 200 <= (call.status or 0) < 300:
            return
        content = self._content(call, call.response, "response")
        if isinstance(content, EmptyDocument):  # as for status 204
            return
        if isinstance(content, InputError):
            yield content
            return
        origin = f"response of {call.origin}"
        found = self.add(content, response_kind, origin, call.response.pointer)
        yield found._replace(facts=facts, request=self._answered(request, found), is_fixable=False)

    def _answered(self, request: _Fields | None, response: SourceDocument) -> dict[str, Any] | None:
        """Return the request of a response; of one about a token, with its create request."""
        answer = _fields(response.content)
        token = answer.values.get(SESSION_FIELD) if answer else None
        if answer and answer.unknown and answer.unknown.hides((SESSION_FIELD,)):
            token = None
        if isinstance(token, str):
            request = self._completed(request, response, token)
        return request.guarded if request else None

    def _completed(
        self, request: _Fields | None, response: SourceDocument, token: str
    ) -> _Fields | None:
        if response.kind is Document.CREATE_RESPONSE and request is not None:
            self._created[token] = request
        elif response.kind is Document.GET_RESPONSE and token in self._created:
            created = self._created[token]
            return created.updated(request) if request else created
        return request

    def _content(self, call: Call, body: Body, side: str) -> Decoded | SourceError | InputError:
        try:
            return leave_open(body.read())
        except Unreadable as error:
            reason = f"{call.origin}: the {side} body {error}"
            return InputError(self.file, reason, *body.at())

    def add(
        self,
        content: Decoded | SourceError,
        kind: Document | None,
        origin: str = "",
        pointer: str = "",
    ) -> SourceDocument:
        """Return the next document of the file."""
        self.count += 1
        return SourceDocument(self.file, self.count - 1, content, kind, origin, pointer)


class _Fields(NamedTuple):
    """The fields of a document, and what is unknown about them."""

    values: dict[str, Any]
    unknown: Unknowns | None

    @property
    def guarded(self) -> dict[str, Any]:
        """The fields in the form that rules may read."""
        return self.values if self.unknown is None else guarded(self.values, self.unknown)

    def updated(self, other: _Fields) -> _Fields:
        """Return the fields with those of another document, which win."""
        kept = self.unknown and self.unknown.outside(other.values)
        unknown = kept | other.unknown if kept and other.unknown else kept or other.unknown
        return _Fields({**self.values, **other.values}, unknown)


def _fields(content: Decoded | SourceError) -> _Fields | None:
    """Return the fields of a document; None if it has none."""
    if isinstance(content, SourceError) or not isinstance(content.value, dict):
        return None
    return _Fields(content.value, content.unknown)


def _kinds(call: Call) -> tuple[Document | None, Document | None] | None:
    """Return the kinds of request and response of a call about Link; None for others."""
    if call.url is not None:
        kinds = endpoint_of(call.url)
        if kinds is not None:
            return kinds if (call.method or METHOD) == METHOD else None
    if call.request is None:
        return None
    if call.url is not None and not call.request.holds(WEBHOOK_MARK):
        return None
    try:
        content = call.request.read()
    except Unreadable:
        return None
    kind = detect(content.value) if isinstance(content, Decoded) else None
    if kind is None or (call.url is not None and kind in _REQUEST_KINDS):
        return None
    return kind, _RESPONSES.get(kind)


_REQUEST_KINDS = frozenset(kind for pair in ENDPOINTS.values() for kind in pair)


def _answer(call: Call) -> Answer | None:
    """Return Plaid's response to the request."""
    if call.status is None:
        return None
    error = None
    if call.response is not None and call.status >= 400:
        try:
            content = call.response.read()
        except Unreadable:
            content = None
        value = content.value if isinstance(content, Decoded) else None
        if isinstance(value, dict):
            error = PlaidError(
                *(_text(value.get(n)) for n in ("error_type", "error_code", "error_message"))
            )
    return Answer(call.status, error)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def problem(tree: Tree, path: Path, text: str) -> Problem:
    """Return the problem with a value that cannot be used."""
    tree.want(path)
    return Problem(text, lambda: tree.lines.position(tree.range(path)[0]))


def body_at(tree: Tree, path: Path, *, is_base64: bool = False) -> Body:
    """Return the body at a path of a file: JSON in a string, perhaps in Base64, or the value."""
    tree.want(path)
    value = value_at(tree.value, path)

    def read() -> Decoded | SourceError:
        if isinstance(value, (dict, list)):
            return tree.inline(path)
        if not isinstance(value, str):
            raise Unreadable("is not a string")
        if is_base64 or tree.is_binary(path):
            data = _decompressed(value)
            return read_excerpt(data, tree.lines, lambda: Whole(*tree.range(path)))
        return embedded(tree, path)

    def at() -> tuple[int, int]:
        return tree.lines.position(tree.range(path)[0])

    return Body(read, at, lambda word: word in str(value), to_pointer(path))


def _decompressed(text: str) -> bytes:
    """Return the bytes of Base64 text, decompressed if they are compressed by gzip."""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("is not valid Base64") from None
    if data[:2] != b"\x1f\x8b":
        return data
    most = min(_MOST_DECOMPRESSED, max(_MOST_UNCHECKED, MOST_RATIO * len(data)))
    try:
        found = gzip.GzipFile(fileobj=BytesIO(data)).read(most + 1)
    except (OSError, EOFError, zlib.error):
        raise Unreadable("is a damaged gzip stream") from None
    if len(found) > most:
        raise Unreadable("is too large after decompression")
    return found
