"""The form of the pairs in tests/rules/remedies: a bad body, and what its message leads to."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from linkcheck.documents import Document
from linkcheck.engine import catalog
from linkcheck.engine.ruledoc import Example, parse, read_example
from linkcheck.pointer import tokens
from linkcheck.violation import Violation

NO_REQUEST: Literal["no request"] = "no request"
"""``then`` of a remedy that says not to make the request at all."""


def words(violation: Violation) -> str:
    """Return the message and the help of a violation as sentences."""
    if violation.help is None:
        return violation.message
    return f"{violation.message}. {violation.help}."


@dataclass(frozen=True)
class Pair:
    """A body that breaks ``code``, and the same body after a reader has followed the message.

    ``follow`` quotes the words of the message or help that the reader acts on; where a message
    names alternatives, each has a pair. ``bad`` is one of the rule's own bad examples by its
    number, or an example in the same grammar. ``then`` holds what the reader changes, by pointer:
    ``...`` removes a value, ``-`` in place of an index appends, and the pointer ``""`` is the whole
    body. ``facts`` are the options of ``Checker`` that the reader changes along with the body or
    instead of it: a URI is registered, another host is called. ``context`` holds the options for
    the bad body if they are not those of the rule's examples. ``fix`` says why the fix does
    something else.
    """

    code: str
    follow: str
    then: dict[str, Any] | Literal["no request"] = field(default_factory=dict)
    bad: int | str = 0
    facts: dict[str, Any] = field(default_factory=dict)
    context: dict[str, Any] | None = None
    fix: str | None = None

    @property
    def example(self) -> Example:
        """The bad body."""
        rule = catalog.find(self.code)
        if isinstance(self.bad, str):
            example = read_example(self.bad, rule)
        else:
            example = parse(rule).bad[self.bad]
        if isinstance(example.body, str) or example.is_python:
            # Text and Python values name no document; a reader can change only a request.
            return Example(example.written, Document.CREATE_REQUEST, example.body)
        return example

    @property
    def options(self) -> dict[str, Any]:
        """The options of ``Checker`` for the bad body."""
        rule = catalog.find(self.code)
        return dict(parse(rule).context if self.context is None else self.context)

    def followed(self) -> Any:
        """The body after the changes."""
        assert not isinstance(self.then, str)
        body = copy.deepcopy(self.example.body)
        for pointer, value in self.then.items():
            body = _changed(body, tokens(pointer), value)
        return body


def _changed(body: Any, steps: Sequence[str], value: Any) -> Any:
    if not steps:
        return value
    *way, last = steps
    parent = body
    for step in way:
        parent = parent[int(step)] if isinstance(parent, list) else parent.setdefault(step, {})
    if isinstance(parent, list):
        index = len(parent) if last == "-" else int(last)
        parent[index : index + 1] = [] if value is ... else [value]
    elif value is ...:
        del parent[last]
    else:
        parent[last] = value
    return body
