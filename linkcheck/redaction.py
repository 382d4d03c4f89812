"""What of a document may be shown to people: an allow-list, all else becomes ``*``.

A value is shown only if the schema of the document knows its place, if the names of the member
that holds it and of all members around it are sensitive in no schema, and if it looks harmless
itself. A member name that no schema knows is shown only if it looks like an identifier. Everything
that is hidden keeps its width, so that columns still fit.

Every message passes ``mask_texts`` on its way into a violation, whoever wrote it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from linkcheck.documents import Document
from linkcheck.engine.finding import Fix
from linkcheck.pointer import Path, to_pointer, tokens
from linkcheck.shapes import disclosure
from linkcheck.shapes.disclosure import JSON_NUMBER, MOST_DIGITS, count_digits
from linkcheck.shapes.loader import Schema, listed_values, safe_names, schema

_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*+")|(?P<broken>"[^"]*)|(?P<word>[^\s"{}\[\],:]+)'
    r"|(?P<mark>[{}\[\],:])|(?P<blank>\s+)"
)
_COLON = re.compile(r"\s*:")
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
_is_known_name = partial(disclosure.is_known_name, Document)


@dataclass(frozen=True, slots=True)
class Place:
    """A value or member name in a line: its column from 1, and its path in which document."""

    column: int
    path: Path
    document: Document


def mask_texts(texts: Sequence[tuple[Path, Sequence[str]]]) -> list[Sequence[str]]:
    """Return texts about places, with ``*`` for each name on the path that may not be shown."""
    return [_mask_names(path, about) for path, about in texts]


def _mask_names(path: Path, texts: Sequence[str]) -> Sequence[str]:
    hidden = [s for s in path if isinstance(s, str) and s not in safe_names(Document)]
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
        node = _child(node, step)
    return node is not None and _may_show(node, value)


def _may_show(node: Schema, value: object) -> bool:
    if not isinstance(value, (dict, list)) and not _is_scalar(node):
        return False
    entries: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    elif isinstance(value, str):
        return _mask_in_place(value) == value
    else:
        return isinstance(value, (int, float, type(None))) and _fits(node, json.dumps(value))
    children = [(_child(node, step), entry) for step, entry in entries]
    return all(child is not None and _may_show(child, entry) for child, entry in children)


def mask_text(document: Document, path: Path, text: str) -> str:
    """The text at a path of a document, with ``*`` for what may not be shown; the width stays."""
    return _masked(text, _last_name(path), is_shown=_safe_place(document, path) is not None)


def mask_word(document: Document, path: Path, word: str) -> str:
    """As ``mask_text``, for a value that is no text, as its source has it."""
    return word if _fits(_safe_place(document, path), word) else "*" * len(word)


def _safe_place(document: Document, path: Path) -> Schema | None:
    """The schema of a place whose value may be shown if it is harmless, else None."""
    node: Schema | None = schema(document)
    for step in path:
        node = _child(node, step)
    return node if node is not None and _is_scalar(node) else None


def _fits(node: Schema | None, word: str) -> bool:
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


def mask_line(line: str, place: Place | None = None) -> str:
    """A line of a JSON text with everything replaced by ``*`` that may not be shown.

    ``place`` is something in the line whose path is known; without it (where the text is broken)
    no values are shown, and only names that are in a schema.
    """
    return "".join(_LineMask(line, place).pieces())


def _child(node: Schema | None, step: str | int) -> Schema | None:
    """The schema of a member or entry, None if it is unknown or its value may not be shown."""
    if node is None:
        return None
    if isinstance(step, int):
        child = node.get("items")
    else:
        child = node.get("properties", {}).get(step) if step in safe_names(Document) else None
    return child if child is not None and "x-sensitive" not in child else None


def _is_scalar(node: Schema) -> bool:
    """True if a value here is no container; what stands in place of one may be anything."""
    return "properties" not in node and "items" not in node


@dataclass(slots=True)
class _Frame:
    """An open container, with the schema of it; None if its content may not be shown.

    ``kind`` is the opening bracket; empty for what is around the document.
    """

    kind: str
    node: Schema | None

    def child(self, name: str | None) -> Schema | None:
        """The schema of the value that comes next; of a member, if there is a name."""
        if not self.kind:
            return self.node
        if self.kind == "[":
            return _child(self.node, 0)
        return None if name is None else _child(self.node, name)


class _LineMask:
    """Walks the tokens of one line, with the containers around them on a stack."""

    def __init__(self, line: str, place: Place | None) -> None:
        self.line = line
        self.place = place
        self.frames = [_Frame("{", None)] if place is None else _frames_at_start(line, place)
        self.name: str | None = None  # of the member whose value comes next

    def pieces(self) -> Iterator[str]:
        """The line in pieces, masked."""
        for found in _TOKEN.finditer(self.line):
            text, kind = found.group(), found.lastgroup
            is_name = kind == "string" and _COLON.match(self.line, found.end()) is not None
            if self._is_at_place(found.start()) and not is_name and self.name is None:
                self.name = _last_name(self.place.path if self.place else ())
            if kind == "blank":
                yield " " * len(text)
            elif kind == "mark":
                self._mark(text)
                yield text
            elif is_name:
                self.name = text[1:-1]
                yield f'"{self._shown_name(self.name)}"'
            elif kind == "string":
                yield f'"{self._shown_text(text[1:-1])}"'
                self.name = None
            elif kind == "word":
                yield self._shown_word(text)
                self.name = None
            else:
                yield '"' + "*" * (len(text) - 1)

    def _is_at_place(self, offset: int) -> bool:
        return self.place is not None and offset == self.place.column - 1

    def _mark(self, mark: str) -> None:
        if mark in "{[":
            self.frames.append(_Frame(mark, self._next()))
        elif mark in "}]" and len(self.frames) > 1:
            self.frames.pop()
        if mark != ":":
            self.name = None

    def _next(self) -> Schema | None:
        """The schema of what comes next, None if its value may not be shown."""
        return self.frames[-1].child(self.name)

    def _safe_next(self) -> Schema | None:
        """The schema of a scalar that comes next, None if no value may be shown there."""
        node = self._next() if self.frames[-1].kind else None
        return node if node is not None and _is_scalar(node) else None

    def _shown_name(self, name: str) -> str:
        is_shown = is_shown_name(name) if self.place is not None else _is_known_name(name)
        return name if is_shown else "*" * len(name)

    def _shown_text(self, text: str) -> str:
        return _masked(text, self.name, is_shown=self._safe_next() is not None)

    def _shown_word(self, text: str) -> str:
        return text if _fits(self._safe_next(), text) else "*" * len(text)


def _frames_at_start(line: str, place: Place) -> list[_Frame]:
    """The containers that are open where the line begins, from the path of a place in it.

    The place lies in as many containers as its path has steps. Those that the line opens before
    the place are left out; of those that it closes before the place nothing is known.
    """
    depth = lowest = 0
    for found in _TOKEN.finditer(line, 0, place.column - 1):
        if found.lastgroup == "mark":
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(found.group(), 0)
            lowest = min(lowest, depth)
    known = max(len(place.path) - depth + lowest, 0)
    frames = [_Frame("", schema(place.document))]
    for index, step in enumerate(place.path[:known]):
        before = place.path[index - 1] if index else None
        node = frames[-1].child(before if isinstance(before, str) else None)
        frames.append(_Frame("[" if isinstance(step, int) else "{", node))
    return [*frames, *(_Frame("{", None) for _ in range(-lowest))]


def _last_name(path: Path) -> str | None:
    return next((step for step in reversed(path) if isinstance(step, str)), None)


def _masked(text: str, name: str | None, *, is_shown: bool) -> str:
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
