"""What of a document may be shown to people: an allow-list, all else becomes ``*``.

A value is shown only if the schema of the document knows its place, if the names of the member
that holds it and of all members around it are sensitive in no schema, and if it looks harmless
itself. A member name that no schema knows is shown only if it looks like an identifier. Everything
that is hidden keeps its width, so that columns still fit.

Every message passes ``mask_names`` on its way into a violation, whoever wrote it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from linkcheck.documents import Document
from linkcheck.pointer import to_pointer, tokens
from linkcheck.shapes.loader import (
    Schema,
    listed_values,
    safe_names,
    schema,
    sensitive_names,
)
from linkcheck.violation import Fix, Path, Related

_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*+")|(?P<broken>"[^"]*)|(?P<word>[^\s"{}\[\],:]+)'
    r"|(?P<mark>[{}\[\],:])|(?P<blank>\s+)"
)
_COLON = re.compile(r"\s*:")
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_.$-]{0,39}")
_JSON_NUMBER = re.compile(r"-?[0-9]{1,7}(?:\.[0-9]{1,3})?")
_INDEX = re.compile(r"0|[1-9][0-9]{0,7}")
_LITERALS = frozenset({"true", "false", "null"})
# A long run of letters and digits is a key or an identifier, not a word.
_TOKEN_LIKE = re.compile(r"(?<![A-Za-z0-9_+/=-])(?=[A-Za-z0-9_+/=-]*[0-9])[A-Za-z0-9_+/=-]{16,}")
_LETTERS = re.compile(r"[A-Za-z]{16,}")
_HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LONGEST_WORD = 24
_PLAID_TOKEN = re.compile(
    r"(?P<shown>(?:access|public|link|user|processor)-(?:sandbox|development|production)-)\S+"
)
_E164 = re.compile(r"\+[0-9]{9,14}")
# Every text has a reading. ``localhost:3000`` is a host with a port, not a scheme.
_URL = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?![0-9]))?(?P<slashes>//)?"
    r"(?P<host>[^/?#]*)(?P<path>[^?#]*)(?P<hidden>.*)",
    re.DOTALL,
)
_URL_SIGNS = re.compile(r"[/:?#%&=;]")
_SCHEME = re.compile(r"[A-Za-z]+(?:[+.-][A-Za-z]+){0,3}")
_LABEL = re.compile(r"\*|[^\W_](?:[\w-]{0,38}[^\W_])?")
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:\.(?!$)|$)){4}")
_PORT = re.compile(r":[0-9]{1,5}")
_SEGMENT = re.compile(
    r"[a-z]{1,20}(?:[-_][a-z]{1,20}){0,3}(?:\.(?:html?|php|aspx?|jsp|do|json))?", re.ASCII
)
_LONGEST = 60
_MOST_DIGITS = 4
_MOST_DIGITS_OF_NAME = 2  # where an object belongs
_SHORTEST_NAME = 3  # of those that are looked for in messages


@dataclass(frozen=True, slots=True)
class Place:
    """A value or member name in a line: its column from 1, and its path in which document."""

    column: int
    path: Path
    document: Document


def shown_name(name: str) -> str:
    """A member name for a message: in backticks, or words in its place if it may be personal."""
    return f"`{name}`" if is_shown_name(name) else "A member whose name is not shown"


def is_shown_name(name: str) -> bool:
    """True if a member name is one of a schema or looks like an identifier.

    An identifier has up to 40 characters, four digits at most, and is no token.
    """
    return _is_known(name) or (
        _IDENTIFIER.fullmatch(name) is not None
        and _digits(name) <= _MOST_DIGITS
        and not _is_token(name)
    )


def dotted(path: Path) -> str:
    """A path as messages write it, ``user.name`` or ``products[0]``; hidden names are ``*``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = step if is_shown_name(step) else "*"
            text += f".{name}" if text else name
    return text


def mask_names(path: Path, *texts: str) -> tuple[str, ...]:
    """Texts about a place, with ``*`` for each name on its path that may not be shown."""
    hidden = [s for s in path if isinstance(s, str) and s not in safe_names()]
    hidden = [s for s in hidden if len(s) >= _SHORTEST_NAME and not is_shown_name(s)]
    if not hidden:
        return texts
    # As they are, and as `repr` and JSON write them.
    written = {w for s in hidden for w in (s, repr(s)[1:-1], json.dumps(s)[1:-1])}
    pattern = re.compile("|".join(map(re.escape, sorted(written, key=len, reverse=True))))
    return tuple(pattern.sub("*", text) for text in texts)


def mask_related(path: Path, related: tuple[Related, ...]) -> tuple[Related, ...]:
    """Related places of a finding at a path, with their texts as ``mask_names`` gives them."""
    return tuple(replace(r, text=mask_names(path, r.text)[0]) for r in related)


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
    return is_array or len(step) <= (_MOST_DIGITS_OF_NAME if nodes else _MOST_DIGITS)


def is_shown_number(value: float) -> bool:
    """True if a number is too short to identify somebody."""
    return _JSON_NUMBER.fullmatch(json.dumps(value)) is not None


def is_shown_text(text: str) -> bool:
    """True if a text looks harmless: short, with few digits, and neither a token nor an address."""
    return _mask_safe(text) == text


def mask_url(text: str) -> str:
    """A URL, or another text, for a message, with ``*`` for what may not be shown."""
    return _mask_safe(text)


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
    is_short = is_number_place or _digits(word) <= _MOST_DIGITS
    return is_short and _JSON_NUMBER.fullmatch(word) is not None


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
        child = node.get("properties", {}).get(step) if step in safe_names() else None
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
        is_shown = is_shown_name(name) if self.place is not None else _is_known(name)
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
    token = _PLAID_TOKEN.fullmatch(text)
    if token:
        return token["shown"] + "*" * (len(text) - len(token["shown"]))
    if name == "phone_number" and _E164.fullmatch(text):
        return _mask_phone(text)
    return "*" * len(text)


def _mask_in_place(text: str) -> str:
    """As ``_mask_safe``, for what nobody has judged: several words may be a name or an address."""
    is_known = " " not in text.strip() or text in listed_values()
    return _mask_safe(text) if is_known else "*" * len(text)


def _mask_safe(text: str) -> str:
    """A text of a safe member, masked where it does not look harmless."""
    if text in listed_values():
        return text
    token = _PLAID_TOKEN.fullmatch(text)
    if token:
        return token["shown"] + "*" * (len(text) - len(token["shown"]))
    if not text.isprintable() or "\\" in text:
        return "*" * len(text)
    if _URL_SIGNS.search(text):
        return _mask_url(text) if len(text) <= 4 * _LONGEST else "*" * len(text)
    harmless = (
        len(text) <= _LONGEST
        and "@" not in text
        and _digits(text) <= _MOST_DIGITS
        and not _is_token(text)
    )
    return text if harmless else "*" * len(text)


def _mask_url(text: str) -> str:
    """A URL of which scheme, host and port are left, and the path's segments of lower-case words.

    So with all that has the signs of a URL; without ``//`` the first segment is the host, unless
    there is a scheme.
    """
    url = _URL.fullmatch(text)
    assert url is not None  # every part is optional, and the last takes the rest
    scheme, slashes, host, path = url["scheme"], url["slashes"] or "", url["host"], url["path"]
    shown = ""
    if scheme is not None:
        shown = (scheme if _is_word(_SCHEME, scheme) else "*" * len(scheme)) + ":"
    if scheme is not None and not slashes:
        host, path = "", host + path
    shown += slashes + _mask_host(host) + "/".join(map(_mask_segment, path.split("/")))
    return shown + "*" * len(url["hidden"])


def _mask_segment(segment: str) -> str:
    return segment if _is_word(_SEGMENT, segment) else "*" * len(segment)


def _mask_host(authority: str) -> str:
    """A host and its port; what is before an ``@`` is hidden, and so are labels like tokens."""
    user, at, rest = authority.rpartition("@")
    host, colon, port = rest.partition(":")
    hidden, port = "*" * len(user + at), colon + port
    if port and not _PORT.fullmatch(port):
        return hidden + "*" * len(rest)
    if _IPV4.fullmatch(host):
        return hidden + rest
    has_number = _digits(host) > _MOST_DIGITS
    labels = (
        label
        if _is_word(_LABEL, label) and not (has_number and _digits(label))
        else "*" * len(label)
        for label in host.split(".")
    )
    return hidden + ".".join(labels) + port


def _is_word(pattern: re.Pattern[str], text: str) -> bool:
    """True for nothing, and for what fits a pattern and looks like no token."""
    return not text or (pattern.fullmatch(text) is not None and not _is_token(text))


def _is_token(text: str) -> bool:
    """True if a text holds what looks like a key: long, with digits or with letters at random."""
    if _TOKEN_LIKE.search(text) or _PLAID_TOKEN.fullmatch(text):
        return True
    for letters in _LETTERS.findall(text):
        words = _HUMPS.findall(letters)
        # Words in camel case have five letters or so, those of a random text fewer than three.
        if len(letters) < 3.5 * len(words) or max(map(len, words)) > _LONGEST_WORD:
            return True
    return False


def _mask_phone(number: str) -> str:
    return number[:5] + "*" * (len(number) - 7) + number[-2:]


def _digits(text: str) -> int:
    return sum(char.isdigit() for char in text)


def _is_known(name: str) -> bool:
    return name in safe_names() or name in sensitive_names()
