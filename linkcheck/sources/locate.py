"""Find the places of values in JSON text by their paths.

Only containers on the way to a wanted path are walked; the JSON scanner of the standard library
skips everything else, so one path in a large text costs about as much as decoding it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from linkcheck.pointer import Part, Path, Span, Target
from linkcheck.sources.lines import spans

_blanks = re.compile(r"[ \t\n\r]*").match
_escaped_name = re.compile(r'\\[^"\\]*"[ \t\n\r]*:').search
_skip: Any = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_UNSEEN = -1
_FEW = 4  # places that are searched for one by one


class _Node:
    """A value on the way to a wanted one, with its last known place.

    ``owner`` is the start of its container. A value whose owner is not the container that counts
    (because a later duplicate replaced that one) does not exist. ``passed`` is the number of array
    entries that the walk has completed.
    """

    __slots__ = ("children", "end", "key_end", "key_start", "owner", "passed", "start")

    def __init__(self) -> None:
        self.children: dict[str | int, _Node] = {}
        self.start = self.end = self.owner = self.key_start = self.key_end = _UNSEEN
        self.passed = 0

    def found(self, owner: _Node, start: int) -> None:
        """Set the start of the value; the end is not known yet."""
        self.owner, self.start, self.end, self.passed = owner.start, start, _UNSEEN, 0


def locate(text: str, targets: Sequence[Target]) -> list[Span]:
    """Return the span of each target in JSON text, in the order of the targets.

    ``text`` must be valid JSON without a byte order mark. If fields have the same name, the last
    one counts, as in ``json.loads``. A path that leads nowhere returns the start of the nearest
    existing value on the way. ``key`` returns the field name with its quotes, or the value for
    array entries and the document itself, which have no name.
    """
    return spans(text, offsets(text, targets))


def offsets(text: str, targets: Sequence[Target], *, sure: bool = False) -> list[tuple[int, int]]:
    """Like ``locate``, but return start and end offsets.

    ``sure`` says that each path leads to a value and no field is repeated, which saves work.
    """
    if not targets:
        return []
    if sure and len(targets) <= _FEW and _names_are_literal(text):
        found = [_named(text, path, kind) for path, kind in targets]
        if None not in found:
            return [place for place in found if place is not None]
    root = _Node()
    for path, _ in targets:
        node = root
        for step in path:
            node = node.children.setdefault(step, _Node())
    # The caller's stack may be deeper than when the text was decoded: use the places so far.
    with suppress(RecursionError):
        _walk(text, root)
    return [_range(text, root, path, kind) for path, kind in targets]


def _range(text: str, root: _Node, path: Path, kind: Part) -> tuple[int, int]:
    node = root
    for step in path:
        child = node.children[step]
        if child.owner != node.start:
            return _opening(text, node)
        node = child
    if kind == "key" and node.key_start != _UNSEEN:
        return node.key_start, node.key_end
    if kind == "object-start" or node.end == _UNSEEN:
        return _opening(text, node)
    return node.start, node.end


def _opening(text: str, node: _Node) -> tuple[int, int]:
    if node.end == _UNSEEN or text[node.start] in "{[":
        return node.start, node.start + 1
    return node.start, node.end


def _names_are_literal(text: str) -> bool:
    """True if no field name contains an escape, and each quote begins or ends a string."""
    return "\\" not in text or ('\\"' not in text and _escaped_name(text) is None)


def _named(text: str, path: Path, kind: Part) -> tuple[int, int] | None:
    """Return the range of a value, if the last name on its path appears only once in the text."""
    length = len(path)
    while length and type(path[length - 1]) is int:
        length -= 1
    if not length:
        return None
    quoted = f'"{path[length - 1]}"'
    key_start = text.find(quoted)
    if key_start < 0 or text.find(quoted, key_start + 1) >= 0:
        return None
    root = _Node()
    root.key_start, root.key_end = key_start, key_start + len(quoted)
    entries = path[length:]
    node = root
    for step in entries:
        node = node.children.setdefault(step, _Node())
    with suppress(RecursionError):
        _walk(text, root, text.index(":", root.key_end) + 1)
    return _range(text, root, entries, kind)


def _walk(text: str, root: _Node, start: int = 0) -> None:
    """Set the places of the values in the nodes. Iterative: paths may be deep."""
    index = _blanks(text, start).end()  # type: ignore[union-attr]  # it always matches
    root.found(root, index)
    if not _is_open(text, root):
        root.end = _skip(text, index)[1]
        return
    node, index = root, index + 1
    around: list[_Node] = []
    while True:
        walk = _next_member if text[node.start] == "{" else _next_item
        child, index = walk(text, node, index)
        if child is None:  # the container is closed, and the index after its end
            node.end = index
            if not around:
                return
            node = around.pop()
        elif _is_open(text, child):
            around.append(node)
            node, index = child, index + 1
        else:
            child.end = index = _skip(text, index)[1]


def _is_open(text: str, node: _Node) -> bool:
    """True if the value is a container with something wanted."""
    return bool(node.children) and text[node.start] in "{["


def _next_member(text: str, node: _Node, index: int) -> tuple[_Node | None, int]:
    """Return the next wanted field of an object with the start of its value; None at the end."""
    blanks: Any = _blanks
    skip, wanted = _skip, node.children
    while True:
        index = blanks(text, index).end()
        if text[index] == ",":
            index = blanks(text, index + 1).end()
        if text[index] == "}":
            return None, index + 1
        key_start = index
        key, key_end = scanstring(text, index + 1, True)
        index = blanks(text, blanks(text, key_end).end() + 1).end()  # over the colon
        child = wanted.get(key)
        if child is not None:
            child.found(node, index)
            child.key_start, child.key_end = key_start, key_end
            return child, index
        index = skip(text, index)[1]


def _next_item(text: str, node: _Node, index: int) -> tuple[_Node | None, int]:
    """Return the next wanted entry of an array with its start; None at the end."""
    blanks: Any = _blanks
    skip, wanted = _skip, node.children
    while True:
        index = blanks(text, index).end()
        if text[index] == ",":
            index = blanks(text, index + 1).end()
        if text[index] == "]":
            return None, index + 1
        child = wanted.get(node.passed)
        node.passed += 1
        if child is not None:
            child.found(node, index)
            return child, index
        index = skip(text, index)[1]
