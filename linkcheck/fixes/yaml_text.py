"""Fix YAML source with one or more bodies. Fixes that might break it are not applied."""

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
"""Fixes a body; None if it should not be fixed. The last argument is that of ``fix_value``."""


@dataclass(frozen=True, slots=True)
class BodyFixes:
    """The fixes of a body: the number of its document, its path in the document, its kind."""

    number: int
    path: tuple[int, ...]
    kind: Document
    fixed: Fixed


@dataclass(frozen=True, slots=True)
class YamlFixes:
    """YAML source before and after its fixes, with all bodies to fix."""

    old: str
    new: str
    bodies: tuple[BodyFixes, ...]


def fix_yaml(text: str, fix: Fix) -> YamlFixes:
    """Return the fixes of all bodies of YAML source without a byte order mark.

    If the result does not decode to exactly the fixed values, nothing is changed. Raises
    SourceError and YamlMissing.
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
    """Return whether a value can be written to the source of a tree at a path."""
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
    """Do the same as ``settle`` for a value in a YAML tree."""
    writable = partial(is_writable, *place)
    settle(found, value, checker, document, request=request, writable=writable)


def _is_right(trees: Sequence[YamlTree], text: str, found: Sequence[BodyFixes]) -> bool:
    """Return whether YAML source has the values of the trees, except for the fixed bodies."""
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
