"""The examples of all rules as bodies, with the options that each needs; for property tests."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from linkcheck.checker import Checker
from linkcheck.documents import Document
from linkcheck.engine import catalog
from linkcheck.engine.rule import Rule
from linkcheck.engine.ruledoc import parse
from linkcheck.pointer import Path


class Body(NamedTuple):
    """An example: the rule that it is about, what its documentation calls it, and the body."""

    rule: Rule
    document: Document
    value: dict[str, Any]
    is_bad: bool

    @property
    def checker(self) -> Checker:
        """A checker with every rule on, and what the rule's examples presuppose."""
        return _checker(self.rule.code)

    @property
    def request(self) -> dict[str, Any] | None:
        """The request that a response answers, if the rule needs one."""
        request: dict[str, Any] | None = parse(self.rule).context.get("request")
        return request


@cache
def _checker(code: str) -> Checker:
    options = dict(parse(catalog.find(code)).context)
    options.pop("request", None)
    return Checker(pedantic=True, **options)


def bodies() -> Iterator[Body]:
    """Every example of every rule that is a JSON object."""
    for rule in catalog.rules():
        doc = parse(rule)
        for examples, is_bad in ((doc.bad, True), (doc.good, False)):
            for example in examples:
                if isinstance(example.body, dict) and not example.is_python:
                    yield Body(rule, example.document, example.body, is_bad)


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every value below a value."""
    children: Any = ()
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    for step, child in children:
        yield (*path, step)
        yield from paths(child, (*path, step))


def with_value(body: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """A copy of a body with another value at a path; ``...`` removes it."""
    changed = copy.deepcopy(body)
    parent: Any = changed
    for step in path[:-1]:
        parent = parent[step]
    if value is ...:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return changed
