"""Recorded or written calls of Plaid's endpoints, from any kind of file.

A reader of such a file yields ``Call`` objects. This module selects those of Link, decodes their
bodies, and derives the context and Plaid's response.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
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
from linkcheck.engine.suppression import Directives, Range, Suppressions
from linkcheck.engine.unknown import Unknowns
from linkcheck.sources.comments import Comment, directives
from linkcheck.sources.content import Decoded, EmptyDocument, SourceError
from linkcheck.sources.model import Answer, InputError, SourceDocument
from linkcheck.sources.unknown import leave_open

_RESPONSES = dict(ENDPOINTS.values())


class Unreadable(Exception):
    """A body that cannot be read. The text ends a sentence about it: ``is ...``."""


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a request or response.

    ``read`` decodes it, and may raise Unreadable; ``at`` returns its line and column, or those of
    its call. ``holds`` says whether its source contains a word. ``lines`` returns the first and the
    last line on which a comment is about the whole body.
    """

    read: Callable[[], Decoded | SourceError]
    at: Callable[[], tuple[int, int]]
    holds: Callable[[str], bool]
    lines: Callable[[], Range]
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


Part = Call | Problem | Comment
"""A part of a file with calls."""


@dataclass(slots=True)
class Reading:
    """Converts the calls of a file to documents. ``directives`` are those of its comments."""

    file: str
    directives: Directives | None = None
    count: int = field(default=0, init=False)
    _created: dict[str, _Fields] = field(default_factory=dict, init=False)

    def documents(self, parts: Iterable[Part]) -> Iterator[SourceDocument | InputError]:
        """Yield the documents of the calls that are about Link, and what could not be read.

        All parts are read first: then a tree knows which places may be needed, and finds them
        together, and all comments are known.
        """
        every = list(parts)
        comments = [part for part in every if isinstance(part, Comment)]
        if comments:
            self.directives = directives(comments)
        for part in every:
            if isinstance(part, Problem):
                yield InputError(self.file, part.text, *part.at())
            elif isinstance(part, Call):
                yield from self._call(part)

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
                    found = self._add(content, kind, f"request of {call.origin}", call.request)
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
        found = self._add(content, response_kind, origin, call.response)
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

    def _add(
        self, content: Decoded | SourceError, kind: Document | None, origin: str, body: Body
    ) -> SourceDocument:
        return self.add(content, kind, origin, body.pointer, body.lines)

    def add(
        self,
        content: Decoded | SourceError,
        kind: Document | None,
        origin: str,
        pointer: str,
        lines: Callable[[], Range],
    ) -> SourceDocument:
        """Return the next document of the file. ``lines`` are those of ``Suppressions``."""
        self.count += 1
        suppressions = Suppressions(self.directives, lines()) if self.directives else None
        return SourceDocument(
            self.file, self.count - 1, content, kind, origin, pointer, suppressions=suppressions
        )


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
