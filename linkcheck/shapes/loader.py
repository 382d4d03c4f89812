"""Read the schema files, follow their references, and find fields in them.

The files in ``schemas/`` refer to each other by ``$ref``. ``schema`` returns one document as a tree
without references, which everything here uses except the reference engine: the keywords of a
reference's target and those beside the reference are combined, and annotations that are objects
(``x-hints`` ...) are merged. No schema refers to itself, so the tree is finite.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from linkcheck.engine.kinds import DocumentKind
from linkcheck.pointer import Path

if TYPE_CHECKING:
    from referencing import Registry

BASE = "urn:linkcheck:schemas:"
SUFFIX = ".schema.json"

HIDDEN = "x-undocumented"
"""The keyword of a field that the API's documentation hides."""

Schema = dict[str, Any]
_MERGED = ("x-aliases", "x-hints", "x-plaid-error", "x-replacements", "x-rule", "x-severity")


def url(document: DocumentKind) -> str:
    """Return the ``$id`` of a document's schema."""
    return f"{BASE}{document}{SUFFIX}"


@cache
def schema(document: DocumentKind) -> Schema:
    """Return the schema of a document as one tree without references. Shared: do not change it."""
    folder = document.schema_folder()
    return _resolved(_file(folder, str(document)), folder, str(document))


def bundle(document: DocumentKind) -> Schema:
    """Return the self-contained schema of a document with its ``$schema`` and ``$id``."""
    whole = _file(document.schema_folder(), str(document))
    head = {"$schema": whole["$schema"], "$id": url(document)}
    return {**head, **schema(document)}


@cache
def registry(folder: FilePath) -> Registry[Schema]:
    """Return all schema files of a folder by ``$id``, unchanged except for ``$schema``.

    At a ``$schema``, jsonschema would switch from the given validator to its own.
    """
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    contents = [json.loads(file.read_bytes()) for file in folder.rglob(f"*{SUFFIX}")]
    resources = [DRAFT202012.create_resource(_without_dialect(c)) for c in contents]
    return Registry().with_resources(
        (c["$id"], r) for c, r in zip(contents, resources, strict=True)
    )


def describe(document: DocumentKind, path: Path) -> Schema | None:
    """Return the schema of the field at a path (array indexes are integers), or None."""
    return descend(schema(document), path)


def descend(node: Schema, path: Path) -> Schema | None:
    """Return the schema at a path below another one, or None."""
    current: Schema | None = node
    for step in path:
        if current is None:
            return None
        if isinstance(step, int):
            current = current.get("items")
        else:
            current = current.get("properties", {}).get(step)
    return current


def walk(
    node: Schema, path: tuple[str, ...] = (), *, documented: bool = False
) -> Iterator[tuple[tuple[str, ...], Schema]]:
    """Yield every field below a schema with its path; array entries add no step to it.

    With ``documented``, hidden fields and everything below them are skipped.
    """
    for name, child in node.get("properties", {}).items():
        if documented and is_hidden(child):
            continue
        yield (*path, name), child
        yield from walk(child, (*path, name), documented=documented)
    if "items" in node:
        yield from walk(node["items"], path, documented=documented)


@cache
def places(document: DocumentKind) -> dict[str, tuple[str, ...]]:
    """Return the dotted paths of the documented fields, by name."""
    found: dict[str, tuple[str, ...]] = {}
    for path, _ in walk(schema(document), documented=True):
        found[path[-1]] = (*found.get(path[-1], ()), ".".join(path))
    return found


@cache
def members(document: DocumentKind, path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the documented fields of the object at a path, which omits array indexes."""
    node = schema(document)
    for name in path:
        node = node.get("items", node)["properties"][name]
    properties = node.get("items", node)["properties"]
    return tuple(name for name, child in properties.items() if not is_hidden(child))


def is_hidden(node: Schema) -> bool:
    """True for a field that the API's documentation hides."""
    return HIDDEN in node


@cache
def sensitive_names(api: type[DocumentKind]) -> frozenset[str]:
    """Return the field names that are secret or personal in at least one place."""
    return frozenset(name for name, node in _all_fields(api) if "x-sensitive" in node)


@cache
def safe_names(api: type[DocumentKind]) -> frozenset[str]:
    """Return the field names that are in a schema and sensitive nowhere."""
    return frozenset(name for name, _ in _all_fields(api)) - sensitive_names(api)


@cache
def listed_values(api: type[DocumentKind]) -> frozenset[str]:
    """Return the strings that are listed values of a field somewhere."""
    lists = (node.get("enum", ()) for _, node in _all_fields(api))
    entries = (node.get("items", {}).get("enum", ()) for _, node in _all_fields(api))
    return frozenset(v for values in (*lists, *entries) for v in values if isinstance(v, str))


def _all_fields(api: type[DocumentKind]) -> Iterator[tuple[str, Schema]]:
    for document in api:
        for path, node in walk(schema(document)):
            yield path[-1], node


@cache
def _file(folder: FilePath, name: str) -> Schema:
    contents: Schema = json.loads((folder / f"{name}{SUFFIX}").read_bytes())
    return contents


@cache
def _target(folder: FilePath, reference: str) -> Schema:
    address, _, pointer = reference.partition("#/$defs/")
    name = address.removeprefix(BASE).removesuffix(SUFFIX)
    return _resolved(_file(folder, name)["$defs"][pointer], folder, name)


def _without_dialect(contents: Schema) -> Schema:
    return {k: v for k, v in contents.items() if k != "$schema"}


def _resolved(node: Schema, folder: FilePath, file: str) -> Schema:
    own = {k: v for k, v in node.items() if not k.startswith("$")}
    if "properties" in own:
        own["properties"] = {k: _resolved(v, folder, file) for k, v in own["properties"].items()}
    if "items" in own:
        own["items"] = _resolved(own["items"], folder, file)
    if "$ref" not in node:
        return own
    reference = node["$ref"]
    whole = f"{BASE}{file}{SUFFIX}{reference}" if reference[0] == "#" else reference
    target = _target(folder, whole)
    merged = {k: {**target[k], **own[k]} for k in _MERGED if k in target and k in own}
    return {**target, **own, **merged}
