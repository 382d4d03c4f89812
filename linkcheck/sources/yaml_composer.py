"""The YAML composer: from events to nodes, limited in depth and size."""

from __future__ import annotations

import base64
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from linkcheck.pointer import Path
from linkcheck.sources.content import Duplicate, SourceError
from linkcheck.sources.duplicates import repeated
from linkcheck.sources.lines import Lines
from linkcheck.sources.yaml_scalars import TAG, TooManyDigits
from linkcheck.sources.yaml_text import content_start
from linkcheck.sources.yaml_tree import Node

MAX_DEPTH = 200


def too_deep(lines: Lines, offset: int) -> SourceError:
    message = f"The document is nested more than {MAX_DEPTH} levels deep"
    remedy = "Look for data that is wrapped repeatedly; Link documents need at most ten levels"
    return SourceError(message, remedy, lines.text, offset, lines)


MAX_VALUES = 1_000_000
MAX_ALIASED = 16 * 1024 * 1024
"""The most characters that aliases may expand to, beyond those of the text itself."""
_BINARY = (TAG + "binary", "!binary")  # Ruby's Psych writes the second, and reads both


@dataclass(slots=True)
class _Open:
    """A container that is not closed yet. ``key`` is that of the current member."""

    node: Node
    anchor: str | None
    key: Node | None = None
    merged: list[Node] = field(default_factory=list)


class Composer:
    """Builds the nodes of one document from its events. Iterative, as nesting may be deep."""

    def __init__(self, lines: Lines, scalars: Any) -> None:
        self.lines = lines
        self.text = lines.text
        self.scalars = scalars
        self.duplicates: list[Duplicate] = []
        self._opened: list[_Open] = []
        self._anchors: dict[str, Node | None] = {}
        self._root: Node | None = None

    def take(self, kind: str, event: Any) -> Node | None:
        """Take the next event; return the root at the end of the document."""
        start, end = event.start_mark.index, event.end_mark.index
        if kind == "ScalarEvent":
            self._add(self._scalar(event, start, end), event.anchor)
        elif kind == "AliasEvent":
            self._add(self._alias(event.anchor, start, end), None)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._open(kind == "MappingStartEvent", event, start, end)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._close(end)
        elif kind == "DocumentEndEvent":
            return self._root
        return None

    def _error(self, message: str, remedy: str, offset: int) -> SourceError:
        return SourceError(message, remedy, self.text, offset, self.lines)

    def _scalar(self, event: Any, start: int, end: int) -> Node:
        if event.anchor or event.tag:
            start = content_start(self.text, start)
        style = event.style or ""
        if style in "|>" and style:
            end = start + len(self.text[start:end].rstrip())
        plain = not style and event.implicit[0]
        try:
            value = self.scalars(event.value, event.tag, plain)
        except TooManyDigits as error:
            message = f"The number has {error} characters, which is too long to read"
            raise self._error(message, "If it is a string, put it in quotes", start) from None
        is_binary = event.tag in _BINARY
        is_marked = bool(event.anchor or event.tag)
        length = len(event.value)
        return Node(
            start, end, value, style, is_binary=is_binary, is_marked=is_marked, length=length
        )

    def _alias(self, anchor: str, start: int, end: int) -> Node:
        if anchor not in self._anchors:
            raise self._error("Alias without an anchor", "Define the anchor before it", start)
        target = self._anchors[anchor]
        if target is None:
            message = "The alias is inside its own anchor, which JSON cannot represent"
            raise self._error(message, "Write the value out", start)
        target = target.content
        return Node(
            start,
            end,
            target.value,
            size=target.size,
            length=target.length,
            depth=target.depth,
            target=target,
        )

    def _open(self, is_mapping: bool, event: Any, start: int, end: int) -> None:
        if len(self._opened) >= MAX_DEPTH:
            raise too_deep(self.lines, start)
        if event.anchor or event.tag:
            start = content_start(self.text, start)
        is_marked = bool(event.anchor or event.tag)
        node = Node(start, end, is_marked=is_marked, is_block=not event.flow_style)
        if is_mapping:
            node.members, node.value = [], {}
        else:
            node.entries, node.value = [], []
        if event.anchor:
            self._anchors[event.anchor] = None
        self._opened.append(_Open(node, event.anchor))

    def _close(self, end: int) -> None:
        opened = self._opened.pop()
        node = opened.node
        if node.is_block:
            children = node.entries or [part for pair in node.members or [] for part in pair]
            # The parser reports the start of the next node as the end.
            node.end = children[-1].end if children else node.start
        else:
            node.end = end
        if opened.merged:
            self._merge(node, opened.merged)
        self._add(node, opened.anchor)

    def _merge(self, node: Node, merged: list[Node]) -> None:
        """Merge what ``<<`` names: own members win, and earlier sources over later ones."""
        names = dict(node.names)
        for source in merged:
            for name, pair in source.content.names.items():
                names.setdefault(name, pair)
        node.names = names
        node.value = {name: pair[1].content.value for name, pair in names.items()}

    def _add(self, node: Node, anchor: str | None) -> None:
        """Add a complete value to its container."""
        if anchor:
            self._anchors[anchor] = node
        if not self._opened:
            self._root = node
            return
        opened = self._opened[-1]
        parent = opened.node
        if parent.entries is not None:
            parent.entries.append(node)
            parent.value.append(node.content.value)
        elif opened.key is None:
            opened.key = node
            parent.length += node.length
            if node.members is not None or node.entries is not None or node.target:
                self._name(node)
            return
        else:
            self._member(opened, opened.key, node)
            opened.key = None
        parent.size += node.size
        parent.length += node.length
        parent.depth = max(parent.depth, node.depth + 1)
        if parent.size > MAX_VALUES or parent.length > len(self.text) + MAX_ALIASED:
            message = "The aliases of the document expand to more values than can be checked"
            raise self._error(message, "Write out the values", node.start)
        if parent.depth > MAX_DEPTH:
            raise too_deep(self.lines, node.start)

    def _member(self, opened: _Open, key: Node, node: Node) -> None:
        parent = opened.node
        assert parent.members is not None
        parent.members.append((key, node))
        content = node.content
        if key.value == "<<" and not key.style:
            sources = content.entries if content.entries is not None else [content]
            if all(source.content.members is not None for source in sources):
                opened.merged.extend(sources)
                return
        name = self._name(key)
        if name in parent.names:
            first, _ = self.lines.position(parent.names[name][0].start)
            path = (*self._steps(), name)
            self.duplicates.append(repeated(path, first, self.lines.span(key.start, key.end)))
        parent.names[name] = (key, node)
        parent.value[name] = content.value

    def _steps(self) -> Path:
        """Return the path of the innermost open container."""
        steps: list[str | int] = []
        for opened in self._opened[:-1]:
            if opened.node.entries is not None:
                steps.append(len(opened.node.entries))
            elif opened.key is not None:
                steps.append(self._name(opened.key))
        return tuple(steps)

    def _name(self, key: Node) -> str:
        """Return the field name in JSON for a key."""
        value = key.content.value
        if key.content.is_binary:  # Ruby writes such names of headers
            with suppress(ValueError):
                return base64.b64decode(value, validate=False).decode()
        if isinstance(value, (dict, list)):
            message = "The key is a mapping or a list, but field names in JSON are strings"
            raise self._error(message, "Use a string as the key", key.start)
        return value if isinstance(value, str) else json.dumps(value)
