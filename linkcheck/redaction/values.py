"""What of the names and values of a document may be shown to people.

A value is shown only if the schema of the document knows its place, if the names of the member
that holds it and of all members around it are sensitive in no schema, and if it looks harmless
itself. A member name that no schema knows is shown only if it looks like an identifier. Everything
that is hidden keeps its width, so that columns still fit.

Every message passes ``mask_texts`` on its way into a violation, whoever wrote it.
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
from linkcheck.shapes.disclosure import JSON_NUMBER, MOST_DIGITS, count_digits
from linkcheck.shapes.loader import Schema, listed_values, safe_names, schema

_INDEX = re.compile(r"0|[1-9][0-9]{0,7}")
_LITERALS = frozenset({"true", "false", "null"})
_E164 = re.compile(r"\+[0-9]{9,14}")
_MOST_DIGITS_OF_NAME = 2  # where an object belongs
_SHORTEST_NAME = 3  # of those that are looked for in messages

# What may be shown of the names and strings of Plaid's documents.
is_shown_name = partial(disclosure.is_shown_name, Document)
shown_name = partial(disclosure.shown_name, Document)
dotted = partial(disclosure.dotted, Document)
mask_url = partial(disclosure.mask_text, Document)
is_known_name = partial(disclosure.is_known_name, Document)


def mask_texts(texts: Sequence[tuple[Path, Sequence[str]]]) -> list[Sequence[str]]:
    """Return texts about places, with ``*`` for each name on the path that may not be shown."""
    return [_mask_names(path, about) for path, about in texts]


def _mask_names(path: Path, texts: Sequence[str]) -> Sequence[str]:
    safe = safe_names(Document)
    hidden = [s for s in path if isinstance(s, str) and s not in safe]
    hidden = [s for s in hidden if len(s) >= _SHORTEST_NAME and not is_shown_name(s)]
    if not hidden:
        return texts
    # As they are, and as `repr` and JSON write them.
    written = {w for s in hidden for w in (s, repr(s)[1:-1], json.dumps(s)[1:-1])}
    pattern = re.compile("|".join(map(re.escape, sorted(written, key=len, reverse=True))))
    return [pattern.sub("*", text) for text in texts]


def mask_pointer(pointer: str, *, of_file: bool = False) -> str:
    """A JSON Pointer with the member names that may not be shown replaced by ``*``.

    It leads into a document, or with ``of_file`` to one, through whatever holds it.
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
    """The schemas that a step of a pointer may lead to."""
    found = []
    for node in nodes:
        child = node.get("properties", {}).get(step)
        if child is None and "items" in node and _INDEX.fullmatch(step):
            child = node["items"]
        if child is not None:
            found.append(child)
    return tuple(found)


def _is_index(nodes: tuple[Schema, ...], step: str) -> bool:
    """True if a step of a pointer is the index of an entry, and not the name of a member.

    Where no schema has an array it could be both, and a longer number could identify somebody.
    """
    if _INDEX.fullmatch(step) is None:
        return False
    is_array = any("items" in node for node in nodes)
    return is_array or len(step) <= (_MOST_DIGITS_OF_NAME if nodes else MOST_DIGITS)


def may_show(document: Document, path: Path, value: object) -> bool:
    """True if a value at a path of a document of this kind may be shown."""
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


def mask_text(document: Document, path: Path, text: str) -> str:
    """The text at a path of a document, with ``*`` for what may not be shown; the width stays."""
    return mask_string(text, last_name(path), is_shown=_safe_place(document, path) is not None)


def mask_word(document: Document, path: Path, word: str) -> str:
    """As ``mask_text``, for a value that is no text, as its source has it."""
    return word if fits(_safe_place(document, path), word) else "*" * len(word)


def _safe_place(document: Document, path: Path) -> Schema | None:
    """The schema of a place whose value may be shown if it is harmless, else None."""
    node: Schema | None = schema(document)
    for step in path:
        node = child_of(node, step)
    return node if node is not None and is_scalar(node) else None


def fits(node: Schema | None, word: str) -> bool:
    """True if ``true``, ``null`` or a number may be shown in a place with this schema.

    A longer number that stands where none belongs may be one of a person or an account.
    """
    if node is None or word in _LITERALS:
        return node is not None
    types = node.get("type", ())
    is_number_place = "integer" in types or "number" in types
    is_short = is_number_place or count_digits(word) <= MOST_DIGITS
    return is_short and JSON_NUMBER.fullmatch(word) is not None


def mask_fix(document: Document | None, fix: Fix) -> Fix | None:
    """The fix if all names and new values in it may be shown, else None.

    No value may be shown where the kind of the document is not known.
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
    """The schema of a member or entry, None if it is unknown or its value may not be shown."""
    if node is None:
        return None
    if isinstance(step, int):
        child = node.get("items")
    else:
        child = node.get("properties", {}).get(step) if step in safe_names(Document) else None
    return child if child is not None and "x-sensitive" not in child else None


def is_scalar(node: Schema) -> bool:
    """True if a value here is no container; what stands in place of one may be anything."""
    return "properties" not in node and "items" not in node


def last_name(path: Path) -> str | None:
    return next((step for step in reversed(path) if isinstance(step, str)), None)


def mask_string(text: str, name: str | None, *, is_shown: bool) -> str:
    """A text of the member with a name; ``is_shown`` says that it may be shown if harmless."""
    if is_shown:
        return _mask_in_place(text)
    token = Document.mask_token(text)
    if token:
        return token
    if name == "phone_number" and _E164.fullmatch(text):
        return _mask_phone(text)
    return "*" * len(text)


def _mask_in_place(text: str) -> str:
    """As ``_mask_safe``, for what nobody has judged: several words may be a name or an address."""
    is_known = " " not in text.strip() or text in listed_values(Document)
    return mask_url(text) if is_known else "*" * len(text)


def _mask_phone(number: str) -> str:
    return number[:5] + "*" * (len(number) - 7) + number[-2:]
