"""Bytes or text to a JSON value, strictly, with a clear word on what is broken."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from linkcheck.violation import Path, Span

if TYPE_CHECKING:
    from linkcheck.sources.syntax import Fault

BOM = "\ufeff"


class SourceError(ValueError):
    """An input that cannot be decoded.

    ``message`` says what is wrong and then, in ``hint``, how to repair it; it shows no values.
    ``line`` and ``column`` count from 1 and ``offset`` from 0, in code points without a byte
    order mark; ``text`` is the text as far as it could be decoded. ``span`` covers one character.
    """

    def __init__(self, what: str, hint: str, text: str = "", offset: int = 0) -> None:
        from linkcheck.sources.lines import Lines

        self.message = f"{what} {hint}".strip()
        self.hint = hint
        self.text = text
        self.offset = offset
        self.line, self.column = Lines(text).position(offset)
        super().__init__(self.message)

    @property
    def span(self) -> Span:
        """The place, one character wide."""
        return Span(self.line, self.column, self.line, self.column + 1)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A member whose name its object holds before. ``span`` is that of the later name."""

    path: Path
    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded document: its text without a byte order mark, its value, and repeated members."""

    text: str
    value: Any
    duplicates: tuple[Duplicate, ...] = ()


def decode(data: bytes | str) -> Decoded:
    """Decode one JSON document. Raises SourceError if it is none, or not in UTF-8.

    A byte order mark is allowed. ``NaN`` and ``Infinity`` are refused, numbers out of range
    (``1e400``) become infinite. Of members with one name the last counts; each but the first is
    among the duplicates.
    """
    text = to_text(data)
    try:
        try:
            return Decoded(text, _unique.decode(text))
        except _RepeatedName:
            return Decoded(text, _lenient.decode(text), _duplicates(text))
    except RecursionError:
        raise _too_deep(text) from None
    except ValueError:  # broken, or a number with more digits than Python converts
        raise _broken(text) from None


def to_text(data: bytes | str) -> str:
    """The text of UTF-8 bytes, or of a text, without a byte order mark. Raises SourceError."""
    if isinstance(data, str):
        return data.removeprefix(BOM)
    encoding = _wide_encoding(data)
    if encoding:
        raise SourceError(f"The input is in {encoding}, but JSON is UTF-8.", "Save it as UTF-8.")
    try:
        return str(data, "utf-8-sig")
    except UnicodeDecodeError as error:
        before = str(data[: error.start], "utf-8-sig")
        what = f"Byte {error.start} (0x{data[error.start]:02x}) is not UTF-8."
        if _COMPRESSED.get(data[:2]):
            what = f"This is {_COMPRESSED[data[:2]]}, not JSON text."
            raise SourceError(what, "Unpack it first.") from None
        hint = "The input is in another encoding or damaged: save it as UTF-8."
        raise SourceError(what, hint, before, len(before)) from None


class _RepeatedName(Exception):
    """An object has two members with one name."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _RepeatedName
    return members


def _constant(name: str) -> NoReturn:
    raise ValueError(name)


_unique = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)
_lenient = json.JSONDecoder(parse_constant=_constant)

_COMPRESSED = {b"\x1f\x8b": "a gzip file", b"PK": "a zip file"}

_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"\x00\x00\x00", "UTF-32"),
    (b"\x00", "UTF-16"),
)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 if the bytes begin like that: a JSON text begins with an ASCII character."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if data[1:4] == b"\x00\x00\x00":
        return "UTF-32"
    return "UTF-16" if data[1:2] == b"\x00" else None


def _duplicates(text: str) -> tuple[Duplicate, ...]:
    from linkcheck.masking import shown_name
    from linkcheck.sources.lines import Lines
    from linkcheck.sources.syntax import repeated_names

    lines = Lines(text)
    return tuple(
        Duplicate(
            found.path,
            f"{shown_name(str(found.path[-1]))} is given more than once in one object (first on "
            f"line {lines.position(found.first)[0]}). Only the last one counts: keep one.",
            lines.span(found.start, found.end),
        )
        for found in repeated_names(text)
    )


def _too_deep(text: str) -> SourceError:
    """The error for nesting that exhausts the stack, at the deepest opening bracket."""
    from linkcheck.sources.syntax import Fault, scan

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
        return _faulty(text, fault)
    return SourceError(
        f"The document is nested {deepest} levels deep, more than can be read.",
        "No Link document needs more than 20: look for data that was wrapped again and again.",
        text,
        offset,
    )


def _broken(text: str) -> SourceError:
    from linkcheck.sources.syntax import Fault, scan

    limit = sys.get_int_max_str_digits()
    try:
        for kind, start, end in scan(text):
            if kind == "scalar" and 0 < limit < end - start and text[start] in "-0123456789":
                return SourceError(
                    f"The number has {end - start} characters, more than can be read.",
                    "If it is a text, put it in quotes.",
                    text,
                    start,
                )
    except Fault as fault:
        return _faulty(text, fault)
    return SourceError("The document cannot be read as JSON.", "Check it with a JSON parser.", text)


def _faulty(text: str, fault: Fault) -> SourceError:
    from linkcheck.sources.causes import explain

    what, hint, offset = explain(text, fault)
    return SourceError(what, hint, text, offset)
