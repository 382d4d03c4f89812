"""YAML documents as trees of JSON values with their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from linkcheck.pointer import Part, Path, Span, Target
from linkcheck.sources.content import Decoded, Duplicate
from linkcheck.sources.excerpt import Excerpt
from linkcheck.sources.lines import Lines
from linkcheck.sources.tree import Duplicates
from linkcheck.sources.yaml_text import scalar_excerpt


@dataclass(slots=True, eq=False)
class Node:
    """A value with its range in the text.

    ``members`` are the pairs of a mapping (merged ones first), ``entries`` those of a sequence.
    ``style`` is that of a scalar; ``is_binary`` says that it is Base64. ``size``, ``length`` (of
    strings) and ``depth`` count the target of an alias each time. ``target`` is the node that an
    alias refers to. ``is_marked`` says that the node has an anchor or a tag, and ``is_block`` that
    a container has no brackets.
    """

    start: int
    end: int
    value: Any = None
    style: str = ""
    is_binary: bool = False
    is_marked: bool = False
    is_block: bool = False
    members: list[tuple[Node, Node]] | None = None
    entries: list[Node] | None = None
    size: int = 1
    length: int = 0
    depth: int = 1
    target: Node | None = None
    names: dict[str, tuple[Node, Node]] = field(default_factory=dict)

    @property
    def content(self) -> Node:
        """The node itself, or the target of an alias."""
        return self.target or self


class YamlTree:
    """A document of a YAML file as a tree."""

    def __init__(self, lines: Lines, root: Node, duplicates: tuple[Duplicate, ...]) -> None:
        self.lines = lines
        self.root = root
        self.value = root.content.value
        self._duplicates = Duplicates(duplicates)

    def want(self, path: Path) -> None:
        """Do nothing: the places are known."""

    def range(self, path: Path) -> tuple[int, int]:
        return _range(self._node(path), "value", None)

    def is_binary(self, path: Path) -> bool:
        return self._node(path).content.is_binary

    def excerpt(self, path: Path) -> Excerpt:
        node = self._node(path).content
        return scalar_excerpt(self.lines.text, node.start, node.end, node.style, node.value)

    def inline(self, path: Path) -> Decoded:
        root = self._node(path)

        def locator(targets: Sequence[Target]) -> list[Span]:
            return [self.lines.span(*_find(root, *target)) for target in targets]

        value, duplicates = root.content.value, self._duplicates.below(path)
        text = self.lines.text
        return Decoded(text, value, duplicates, locator=locator, lines=self.lines)

    def _node(self, path: Path) -> Node:
        node = self.root
        for step in path:
            node = _child(node, step)[1]  # type: ignore[index]  # callers follow the value
        return node


def _child(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    """Return the member or entry of a node: key and value."""
    content = node.content
    if content.entries is not None:
        if isinstance(step, int) and step < len(content.entries):
            return None, content.entries[step]
        return None
    return content.names.get(step) if isinstance(step, str) else None


def _find(node: Node, path: Path, kind: Part) -> tuple[int, int]:
    key: Node | None = None
    for step in path:
        found = _child(node, step)
        if found is None:
            return _range(node, "object-start", key)
        key, node = found
    return _range(node, kind, key)


def _range(node: Node, kind: Part, key: Node | None) -> tuple[int, int]:
    if kind == "key" and key is not None:
        return key.start, key.end
    if node.start == node.end and key is not None:  # a member without a value
        return key.start, key.end
    is_container = node.members is not None or node.entries is not None
    if kind == "object-start" and is_container:
        return node.start, node.start + 1
    return node.start, node.end
