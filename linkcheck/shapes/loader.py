"""The schema files: reading them, following their references, finding a field in them.

The files in ``schemas/`` are joined by ``$ref``. ``schema`` gives one document as a tree without
references, which is what everything here but the reference engine works on: the keywords of a
reference's target and those written beside the reference are put together, and annotations that
are objects (``x-hints`` ...) are merged. No schema refers to itself, so that the tree is finite.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from linkcheck.documents import Document
from linkcheck.schemas import API_DATE as API_DATE
from linkcheck.schemas import API_VERSION as API_VERSION

if TYPE_CHECKING:
    from referencing import Registry

    from linkcheck.violation import Path

BASE = "urn:linkcheck:schemas:"
SUFFIX = ".schema.json"

Schema = dict[str, Any]
_MERGED = ("x-aliases", "x-hints", "x-plaid-error", "x-replacements", "x-rule", "x-severity")


def url(document: Document) -> str:
    """The ``$id`` of a document's schema."""
    return f"{BASE}{document}{SUFFIX}"


@cache
def schema(document: Document) -> Schema:
    """The schema of a document as one tree without references. Shared: do not change it."""
    return _resolved(_file(str(document)), str(document))


def bundle(document: Document) -> Schema:
    """The schema of a document with its ``$schema`` and ``$id``, complete in itself."""
    head = {"$schema": _file(str(document))["$schema"], "$id": url(document)}
    return {**head, **schema(document)}


@cache
def registry() -> Registry[Schema]:
    """All schema files under their ``$id``, as they are written but for ``$schema``.

    At a ``$schema``, jsonschema would go over from the validator it was given to its own.
    """
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    contents = [json.loads(file.read_bytes()) for file in _root().rglob(f"*{SUFFIX}")]
    resources = [DRAFT202012.create_resource(_without_dialect(c)) for c in contents]
    return Registry().with_resources(
        (c["$id"], r) for c, r in zip(contents, resources, strict=True)
    )


def describe(document: Document, path: Path) -> Schema | None:
    """The schema of the field at a path (array indexes are integers), or None if there is none."""
    return descend(schema(document), path)


def descend(node: Schema, path: Path) -> Schema | None:
    """The schema at a path below another one, or None if there is none."""
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
    """Every field below a schema with its path; the entries of an array add no step to it.

    With ``documented``, hidden fields and all below them are left out.
    """
    for name, child in node.get("properties", {}).items():
        if documented and is_hidden(child):
            continue
        yield (*path, name), child
        yield from walk(child, (*path, name), documented=documented)
    if "items" in node:
        yield from walk(node["items"], path, documented=documented)


@cache
def places(document: Document) -> dict[str, tuple[str, ...]]:
    """Where each member name is known: the dotted paths of the documented fields of that name."""
    found: dict[str, tuple[str, ...]] = {}
    for path, _ in walk(schema(document), documented=True):
        found[path[-1]] = (*found.get(path[-1], ()), ".".join(path))
    return found


@cache
def members(document: Document, path: tuple[str, ...]) -> tuple[str, ...]:
    """The documented members of the object at a path; array indexes are left out of the path."""
    node = schema(document)
    for name in path:
        node = node.get("items", node)["properties"][name]
    properties = node.get("items", node)["properties"]
    return tuple(name for name, child in properties.items() if not is_hidden(child))


def is_hidden(node: Schema) -> bool:
    """True for a field that Plaid's documentation hides."""
    return "x-undocumented" in node


@cache
def sensitive_names() -> frozenset[str]:
    """The member names that hold something secret or personal in at least one place."""
    return frozenset(name for name, node in _all_fields() if "x-sensitive" in node)


@cache
def safe_names() -> frozenset[str]:
    """The member names that are in a schema and sensitive nowhere."""
    return frozenset(name for name, _ in _all_fields()) - sensitive_names()


@cache
def listed_values() -> frozenset[str]:
    """The texts that are among the values of a field somewhere."""
    lists = (node.get("enum", ()) for _, node in _all_fields())
    entries = (node.get("items", {}).get("enum", ()) for _, node in _all_fields())
    return frozenset(v for values in (*lists, *entries) for v in values if isinstance(v, str))


def _all_fields() -> Iterator[tuple[str, Schema]]:
    for document in Document:
        for path, node in walk(schema(document)):
            yield path[-1], node


@cache
def _root() -> FilePath:
    import linkcheck.schemas

    # importlib.resources would cost 19 ms at start-up.
    return FilePath(linkcheck.schemas.__path__[0])


@cache
def _file(name: str) -> Schema:
    contents: Schema = json.loads((_root() / f"{name}{SUFFIX}").read_bytes())
    return contents


@cache
def _target(reference: str) -> Schema:
    address, _, pointer = reference.partition("#/$defs/")
    name = address.removeprefix(BASE).removesuffix(SUFFIX)
    return _resolved(_file(name)["$defs"][pointer], name)


def _without_dialect(contents: Schema) -> Schema:
    return {k: v for k, v in contents.items() if k != "$schema"}


def _resolved(node: Schema, file: str) -> Schema:
    own = {k: v for k, v in node.items() if not k.startswith("$")}
    if "properties" in own:
        own["properties"] = {k: _resolved(v, file) for k, v in own["properties"].items()}
    if "items" in own:
        own["items"] = _resolved(own["items"], file)
    if "$ref" not in node:
        return own
    reference = node["$ref"]
    target = _target(f"{BASE}{file}{SUFFIX}{reference}" if reference[0] == "#" else reference)
    merged = {k: {**target[k], **own[k]} for k in _MERGED if k in target and k in own}
    return {**target, **own, **merged}
