"""Request sites: the calls of a file that send a request, and what they send in each world."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from linkcheck.documents import ENDPOINTS, Document, facts_of
from linkcheck.pointer import Span
from linkcheck.sources.code import sdks, tree
from linkcheck.sources.code.bodies import Body, body_of
from linkcheck.sources.code.calls import Arguments, CallSite
from linkcheck.sources.code.candidates import Candidates
from linkcheck.sources.code.enums import named_value, value_of
from linkcheck.sources.code.evaluator import Evaluator
from linkcheck.sources.code.http_calls import (
    body_in,
    endpoint_of,
    header_names,
    with_options,
)
from linkcheck.sources.code.module import Module
from linkcheck.sources.code.values import (
    UNKNOWN,
    Hidden,
    ObjectValue,
    Reference,
    Scalar,
    checked,
)
from linkcheck.sources.code.worlds import Condition


class World(NamedTuple):
    """A request as it is in one world, and the conditions of that world, by their identity."""

    body: Body
    conditions: dict[Hashable, Condition]
    facts: Mapping[str, Any] = MappingProxyType({})


class Site(NamedTuple):
    """A request in a file, with the place of its call.

    ``is_complete`` is False if there are too many conditions, so that the worlds are a sample.
    """

    language: str
    span: Span
    document: Document
    worlds: tuple[World, ...]
    is_complete: bool = True

    def __repr__(self) -> str:  # without the values, which may be secret
        return f"Site({self.language!r}, {self.span!r}, {self.document!r})"


class _Met(NamedTuple):
    document: Document
    worlds: dict[Hashable, World]


_Pending = tuple[ObjectValue, Body | None]
"""What was constructed, and what it was when code that is not known got it."""


class Requests:
    """Collects the requests of a file while it is run in each of its worlds."""

    def __init__(self, module: Module, candidates: Candidates) -> None:
        self._module = module
        self._candidates = candidates
        self._met: dict[Span, _Met] = {}
        self._constructed: dict[Span, _Met] = {}
        self._taken: set[Span] = set()
        self._pending: list[_Pending] = []

    # -- what is met in a run --

    def begin(self) -> None:
        """Begin a run."""
        self._pending = []

    def end(self, evaluator: Evaluator) -> None:
        """End a run: what was constructed in it has got all its fields."""
        for value, given in self._pending:
            if value.is_part and value.span is not None:
                self._taken.add(value.span)
            kind = sdks.MODELS[value.model]
            body = self._body(value, kind)
            if given is not None and given.value.keys() == body.value.keys():
                body = given
            if value.span is not None:
                self._add(self._constructed, value.span, kind, body, evaluator, {})

    def give_away(self, values: list[Any]) -> None:
        """Note that code that is not known gets values: it may send them."""
        self._pending = [
            (
                value,
                given or self._body(value, sdks.MODELS[value.model])
                if any(value is one for one in values)
                else given,
            )
            for value, given in self._pending
        ]

    def meet(self, evaluator: Any, call: CallSite) -> Any:
        """Note a call if it is a request; return its value, None if that is not known here."""
        if isinstance(call.callee, Reference) and not evaluator.library.is_lenient:
            value = self._construct(evaluator, call, call.callee)
            if value is not None:
                return value
        # A function of the file is known: it is not the SDK's.
        operation = self._candidates.operation(call.node)
        if operation is not None and isinstance(call.callee, Reference | Hidden | ObjectValue):
            body = call.arguments.get(0, operation.keyword)
            if body is None and (call.arguments.is_open or operation.legacy_group):
                body = UNKNOWN
            return self._request(evaluator, call, operation.document, body, {})
        deferred = self._candidates.deferred(call.node)
        if deferred is not None:
            index, kind = deferred
            return self._request(evaluator, call, kind, call.arguments.get(index), {})
        if call.method in sdks.HTTP_CALLS or call.method == sdks.SENDER:
            return self._http(evaluator, call)
        return None

    def _request(
        self, evaluator: Any, call: CallSite, kind: Document, body: Any, facts: dict[str, Any]
    ) -> Any:
        if body is None or (isinstance(body, Scalar) and body.value is not None):
            return None
        if isinstance(body, ObjectValue) and body.span is not None:
            self._taken.add(body.span)
        node: tree.Call | None = call.node
        if not evaluator.is_observed:
            # In a function that is given the URL, the request is the call with URL and body.
            is_http = call.method in sdks.HTTP_CALLS
            node = evaluator.callers[0] if evaluator.callers and is_http else None
        if node is not None:
            self._add(self._met, node.span, kind, self._body(body, kind), evaluator, facts)
        return Hidden(span=call.node.span)

    @staticmethod
    def _add(
        found: dict[Span, _Met],
        span: Span,
        kind: Document,
        body: Body,
        evaluator: Evaluator,
        facts: dict[str, Any],
    ) -> None:
        met = found.setdefault(span, _Met(kind, {}))
        conditions = dict(evaluator.oracle.decisions)
        met.worlds.setdefault(frozenset(conditions.items()), World(body, conditions, facts))

    def _body(self, value: Any, kind: Document) -> Body:
        return body_of(value, self._module.language, partial(value_of, kind))

    def _construct(self, evaluator: Any, call: CallSite, callee: Reference) -> Any:
        model, is_sdk = sdks.model(callee.path), sdks.is_sdk(callee.path)
        arguments = call.arguments
        if not model and not is_sdk:
            return None
        name = callee.path.rpartition(".")[2]
        is_part = any(name.startswith(known) for known in sdks.MODELS)
        is_class = name[:1].isupper()
        if not is_class:
            return None
        only = None if is_part else _only_value(arguments)
        if only is not None:
            return only._replace(constructor=name) if isinstance(only, Scalar) else checked(only)
        value = ObjectValue(call.node.callee.span, name)
        first = arguments.get(0)
        if isinstance(first, ObjectValue):
            value.merge(first)
        elif arguments.positional or arguments.is_open:
            value.is_open = True
        options = {key: arguments.named.fields.pop(key, None) for key in sdks.MODEL_OPTIONS}
        value.merge(arguments.named)
        if is_sdk and not any(options.values()):
            value = checked(value)
            value.checks = True
        if model and is_sdk and evaluator.is_observed:
            self._pending.append((value, None))
        return value

    def constant(self, path: str) -> Any:
        """Return the value of a member of an enum whose values are its names; None for others."""
        value = named_value(path) if sdks.is_sdk(path) else None
        return None if value is None else Scalar(value, constructor=path.rpartition(".")[0])

    def typed(self, evaluator: Any, value: Any, kind: Any) -> None:
        """Note an object of the type of a request: it is one if no call takes it."""
        if not isinstance(kind, Reference) or not isinstance(value, ObjectValue):
            return
        if sdks.is_sdk(kind.path) and not value.model:
            value.model = sdks.model(kind.path)
            if value.model and evaluator.is_observed:
                self._pending.append((value, None))

    def _http(self, evaluator: Any, call: CallSite) -> Any:
        arguments = call.arguments
        if evaluator.library.is_lenient:
            arguments = with_options(arguments)
        base = call.receiver.base if isinstance(call.receiver, Hidden) else ""
        named = [arguments.get(-1, name) for name in sdks.URL_KEYWORDS]
        earlier = Scalar(base if call.method == sdks.SENDER else None)
        for index, value in enumerate([*arguments.positional, *named, earlier]):
            found = endpoint_of(value, base)
            if found is None:
                continue
            path, url = found
            body = body_in(arguments, index)
            return self._request(
                evaluator,
                call,
                ENDPOINTS[path].request,
                body,
                facts_of(url, header_names(arguments)),
            )
        return None

    # -- the result --

    def sites(self, *, is_complete: bool) -> list[Site]:
        """Return the sites, in the order of their places."""
        found = dict(self._met)
        for span, met in self._constructed.items():
            if span not in self._taken:
                found[span] = met
        # A call that no run has come to is a request all the same.
        for node, kind in self._candidates.certain():
            if node.span not in found:
                found[node.span] = _Met(kind, {(): World(self._body(UNKNOWN, kind), {})})
        return [
            Site(self._module.language, span, met.document, tuple(met.worlds.values()), is_complete)
            for span, met in sorted(found.items())
        ]


def _only_value(arguments: Arguments) -> Any:
    """Return the only argument of a class, such as an enum, that stands for one value."""
    values = arguments.all()
    is_named = arguments.named.fields.keys() <= {sdks.VALUE_KEYWORD}
    return values[0] if len(values) == 1 and is_named else None
