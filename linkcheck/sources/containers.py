"""JSON and YAML files that contain several documents, or one inside something else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.engine.suppression import Range
from linkcheck.pointer import Path, to_pointer
from linkcheck.sources import postman, recordings
from linkcheck.sources.calls import Call, Problem, Reading
from linkcheck.sources.content import Decoded
from linkcheck.sources.foreign import description
from linkcheck.sources.model import InputError, SomethingElse, SourceDocument
from linkcheck.sources.tree import JsonTree, Tree

if TYPE_CHECKING:
    from linkcheck.sources.yaml_tree import YamlTree


Found = Iterator[SourceDocument | InputError]


def read_container(name: str, decoded: Decoded) -> Found | None:
    """Return the documents of a JSON file that contains several, or one inside something else.

    None if the file is neither.
    """
    tree = JsonTree(decoded)
    calls = calls_in(tree)
    if calls is not None:
        return Reading(name).documents(calls)
    if isinstance(tree.value, list):
        return listed(Reading(name), tree) if bodies(tree) != [((), None)] else None
    other = something_else(name, tree.value)
    return iter([other]) if other else None


def something_else(name: str, value: Any) -> SomethingElse | None:
    """Return the error for a file that is recognizably not a document."""
    what = description(value)
    return SomethingElse(name, f"nothing to check: this is {what}") if what else None


def calls_in(tree: Tree) -> Iterator[Call | Problem] | None:
    """Return the calls of a recording or collection; None if the file is neither."""
    if recordings.is_har(tree.value):
        return recordings.har_calls(tree)
    if recordings.is_cassette(tree.value):
        return recordings.cassette_calls(tree)
    if recordings.is_axios(tree.value):
        return recordings.axios_calls(tree)
    if recordings.is_expectations(tree.value):
        return recordings.expectation_calls(tree)
    return postman.calls(tree) if postman.is_collection(tree.value) else None


def listed(reading: Reading, tree: Tree) -> Iterator[SourceDocument]:
    """Yield the body that a file consists of, or the bodies in its array."""
    for path, kind in bodies(tree):
        origin = f"entry {path[0] + 1} of the list" if path else ""
        first = partial(first_line, tree, path)
        found = reading.add(tree.inline(path), kind, origin, to_pointer(path), first)
        if isinstance(tree, JsonTree):
            yield found._replace(is_fixable=False)  # a list of bodies in JSON
        else:
            yield found._replace(yaml=(cast("YamlTree", tree), path))


def first_line(tree: Tree, path: Path) -> Range:
    """Return the first line of a value, as the lines on which a comment is about all of it."""
    line = tree.lines.position(tree.range(path)[0])[0]
    return line, line


def bodies(tree: Tree) -> list[tuple[tuple[int, ...], Document | None]]:
    """Return path and kind of each body in a document; none if it is empty or a recording."""
    if tree.value is None or calls_in(tree) is not None:
        return []
    kinds = [detect(entry) for entry in tree.value] if isinstance(tree.value, list) else []
    if not any(kinds):
        return [((), detect(tree.value))]
    return [((number,), kind) for number, kind in enumerate(kinds)]
