"""The grammar of JSON, token by token, for text that the fast decoder cannot explain.

Used for broken text (to say where and why) and for repeated field names (to say where). Much slower
than ``json.loads``, but never recursive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Literal

TokenKind = Literal["{", "}", "[", "]", "key", "scalar"]
Token = tuple[TokenKind, int, int]

_blanks = re.compile(r"[ \t\n\r]*").match
_string = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"').match
_string_start = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+').match
_number = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])").match
_literal = re.compile(r"(?:true|false|null)(?!\w)").match


class Fault(Exception):
    """The first place where text is not JSON.

    ``expected`` names what the grammar expects there: ``value``, ``value or ]``, ``name``,
    ``name or }``, ``:``, ``, or }``, ``, or ]`` or ``end``, or ``string`` if a string is broken
    inside. ``opened`` is the offset of the innermost open bracket or of the string, ``after`` the
    offset after the previous token.
    """

    def __init__(self, offset: int, expected: str, opened: int, after: int) -> None:
        self.offset = offset
        self.expected = expected
        self.opened = opened
        self.after = after
        super().__init__(f"expected {expected} at offset {offset}")


def scan(text: str) -> Iterator[Token]:
    """Yield the tokens of JSON text with start and end offsets, except commas and colons.

    Raises Fault at the first place that is not JSON.
    """
    opened: list[int] = []
    expected, after = "value", 0
    while True:
        index = _blanks(text, after).end()  # type: ignore[union-attr]  # it always matches
        if expected == "end" and index == len(text):
            return
        char = text[index : index + 1]
        if char and char in _WANTED[expected]:
            if char in "{[":
                opened.append(index)
                yield ("{" if char == "{" else "["), index, index + 1
                expected = "name or }" if char == "{" else "value or ]"
            elif char in "}]":
                opened.pop()
                yield ("}" if char == "}" else "]"), index, index + 1
                expected = _then(text, opened)
            else:
                expected = "value" if char == ":" or text[opened[-1]] == "[" else "name"
            after = index + 1
            continue
        found = _scalar(text, index, expected)
        if found is None:
            raise _fault(text, index, expected, opened, after)
        is_key = expected.startswith("name")
        yield ("key" if is_key else "scalar"), index, found
        expected, after = (":" if is_key else _then(text, opened)), found


# The punctuation that may follow, by what is expected.
_WANTED = {
    "value": "{[",
    "value or ]": "{[]",
    "name": "",
    "name or }": "}",
    ":": ":",
    ", or }": ",}",
    ", or ]": ",]",
    "end": "",
}


def _then(text: str, opened: list[int]) -> str:
    """Return what is expected after a value."""
    if not opened:
        return "end"
    return ", or }" if text[opened[-1]] == "{" else ", or ]"


def _scalar(text: str, index: int, expected: str) -> int | None:
    """Return the end of the string, number or literal at an offset, or None."""
    if expected.startswith("name"):
        found = _string(text, index)
    elif expected.startswith("value"):
        found = _string(text, index) or _number(text, index) or _literal(text, index)
    else:
        found = None
    return found.end() if found else None


def _fault(text: str, index: int, expected: str, opened: list[int], after: int) -> Fault:
    if expected.startswith(("name", "value")) and text[index : index + 1] == '"':
        broken = _string_start(text, index)
        return Fault(broken.end() if broken else index, "string", index, after)
    return Fault(index, expected, opened[-1] if opened else 0, after)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A repeated field name in an object; offsets of this name and of the first."""

    path: tuple[str | int, ...]
    start: int
    end: int
    first: int


def repeated_names(text: str) -> list[Repeated]:
    """Return every field name in valid JSON text that repeats an earlier one of its object."""
    found: list[Repeated] = []
    names: list[dict[str, int]] = []  # per open container: its names with their offsets
    steps: list[str | int] = []  # per open container: the current step of the walk
    for kind, start, end in scan(text):
        if kind in ("{", "["):
            _count_entry(steps)
            names.append({})
            steps.append("" if kind == "{" else -1)
        elif kind in ("}", "]"):
            names.pop()
            steps.pop()
        elif kind == "key":
            name = scanstring(text, start + 1, True)[0]
            steps[-1] = name
            first = names[-1].setdefault(name, start)
            if first != start:
                found.append(Repeated(tuple(steps), start, end, first))
        else:
            _count_entry(steps)
    return found


def _count_entry(steps: list[str | int]) -> None:
    if steps and isinstance(steps[-1], int):
        steps[-1] += 1
