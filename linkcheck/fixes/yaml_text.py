"""Fixes on YAML texts of one body or more. What is not certain to stay right stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from linkcheck.documents import Document
from linkcheck.fixes.edits import Edit, apply_edits
from linkcheck.fixes.engine import Fixed, ValueChecker, Writable, settle
from linkcheck.fixes.slots import same
from linkcheck.fixes.yaml_edits import yaml_edits
from linkcheck.fixes.yaml_values import Unfixable
from linkcheck.pointer import Path
from linkcheck.sources.containers import bodies
from linkcheck.sources.decode import Decoded, SourceError
from linkcheck.sources.yaml_parser import read
from linkcheck.sources.yaml_tree import YamlTree
from linkcheck.violation import Violation

Fix = Callable[[Decoded, Document | None, Writable], tuple[Document, Fixed] | None]
"""Fixes a body, None if it is none of those to fix. The last argument is that of ``fix_value``."""


@dataclass(frozen=True, slots=True)
class BodyFixes:
    """What became of a body: its place among the documents, its path in its one, its kind."""

    number: int
    path: tuple[int, ...]
    kind: Document
    fixed: Fixed


@dataclass(frozen=True, slots=True)
class YamlFixes:
    """A YAML text before and after its fixes, with all bodies to fix."""

    old: str
    new: str
    bodies: tuple[BodyFixes, ...]


def fix_yaml(text: str, fix: Fix) -> YamlFixes:
    """The fixes of all bodies of a YAML text without a byte order mark.

    If the text afterwards does not decode to exactly the fixed values, nothing is changed.
    Raises SourceError and YamlMissing.
    """
    trees = list(read(text))
    found: list[BodyFixes] = []
    edits: list[Edit] = []
    for number, tree in enumerate(trees):
        for path, kind in bodies(tree):
            fixed = fix(tree.inline(path), kind, partial(is_writable, tree, path))
            if fixed is not None:
                found.append(BodyFixes(number, path, *fixed))
                if fixed[1].applied:
                    edits += yaml_edits(tree, path, fixed[1].value)
    new = apply_edits(text, edits)
    if edits and not _is_right(trees, new, found):
        undone = (
            replace(body, fixed=replace(body.fixed, applied=(), unwritten=body.fixed.applied))
            for body in found
        )
        return YamlFixes(text, text, tuple(undone))
    return YamlFixes(text, new, tuple(found))


def is_writable(tree: YamlTree, path: Path, value: Any) -> bool:
    """True if the text of a tree can be made to hold a value at a path."""
    try:
        yaml_edits(tree, path, value)
    except Unfixable:
        return False
    return True


def settle_yaml(
    found: tuple[Violation, ...],
    value: Any,
    checker: ValueChecker,
    document: Document,
    place: tuple[YamlTree, Path],
    *,
    request: Any = None,
) -> None:
    """Do as ``settle`` does, for a value at a place of a YAML tree."""
    writable = partial(is_writable, *place)
    settle(found, value, checker, document, request=request, writable=writable)


def _is_right(trees: Sequence[YamlTree], text: str, found: Sequence[BodyFixes]) -> bool:
    """True if a text holds what the trees hold, but for the bodies that were fixed."""
    wanted = [tree.value for tree in trees]
    for body in found:
        if body.path:
            wanted[body.number] = list(wanted[body.number])
            wanted[body.number][body.path[0]] = body.fixed.value
        else:
            wanted[body.number] = body.fixed.value
    try:
        return same([tree.value for tree in read(text)], wanted)
    except SourceError:
        return False
