"""What is wrong with a text that is not JSON, or that repeats member names."""

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
    """The members of a valid JSON text whose names are repeated."""
    return tuple(
        repeated(found.path, places.position(found.first)[0], places.span(found.start, found.end))
        for found in repeated_names(text)
    )


def too_deep(text: str, places: Places) -> SourceError:
    """The error for nesting that exhausts the stack, at the deepest opening bracket."""
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
        f"The document is nested {deepest} levels deep, more than can be read.",
        "No Link document needs more than 20: look for data that was wrapped again and again.",
        text,
        offset,
        places,
    )


def broken(text: str, places: Places) -> SourceError:
    """The error for a text that is not JSON."""
    if not text.strip():
        what = "The document is empty."
        return EmptyDocument(what, "Put one JSON object into it.", text, places=places)
    limit = sys.get_int_max_str_digits()
    try:
        for kind, start, end in scan(text):
            if kind == "scalar" and 0 < limit < end - start and text[start] in "-0123456789":
                return SourceError(
                    f"The number has {end - start} characters, more than can be read.",
                    "If it is a text, put it in quotes.",
                    text,
                    start,
                    places,
                )
    except Fault as fault:
        return _faulty(text, fault, places)
    what = "The document cannot be read as JSON."
    return SourceError(what, "Check it with a JSON parser.", text, places=places)


def _faulty(text: str, fault: Fault, places: Places) -> SourceError:
    what, hint, offset = explain(text, fault, places)
    return SourceError(what, hint, text, offset, places)


# What may go on in a text that was cut off: a literal, a number, an escape.
_UNFINISHED = re.compile(
    r"(?:t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?"
    r"|-?[0-9]*+(?:\.(?:[0-9]++[eE][+-]?)?|[eE][+-]?)?)\Z"
)
_UNFINISHED_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,3})?\Z")


def explain(text: str, fault: Fault, places: Places) -> tuple[str, str, int]:
    """What is wrong, how to repair it, and the offset to point at. Shows nothing of the values.

    ``places`` gives the lines that a message names.
    """
    state, offset = _state(text, fault), fault.offset
    if _is_cut_off(text, state, offset):
        return _cut_off(text, fault, places)
    for cause in CAUSES:
        if state in cause.states.split("|") and cause.here.match(text, offset):
            at = fault.after - 1 if cause.is_before else offset
            return cause.message, cause.hint, at
    char = text[offset]
    return f"Expected {_EXPECTED[fault.expected]}, found {_shown(char)}.", _hint(char), offset


def _state(text: str, fault: Fault) -> str:
    """What is expected at a fault, in more detail than in the grammar.

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
    hint = "The document looks cut off: close what is open, or write the whole of it."
    if fault.expected == "string":
        return "The text ends inside a string.", hint, fault.opened
    bracket = text[fault.opened : fault.opened + 1]
    if bracket not in ("{", "["):
        return "The document ends where a value must come.", hint, fault.offset
    line = places.position(fault.opened)[0]
    where = f"the `{bracket}` of line {line} is not closed"
    return f"The document ends too early: {where}.", hint, fault.offset


def _shown(char: str) -> str:
    """A character of the text in words; letters and digits may belong to a secret."""
    if char.isalpha():
        return "a letter"
    if char.isdigit():
        return "a digit"
    if char.isprintable() and char.isascii():
        return f"`{char}`" if char != "`" else "a backtick"
    return f"the character U+{ord(char):04X}"


def _hint(char: str) -> str:
    """How to repair a character that nobody sees."""
    if char == "\0":
        return "The file is damaged, or not in UTF-8: save it again."
    if char.isspace():
        return "Replace it with a plain space."
    return "" if char.isprintable() else "It is invisible: delete it."


_EXPECTED = {
    "value": "a value",
    "value or ]": "a value or `]`",
    "name": "a member name in double quotes",
    "name or }": "a member name in double quotes or `}`",
    ":": "a colon",
    ", or }": "a comma or `}`",
    ", or ]": "a comma or `]`",
    "end": "the end of the document",
    "string": "the rest of a text",
}


# A string, which ends on its line at the latest, and the one after its colon; or a bracket.
_STRING = r'"(?P<{}>(?:[^"\\\n]|\\.)*+)"?+'
_PIECE = re.compile(
    rf"{_STRING.format('text')}(?P<colon>\s*+:\s*+(?:{_STRING.format('value')})?)?"
    r"|(?P<bracket>[{}\[\]])"
)
_TEMPLATE_MARKS = ("{{", "{%", "<%")


def kind_of_broken(text: str) -> Document | None:
    """The kind of document that a broken text would be, judged by its top-level member names.

    None if it looks like none, or like a template from which JSON is only to be made.
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
