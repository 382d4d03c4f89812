"""Walks through the shared form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from linkcheck.sources.code import tree

_NODES = (*get_args(tree.Expression), *get_args(tree.Statement), tree.Entry, tree.Parameter)
_HOLDING = ("Expression", "Block", "Function", "Entry", "Parameter")
_FIELDS: dict[type, tuple[int, ...]] = {
    kind: tuple(
        index
        for index, annotation in enumerate(kind.__annotations__.values())
        if any(name in str(annotation) for name in _HOLDING)
    )
    for kind in _NODES
}
"""The fields of each kind of node that hold nodes."""


def parts(node: Any) -> list[Any]:
    """Return the nodes directly below a node."""
    found: list[Any] = []
    for index in _FIELDS[type(node)]:
        field = node[index]
        if type(field) is not tuple:
            if field is not None:
                found.append(field)
        elif field and type(field[0]) is tuple:  # the handlers of Try are blocks
            for block in field:
                found += block
        else:
            found += field
    return found


def walk(*nodes: Any) -> list[Any]:
    """Return nodes and all that is below them."""
    found = list(nodes)
    for node in found:  # also what is added meanwhile
        if _FIELDS[type(node)]:
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
