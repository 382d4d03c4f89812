"""Walks through the shared form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linkcheck.sources.code import tree


def parts(node: Any) -> Iterator[Any]:
    """Yield the nodes directly below a node."""
    for field in node[1:]:
        if hasattr(field, "span"):
            yield field
        elif type(field) is tuple:
            for part in field:  # the handlers of Try are blocks
                yield from part if type(part) is tuple else (part,) if hasattr(part, "span") else ()


def walk(*nodes: Any) -> Iterator[Any]:
    """Yield nodes and all that is below them."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(parts(node))


def names_in(*nodes: Any) -> set[str]:
    """Return the variables that are read or written in nodes."""
    return {node.name for node in walk(*nodes) if type(node) is tree.Name}


def root_of(target: Any) -> str | None:
    """Return the variable that holds a target: ``body`` for ``body["user"].name``."""
    while type(target) in (tree.Member, tree.Index):
        target = target.of
    return target.name if type(target) is tree.Name else None
