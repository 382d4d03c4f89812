"""Fix YAML source with one or more bodies. Fixes that might break it are not applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from linkcheck.documents import Document
from linkcheck.fixes.batch import identity_of
from linkcheck.fixes.edits import Edit, apply_edits
from linkcheck.fixes.engine import Fixed, Scope, ValueChecker, settle
from linkcheck.fixes.slots import same
from linkcheck.fixes.yaml_edits import yaml_edits
from linkcheck.fixes.yaml_values import Unfixable
from linkcheck.pointer import Path
from linkcheck.sources.calls import Reading
from linkcheck.sources.containers import listed
from linkcheck.sources.decode import SourceError
from linkcheck.sources.model import SourceDocument
from linkcheck.sources.yaml_comments import directives_in
from linkcheck.sources.yaml_parser import read
from linkcheck.sources.yaml_tree import YamlTree
from linkcheck.violation import Violation

Fix = Callable[[SourceDocument], tuple[Document, Fixed] | None]
"""Fixes a body; None if it should not be fixed."""


@dataclass(frozen=True, slots=True)
class BodyFixes:
    """The fixes of a body: the number of its document, its path in the document, its kind."""

    number: int
    path: Path
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
    reading = Reading("", directives_in(text))
    found: list[BodyFixes] = []
    edits: list[Edit] = []
    for number, tree in enumerate(trees):
        for body in listed(reading, tree):
            fixed = fix(body)
            if fixed is not None and body.yaml is not None:
                path = body.yaml[1]
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


def scope_of(place: tuple[YamlTree, Path] | None, suppressed: Iterable[Violation]) -> Scope:
    """Return what may be fixed in the YAML source of a value, which has suppressed violations."""
    writable = partial(_is_writable, *place) if place else None
    return Scope(writable, frozenset(map(identity_of, suppressed)))


def _is_writable(tree: YamlTree, path: Path, value: Any) -> bool:
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
    suppressed: Iterable[Violation],
    *,
    request: Any = None,
) -> None:
    """Do the same as ``settle`` for a value in a YAML tree."""
    scope = scope_of(place, suppressed)
    settle(found, value, checker, document, request=request, scope=scope)


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
