"""Errors of invalid JSON, and repeated field names."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.sources.causes import CAUSES
from linkcheck.sources.content import Duplicate, EmptyDocument, SourceError
from linkcheck.sources.duplicates import repeated
from linkcheck.sources.syntax import Fault, repeated_names, scan

if TYPE_CHECKING:
    from linkcheck.sources.content import Places


def duplicates(text: str, places: Places) -> tuple[Duplicate, ...]:
    """Return the repeated fields of a valid JSON text."""
    return tuple(
        repeated(found.path, places.position(found.first)[0], places.span(found.start, found.end))
        for found in repeated_names(text)
    )


def too_deep(text: str, places: Places) -> SourceError:
    """Return the error for nesting that exhausts the stack, at the deepest opening bracket."""
    depth = deepest = offset = 0
    try:
        for kind, start, _ in scan(text):
            if kind in ("{", "["):
                depth += 1
                if depth > deepest:
                    deepest, offset = depth, start
            elif kind in ("}", "]"):
                depth -= 1
    except Fault as fault:
        return _faulty(text, fault, places)
    return SourceError(
        f"The document is nested {deepest} levels deep, which is too deep to read",
        "Look for data that is wrapped repeatedly; Link documents need at most ten levels",
        text,
        offset,
        places,
    )


def broken(text: str, places: Places) -> SourceError:
    """Return the error for text that is not JSON."""
    if not text.strip():
        message = "The document is empty"
        return EmptyDocument(message, "Write one JSON object", text, places=places)
    limit = sys.get_int_max_str_digits()
    try:
        for kind, start, end in scan(text):
            if kind == "scalar" and 0 < limit < end - start and text[start] in "-0123456789":
                return SourceError(
                    f"The number has {end - start} characters, which is too long to read",
                    "If it is a string, put it in quotes",
                    text,
                    start,
                    places,
                )
    except Fault as fault:
        return _faulty(text, fault, places)
    message = "The document cannot be read as JSON"
    return SourceError(message, "Check it with a JSON parser", text, places=places)


def _faulty(text: str, fault: Fault, places: Places) -> SourceError:
    message, remedy, offset = explain(text, fault, places)
    return SourceError(message, remedy, text, offset, places)


# The beginning of a literal, number or escape at the end of a truncated text.
_UNFINISHED = re.compile(
    r"(?:t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?"
    r"|-?[0-9]*+(?:\.(?:[0-9]++[eE][+-]?)?|[eE][+-]?)?)\Z"
)
_UNFINISHED_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?\Z")


def explain(text: str, fault: Fault, places: Places) -> tuple[str, str | None, int]:
    """Return what is wrong, how to fix it, and its offset, without showing any values.

    ``places`` gives the lines that a message mentions.
    """
    state, offset = _state(text, fault), fault.offset
    if _is_cut_off(text, state, offset):
        return _cut_off(text, fault, places)
    for cause in CAUSES:
        if state in cause.states.split("|") and cause.here.match(text, offset):
            at = fault.after - 1 if cause.is_before else offset
            return cause.message, cause.help, at
    char = text[offset]
    return f"Expected {_EXPECTED[fault.expected]}, found {_shown(char)}", _remedy(char), offset


def _state(text: str, fault: Fault) -> str:
    """Return what is expected at a fault, in more detail than the grammar.

    A ``value`` is the ``start`` of the document, a ``member value`` or an ``entry`` of an array.
    The ``end`` is ``below`` if the document ends on an earlier line.
    """
    if fault.expected == "value":
        before = text[: fault.after][-1:]
        return {"": "start", ":": "member value"}.get(before, "entry")
    if fault.expected == "end":
        between = text[fault.after : fault.offset]
        return "below" if "\n" in between or "\r" in between else "end"
    return fault.expected


def _is_cut_off(text: str, state: str, offset: int) -> bool:
    if state == "string":
        return offset == len(text) or _UNFINISHED_ESCAPE.match(text, offset) is not None
    if offset == len(text):
        return True
    is_inside = state in ("member value", "entry", "value or ]")
    return is_inside and _UNFINISHED.match(text, offset) is not None


def _cut_off(text: str, fault: Fault, places: Places) -> tuple[str, str, int]:
    if fault.expected == "string":
        return "The document ends inside a string", _COMPLETE, fault.opened
    bracket = text[fault.opened : fault.opened + 1]
    if bracket not in ("{", "["):
        return "The document ends where a value is expected", _COMPLETE, fault.offset
    line = places.position(fault.opened)[0]
    message = f"The document ends before the `{bracket}` on line {line} is closed"
    return message, _COMPLETE, fault.offset


_COMPLETE = "Complete the document, which looks truncated"


def _shown(char: str) -> str:
    """Return a character for a message; letters and digits may belong to a secret."""
    if char.isalpha():
        return "a letter"
    if char.isdigit():
        return "a digit"
    if char.isprintable() and char.isascii():
        return f"`{char}`" if char != "`" else "a backtick"
    return f"the character U+{ord(char):04X}"


def _remedy(char: str) -> str | None:
    """Return how to fix an invisible character."""
    if char == "\0":
        return "Save the file again, in UTF-8"
    if char.isspace():
        return "Replace it with a plain space"
    return None if char.isprintable() else "Delete it; it is invisible"


_EXPECTED = {
    "value": "a value",
    "value or ]": "a value or `]`",
    "name": "a field name in double quotes",
    "name or }": "a field name in double quotes or `}`",
    ":": "a colon",
    ", or }": "a comma or `}`",
    ", or ]": "a comma or `]`",
    "end": "the end of the document",
    "string": "the rest of a string",
}


# A string, which ends on its line at the latest, and the one after its colon; or a bracket.
_STRING = r'"(?P<{}>(?:[^"\\\n]|\\.)*+)"?+'
_PIECE = re.compile(
    rf"{_STRING.format('text')}(?P<colon>\s*+:\s*+(?:{_STRING.format('value')})?)?"
    r"|(?P<bracket>[{}\[\]])"
)
_TEMPLATE_MARKS = ("{{", "{%", "<%")


def kind_of_broken(text: str) -> Document | None:
    """Return the intended kind of a broken document, by its top-level fields.

    None if no kind fits, or if the text looks like a template.
    """
    if not text.lstrip().startswith("{") or any(mark in text for mark in _TEMPLATE_MARKS):
        return None
    depth = 0
    members: dict[str, Any] = {}
    for piece in _PIECE.finditer(text):
        bracket = piece["bracket"]
        if bracket:
            depth += 1 if bracket in "{[" else -1
        elif depth == 1 and piece["colon"]:
            members[piece["text"]] = piece["value"]
    return detect(members)
