"""JSON and YAML files that hold several documents, or one within something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.pointer import to_pointer
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
    """The documents of a JSON file that holds several, or one within something else.

    None if the file is none of these.
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
    """What to say of a file that is recognizably something else than a document."""
    what = description(value)
    return SomethingElse(name, f"is {what}, so there is nothing to check") if what else None


def calls_in(tree: Tree) -> Iterator[Call | Problem] | None:
    """The calls of a recording or collection; None if the file is neither."""
    if recordings.is_har(tree.value):
        return recordings.har_calls(tree)
    if recordings.is_cassette(tree.value):
        return recordings.cassette_calls(tree)
    if recordings.is_axios(tree.value):
        return recordings.axios_calls(tree)
    if recordings.is_expectations(tree.value):
        return recordings.expectation_calls(tree)
    return postman.calls(tree) if postman.is_collection(tree.value) else None


def listed(reading: Reading, tree: Tree) -> Found:
    """The body that a file is, or the bodies of the array that it is."""
    for path, kind in bodies(tree):
        origin = f"entry {path[0] + 1} of the list" if path else ""
        found = reading.add(tree.inline(path), kind, origin, to_pointer(path))
        if isinstance(tree, JsonTree):
            yield found._replace(is_fixable=False)  # a list of bodies in JSON
        else:
            yield found._replace(yaml=(cast("YamlTree", tree), path))


def bodies(tree: Tree) -> list[tuple[tuple[int, ...], Document | None]]:
    """Path and kind of each body in a document, none if it is empty or a recording."""
    if tree.value is None or calls_in(tree) is not None:
        return []
    kinds = [detect(entry) for entry in tree.value] if isinstance(tree.value, list) else []
    if not any(kinds):
        return [((), detect(tree.value))]
    return [((number,), kind) for number, kind in enumerate(kinds)]
