"""Decide which names and values of a document may be shown.

A value is shown only if its place is in the schema of the document, if no schema marks its name or
the name of a parent as sensitive, and if the value itself looks harmless. A member name that is not
in any schema is shown only if it looks like an identifier. Hidden strings keep their width, so that
columns stay correct.

Every message of a violation passes through ``mask_texts``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache, partial

from linkcheck.documents import Document
from linkcheck.engine.finding import Fix
from linkcheck.pointer import Path, to_pointer, tokens
from linkcheck.shapes import disclosure
from linkcheck.shapes.disclosure import JSON_NUMBER, MOST_DIGITS, count_digits, is_shown_number
from linkcheck.shapes.loader import (
    Schema,
    describe,
    listed_values,
    safe_names,
    schema,
    sensitive_names,
)

_INDEX = re.compile(r"0|[1-9][0-9]{0,7}")
_LITERALS = frozenset({"true", "false", "null"})
_E164 = re.compile(r"\+[0-9]{9,14}")
_MOST_DIGITS_OF_NAME = 2  # where an object is expected
_SHORTEST_NAME = 3  # of the names that are searched in messages
_LISTED = (("client_name",), ("language",))

# The names and strings of Plaid's documents that may be shown.
is_shown_name = partial(disclosure.is_shown_name, Document)
shown_name = partial(disclosure.shown_name, Document)
dotted = partial(disclosure.dotted, Document)
mask_url = partial(disclosure.mask_text, Document)
is_known_name = partial(disclosure.is_known_name, Document)
is_plain_word = partial(disclosure.is_plain_word, Document)


def mask_texts(texts: Sequence[tuple[Path, Sequence[str]]]) -> list[Sequence[str]]:
    """Return messages with ``*`` for each name on the path that may not be shown."""
    return [_mask_names(path, about) for path, about in texts]


def _mask_names(path: Path, texts: Sequence[str]) -> Sequence[str]:
    safe = safe_names(Document)
    unknown = [s for s in path if s not in safe and isinstance(s, str)]
    hidden = [s for s in unknown if len(s) >= _SHORTEST_NAME and not is_shown_name(s)]
    if not hidden:
        return texts
    # As they are, and as written by `repr` and JSON.
    written = {w for s in hidden for w in (s, repr(s)[1:-1], json.dumps(s)[1:-1])}
    pattern = re.compile("|".join(map(re.escape, sorted(written, key=len, reverse=True))))
    return [pattern.sub("*", text) for text in texts]


def mask_pointer(pointer: str, *, of_file: bool = False) -> str:
    """Return a JSON Pointer with ``*`` for the member names that may not be shown.

    It is a pointer in a document or, with ``of_file``, in a file to a document.
    """
    shown: list[str] = []
    nodes = () if of_file else _roots()
    for step in tokens(pointer):
        is_shown = _is_index(nodes, step) or is_shown_name(step)
        shown.append(step if is_shown else "*" * len(step))
        nodes = _below(nodes, step)
    return to_pointer(tuple(shown))


@cache
def _roots() -> tuple[Schema, ...]:
    return tuple(schema(document) for document in Document)


def _below(nodes: tuple[Schema, ...], step: str) -> tuple[Schema, ...]:
    """Return the schemas that a step of a pointer may lead to."""
    found = []
    for node in nodes:
        child = node.get("properties", {}).get(step)
        if child is None and "items" in node and _INDEX.fullmatch(step):
            child = node["items"]
        if child is not None:
            found.append(child)
    return tuple(found)


def _is_index(nodes: tuple[Schema, ...], step: str) -> bool:
    """Return whether a step of a pointer is an array index and not a member name.

    Without an array in the schema it could be either, and a long number could identify a person.
    """
    if _INDEX.fullmatch(step) is None:
        return False
    is_array = any("items" in node for node in nodes)
    return is_array or len(step) <= (_MOST_DIGITS_OF_NAME if nodes else MOST_DIGITS)


def may_show(document: Document, path: Path, value: object) -> bool:
    """Return whether a value at a path of a document of this kind may be shown."""
    node: Schema | None = schema(document)
    for step in path:
        node = child_of(node, step)
    return node is not None and _may_show(node, value)


def _may_show(node: Schema, value: object) -> bool:
    if not isinstance(value, (dict, list)) and not is_scalar(node):
        return False
    entries: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    elif isinstance(value, str):
        return _mask_in_place(value) == value
    else:
        return isinstance(value, (int, float, type(None))) and fits(node, json.dumps(value))
    children = [(child_of(node, step), entry) for step, entry in entries]
    return all(child is not None and _may_show(child, entry) for child, entry in children)


def is_listed(text: str) -> bool:
    """Return whether a string is a listed value of a field somewhere."""
    return text in listed_values(Document)


def may_list(document: Document, path: Path, value: object) -> bool:
    """Return whether a leaf may be shown in the list of what a request contains.

    A list shows more than violations do: any name of the app, and all listed values and numbers
    that cannot identify somebody.
    """
    if value is None or isinstance(value, (bool, dict, list)):
        return True
    node = describe(document, path) or {}
    is_personal = not sensitive_names(Document).isdisjoint(path)
    if isinstance(value, str):
        if path in _LISTED:
            return Document.mask_token(value) is None
        is_enum = not is_personal and is_listed(value)
        return is_enum or value in node.get("enum", ()) or may_show(document, path, value)
    if is_personal or not isinstance(value, (int, float)):
        return False
    is_short = is_shown_number(value) and count_digits(str(value)) <= MOST_DIGITS
    return is_short or (_takes_numbers(node) and abs(value) < float("inf"))


def mask_text(document: Document, path: Path, text: str) -> str:
    """Return the string at a path with ``*`` for what may not be shown; its width is kept."""
    return mask_string(text, last_name(path), is_shown=_safe_place(document, path) is not None)


def mask_word(document: Document, path: Path, word: str) -> str:
    """Do the same as ``mask_text`` for the source of a value that is not a string."""
    return word if fits(_safe_place(document, path), word) else "*" * len(word)


def _safe_place(document: Document, path: Path) -> Schema | None:
    """Return the schema of a place whose harmless values may be shown, else None."""
    node: Schema | None = schema(document)
    for step in path:
        node = child_of(node, step)
    return node if node is not None and is_scalar(node) else None


def fits(node: Schema | None, word: str) -> bool:
    """Return whether ``true``, ``null`` or a number may be shown in a place with this schema.

    A long number where none is expected may identify a person or an account.
    """
    if node is None or word in _LITERALS:
        return node is not None
    is_short = _takes_numbers(node) or count_digits(word) <= MOST_DIGITS
    return is_short and JSON_NUMBER.fullmatch(word) is not None


def _takes_numbers(node: Schema) -> bool:
    types = node.get("type", ())
    return "integer" in types or "number" in types


def mask_fix(document: Document | None, fix: Fix) -> Fix | None:
    """Return a fix if all its names and new values may be shown, else None.

    No value may be shown if the document type is unknown.
    """
    for operation in fix.patch:
        ends = [str(operation[end]) for end in ("path", "from") if end in operation]
        pointers = [end.removesuffix("/-") for end in ends]  # "-" is the place after the last entry
        if any(mask_pointer(pointer) != pointer for pointer in pointers):
            return None
        path = tokens(str(operation["path"]))
        steps = tuple(0 if s == "-" else int(s) if s.isdecimal() else s for s in path)
        if "value" not in operation:
            continue
        if document is None or not may_show(document, steps, operation["value"]):
            return None
    return fix


def child_of(node: Schema | None, step: str | int) -> Schema | None:
    """Return the schema of a member or entry; None if unknown or its value may not be shown."""
    if node is None:
        return None
    if isinstance(step, int):
        child = node.get("items")
    else:
        child = node.get("properties", {}).get(step) if step in safe_names(Document) else None
    return child if child is not None and "x-sensitive" not in child else None


def is_scalar(node: Schema) -> bool:
    """Return whether a value here is a scalar; a scalar instead of a container may be anything."""
    return "properties" not in node and "items" not in node


def last_name(path: Path) -> str | None:
    return next((step for step in reversed(path) if isinstance(step, str)), None)


def mask_string(text: str, name: str | None, *, is_shown: bool) -> str:
    """Return the string of a member, redacted unless ``is_shown`` and it is harmless."""
    if is_shown:
        return _mask_in_place(text)
    token = Document.mask_token(text)
    if token:
        return token
    if name == "phone_number" and _E164.fullmatch(text):
        return _mask_phone(text)
    return "*" * len(text)


def _mask_in_place(text: str) -> str:
    """Do the same as ``_mask_safe`` without a schema: several words may be a name or address."""
    is_known = " " not in text.strip() or is_listed(text)
    return mask_url(text) if is_known else "*" * len(text)


def _mask_phone(number: str) -> str:
    return number[:5] + "*" * (len(number) - 7) + number[-2:]
