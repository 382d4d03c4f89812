"""Walks through the shared form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from linkcheck.sources.code import tree

_NODES = frozenset(
    (*get_args(tree.Expression), *get_args(tree.Statement), tree.Entry, tree.Parameter)
)
_LEAVES = frozenset((tree.Literal, tree.Name, tree.Import, tree.Outer))


def parts(node: Any) -> Iterable[Any]:
    """Return the nodes directly below a node."""
    if type(node) in _LEAVES:
        return ()
    found: list[Any] = []
    for field in node[1:]:
        if type(field) in _NODES:
            found.append(field)
        elif type(field) is tuple:
            for part in field:  # the handlers of Try are blocks
                if type(part) is tuple:
                    found += part
                else:
                    found.append(part)
    return found


def walk(*nodes: Any) -> list[Any]:
    """Return nodes and all that is below them."""
    found = list(nodes)
    for node in found:  # also what is added meanwhile
        if type(node) not in _LEAVES:
            found += parts(node)
    return found


def blocks(node: Any) -> Iterator[tree.Block]:
    """Yield the blocks directly in a compound statement."""
    kind = type(node)
    if kind is tree.If:
        yield from (node.then, node.otherwise)
    elif kind is tree.Loop:
        yield from (node.body, node.otherwise)
    elif kind is tree.Try:
        yield from (node.body, *node.handlers, node.otherwise, node.final)
    elif kind is tree.Class:
        yield node.body


def names_in(*nodes: Any) -> set[str]:
    """Return the variables that are read or written in nodes."""
    return {node.name for node in walk(*nodes) if type(node) is tree.Name}


def root_of(target: Any) -> str | None:
    """Return the variable that holds a target: ``body`` for ``body["user"].name``."""
    while type(target) in (tree.Member, tree.Index):
        target = target.of
    return target.name if type(target) is tree.Name else None
