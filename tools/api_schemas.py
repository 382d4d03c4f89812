"""Read and write the schema files as a maintainer wrote them.

Custom, because JSON libraries lose the layout of a file when they change it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from api_models import Field, UnreadableApi

Node = dict[str, Any]
_At = tuple[str, tuple[str, ...]]
"""The ``$id`` of a file, and the steps in it."""
TODO = "TODO"
_SUFFIX = ".schema.json"
_HIDDEN_VALUES = ("x-undocumented-values", "x-newer-values")
_BOUNDS = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "minItems", "maxItems", "pattern",
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """The facts of the schemas about one place, and its location: a file, and the steps in it."""

    type: frozenset[str]
    null: frozenset[str]
    required: frozenset[str]
    values: frozenset[str]
    hidden: frozenset[str]
    bounds: frozenset[str]
    file: Path
    steps: tuple[str, ...]
    unfinished: bool

    def values_known(self, theirs: Iterable[str]) -> frozenset[str]:
        """Return the documented values, and other values that the API also has."""
        return self.values | (self.hidden & frozenset(theirs))


class Schemas:
    """The schema files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._files: dict[str, tuple[Path, Node]] = {}
        self._names: dict[str, str] = {}
        for file in sorted(folder.rglob(f"*{_SUFFIX}")):
            try:
                contents = json.loads(file.read_text(encoding="utf-8"))
                self._files[contents["$id"]] = (file, contents)
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise UnreadableApi(f"{file}: not a schema with an $id") from error
            if file.parent == folder:
                self._names[file.name.removesuffix(_SUFFIX)] = contents["$id"]

    def places(self, document: str) -> dict[str, Written]:
        """Return every place of a document by its path."""
        if document not in self._names:
            raise UnreadableApi(f"no schema {document}{_SUFFIX}")
        top = (self._names[document], ())
        return dict(self._walk("", top, False, document.endswith("-request")))

    def _walk(
        self, path: str, at: _At, required: bool, is_request: bool
    ) -> Iterator[tuple[str, Written]]:
        homes = list(self._homes(at))
        nodes = [self._node(home) for home in homes]
        yield path, self._written(nodes, homes, required, is_request)
        must = {name for node in nodes for name in node.get("required", ())}
        below: dict[str, _At] = {}
        for (address, steps), node in zip(homes, nodes, strict=True):
            for name in node.get("properties", {}):
                below.setdefault(f".{name}", (address, (*steps, "properties", name)))
            if "items" in node:
                below.setdefault("[]", (address, (*steps, "items")))
        for step, child in below.items():
            yield from self._walk(path + step, child, step[1:] in must, is_request)

    def _written(
        self, nodes: list[Node], homes: list[_At], required: bool, is_request: bool
    ) -> Written:
        node: Node = {k: v for n in reversed(nodes) for k, v in n.items()}
        kinds = node.get("type", ())
        types = {kinds} if isinstance(kinds, str) else set(kinds)
        # An optional field of a request may always be null; this is whether the API allows it.
        nullable = "null" in types and (required or not is_request)
        if "string" in types and node.get("format") in ("date", "date-time"):
            types = types - {"string"} | {f"string:{node['format']}"}
        values = node.get("enum", [node["const"]] if "const" in node else [])
        hidden = {str(v) for keyword in _HIDDEN_VALUES for v in node.get(keyword, ())}
        holder = next((i for i, n in enumerate(nodes) if "properties" in n), 0)
        return Written(
            type=frozenset(types - {"null"}) or frozenset({"any"}),
            null=frozenset({"null"} if nullable or node.get("x-nullable") else ()),
            required=frozenset({"required"} if required else ()),
            values=frozenset(str(v) for v in values if v is not None),
            hidden=frozenset(hidden),
            bounds=frozenset(
                f"{k}={json.dumps(node[k]) if isinstance(node[k], str) else node[k]}"
                for k in _BOUNDS
                if k in node
            ),
            file=self._files[homes[holder][0]][0],
            steps=homes[holder][1],
            unfinished=any(node.get(k, "").startswith(TODO) for k in ("title", "description")),
        )

    def _homes(self, at: _At) -> Iterator[_At]:
        """Yield the locations of a place: its own, and the target of its reference."""
        yield at
        address, _ = at
        reference = self._node(at).get("$ref")
        if reference is not None:
            target, _, pointer = reference.partition("#")
            target = urljoin(address, target) if target else address  # a URN joins nothing
            if target not in self._files:
                raise UnreadableApi(f"{self._files[address][0]}: no schema {target}")
            yield from self._homes((target, tuple(filter(None, pointer.split("/")))))

    def _node(self, at: _At) -> Node:
        address, steps = at
        node = self._files[address][1]
        for step in steps:
            node = node[step]
        return node


# --- Skeletons ------------------------------------------------------------------------------------


def write(
    schemas: Schemas,
    upstream: Mapping[tuple[str, str], Field],
    version: str,
    is_wanted: Callable[[tuple[str, str]], bool],
) -> list[tuple[str, str]]:
    """Write a skeleton of each wanted field that is in no schema yet; return the places.

    A skeleton is valid, and marked as newer than the schemas (``x-since``). Its title and
    description begin with TODO, which the drift and a test of the schemas report until they are
    finished.
    """
    added: list[tuple[str, str]] = []
    done: set[tuple[Path, tuple[str, ...], str]] = set()
    for document in dict.fromkeys(d for d, _ in upstream):
        places = schemas.places(document)
        for (d, path), field in upstream.items():
            parent, _, name = path.rpartition(".")
            if d != document or path in places or path.endswith("[]") or parent not in places:
                continue
            home = places[parent]
            if home.type != {"object"} or (home.file, home.steps, name) in done:
                continue
            if not is_wanted((document, path)):
                continue
            done.add((home.file, home.steps, name))
            theirs = {p: f for (x, p), f in upstream.items() if x == document}
            skeleton = _skeleton(path, field, theirs, document.endswith("-request"))
            _insert(home.file, home.steps, name, {**skeleton, "x-since": version})
            added.append((document, path))
    return added


def _skeleton(path: str, field: Field, theirs: Mapping[str, Field], is_request: bool) -> Node:
    name = path.rpartition(".")[2].removesuffix("[]")
    is_item = path.endswith("[]")
    types = sorted({t.partition(":")[0] for t in field.types} - {"any"})
    formats = [t.partition(":")[2] for t in field.types if ":" in t]
    below = [p for p in theirs if p.startswith(f"{path}.") and "." not in p[len(path) + 1 :]]
    members = {p.rpartition(".")[2]: p for p in below if not p.endswith("[]")}
    null = (field.nullable or is_request) and not field.required and not is_item
    if null and types:
        types.append("null")
    node: Node = {
        "title": f"{TODO}: {name.replace('_', ' ').capitalize()}",
        "description": f"{TODO}: say in your own words what `{name}` is for.",
    }
    if types:
        node["type"] = types[0] if len(types) == 1 else types
    if field.values and is_request:
        node["enum"] = [*sorted(field.values), *([None] if null else [])]
    node |= {"format": formats[0]} if len(formats) == 1 else {}
    for bound in sorted(field.bounds):
        keyword, _, value = bound.partition("=")
        if keyword != "default":
            node[keyword] = json.loads(value)
    if members:
        must = [n for n, p in members.items() if theirs[p].required]
        node |= {"required": must} if must else {}
        node |= {"additionalProperties": False} if is_request else {}
        node["properties"] = {
            n: _skeleton(p, theirs[p], theirs, is_request) for n, p in members.items()
        }
    if f"{path}[]" in theirs:
        node |= {"uniqueItems": True} if is_request else {}
        node["items"] = _skeleton(f"{path}[]", theirs[f"{path}[]"], theirs, is_request)
    if null and field.nullable and is_request:
        node["x-nullable"] = True
    return node


def _insert(file: Path, steps: tuple[str, ...], name: str, node: Node) -> None:
    """Add a member to the ``properties`` of an object, keeping the rest of the file."""
    text = file.read_text(encoding="utf-8")
    start = _start(text, steps)
    keys = [key for key, _, _ in _members(text, start)]
    if "properties" in keys:
        start = _start(text, (*steps, "properties"))
    else:
        name, node = "properties", {name: node}
    members = list(_members(text, start))
    if members:
        end = members[-1][2]
        line = text.rfind("\n", 0, text.rfind(json.dumps(members[-1][0]), 0, members[-1][1])) + 1
        indent = len(text[line:]) - len(text[line:].lstrip(" "))
        added = f",\n{' ' * indent}{json.dumps(name)}: {_rendered(node, indent)}"
    else:
        end = start + 1
        added = f"{json.dumps(name)}: {_rendered(node, 0)}"
    text = text[:end] + added + text[end:]
    json.loads(text)
    file.write_text(text, encoding="utf-8")


def _start(text: str, steps: tuple[str, ...]) -> int:
    start = len(text) - len(text.lstrip())
    for step in steps:
        start = next(begin for key, begin, _ in _members(text, start) if key == step)
    return start


def _members(text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield the name of each member of an object, and the start and end of its value."""
    decoder = json.JSONDecoder()
    at = start + 1
    while True:
        at += len(text[at:]) - len(text[at:].lstrip(" \t\r\n,"))
        if text[at] == "}":
            return
        name, at = decoder.raw_decode(text, at)
        at += len(text[at:]) - len(text[at:].lstrip(" \t\r\n:"))
        begin = at
        _, at = decoder.raw_decode(text, at)
        yield name, begin, at


def _rendered(value: Any, indent: int) -> str:
    """Return JSON in the style of the schemas: an array of values is on one line if it fits."""
    inner = " " * (indent + 2)
    if isinstance(value, dict) and value:
        lines = [f"{inner}{json.dumps(k)}: {_rendered(v, indent + 2)}" for k, v in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{' ' * indent}}}"
    short = json.dumps(value, ensure_ascii=False)
    if isinstance(value, list) and indent + len(short) > 88:
        lines = [inner + json.dumps(v, ensure_ascii=False) for v in value]
        return "[\n" + ",\n".join(lines) + f"\n{' ' * indent}]"
    return short
