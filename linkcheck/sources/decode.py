"""Bytes or text to a JSON value, strictly, with a clear word on what is broken."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.pointer import Path, value_at
from linkcheck.sources.lines import Lines, Span, spans
from linkcheck.sources.quick import UNSURE, quick_value
from linkcheck.tracebacks import conceal

if TYPE_CHECKING:
    from linkcheck.pointer import Target
    from linkcheck.sources.excerpt import Embedded
    from linkcheck.sources.syntax import Fault

    Places = Lines | Embedded
    """What turns offsets of a document into lines and columns of its file."""

Locator = Callable[[Sequence["Target"]], list[Span]]
"""Gives the span of each target, as ``linkcheck.sources.locate.locate`` does for JSON text."""

BOM = "\ufeff"


class SourceError(ValueError):
    """An input that cannot be decoded.

    ``message`` says what is wrong and then, in ``hint``, how to repair it; it shows no values.
    ``line`` and ``column`` count from 1, in code points without a byte order mark. ``text`` is the
    text of the file as far as it could be decoded, from line ``first_line`` on. ``span`` covers one
    character. ``offset`` counts from 0 in the document; ``places`` says where that is in the file,
    if the document is not the whole of it.
    """

    def __init__(
        self, what: str, hint: str, text: str = "", offset: int = 0, places: Places | None = None
    ) -> None:
        places = places or Lines(text)
        self.message = f"{what} {hint}".strip()
        self.hint = hint
        self.text = places.text
        self.first_line = places.first
        self.offset = offset
        self.line, self.column = places.position(offset)
        super().__init__(self.message)

    @property
    def span(self) -> Span:
        """The place, one character wide."""
        return Span(self.line, self.column, self.line, self.column + 1)


class EmptyDocument(SourceError):
    """An input that holds nothing but white space."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A member whose name its object holds before. ``span`` is that of the later name."""

    path: Path
    message: str
    span: Span


@dataclass(slots=True)  # and not frozen: these are made for each line of a log
class Decoded:
    """A decoded document: its file's text without a byte order mark, its value, repeated members.

    ``text`` begins with line ``first_line`` of the file. ``locator`` finds places in it where the
    text is not the JSON text of the value; then ``lines`` are those of the text. ``unknown`` holds
    the paths of values and members that the file leaves open, such as the variables of a template.
    The value is nobody else's.
    """

    text: str = field(repr=False)
    value: Any = field(repr=False)
    duplicates: tuple[Duplicate, ...] = ()
    first_line: int = 1
    locator: Locator | None = field(default=None, compare=False, repr=False)
    lines: Lines | None = field(default=None, compare=False, repr=False)
    unknown: frozenset[Path] = frozenset()

    @property
    def kind(self) -> Document | None:
        """The kind of the document, as ``linkcheck.documents.detect`` gives it."""
        return detect(self.value)

    def locate(self, targets: Sequence[Target]) -> list[Span]:
        """The span of each target, in the order of the targets; see ``linkcheck.sources.locate``.

        Lines are those of the file.
        """
        if self.locator is not None:
            return self.locator(targets)
        from linkcheck.sources.locate import offsets

        sure = not self.duplicates and all(
            _leads_somewhere(path, self.value) for path, _ in targets
        )
        ranges = offsets(self.text, targets, sure=sure)
        return spans(self.text, ranges, self.first_line)


def _leads_somewhere(path: Path, value: Any) -> bool:
    try:
        value_at(value, path)
    except (LookupError, TypeError):
        return False
    return True


def decode(
    data: bytes | str, places: Callable[[str], Places] = Lines, *, first_line: int = 1
) -> Decoded:
    """Decode one JSON document. Raises SourceError if it is none, or not in UTF-8.

    A byte order mark is allowed. ``NaN`` and ``Infinity`` are refused, numbers out of range
    (``1e400``) become infinite. Of members with one name the last counts; each but the first is
    among the duplicates. ``places`` gives the places of a text whose offsets are those of the
    document, if that is only a part of a file; errors and duplicates then stand where it says. The
    text of the result is that of the document, and begins with line ``first_line`` of its file.
    """
    try:
        return _decode(data, places, first_line)
    except BaseException as error:
        data = ""
        conceal(error)
        raise


def _decode(data: bytes | str, places: Callable[[str], Places], first_line: int) -> Decoded:
    value = quick_value(data)
    if value is not UNSURE:
        text = data if isinstance(data, str) else str(data, "utf-8")
        return Decoded(text, value, (), first_line)
    text = to_text(data, places)
    try:
        try:
            return Decoded(text, _unique.decode(text), (), first_line)
        except _RepeatedName:
            # The value first: the text may be broken after the repeated name.
            value = _lenient.decode(text)
            return Decoded(text, value, _duplicates(text, places(text)), first_line)
    except RecursionError:
        raise _too_deep(text, places(text)) from None
    except ValueError:  # broken, or a number with more digits than Python converts
        raise _broken(text, places(text)) from None


def to_text(data: bytes | str, places: Callable[[str], Places] = Lines) -> str:
    """The text of UTF-8 bytes, or of a text, without a byte order mark. Raises SourceError."""
    if isinstance(data, str):
        return data.removeprefix(BOM)
    encoding = _wide_encoding(data)
    if encoding:
        what = f"The input is in {encoding}, but JSON is UTF-8."
        if not any(data[:4]):
            what = f"The input begins with NUL bytes: it is damaged, or in {encoding}."
        raise SourceError(what, "Save it as UTF-8.", places=places(""))
    try:
        # Several times as fast as the codec that takes a byte order mark off.
        return str(data, "utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        before = str(data[: error.start], "utf-8-sig")
        what = f"Byte {error.start} (0x{data[error.start]:02x}) is not UTF-8."
        if _COMPRESSED.get(data[:2]):
            what = f"This is {_COMPRESSED[data[:2]]}, not JSON text."
            raise SourceError(what, "Unpack it first.", places=places("")) from None
        hint = "The input is in another encoding or damaged: save it as UTF-8."
        raise SourceError(what, hint, before, len(before), places(before)) from None


def is_text(data: bytes) -> bool:
    """False if the bytes begin like a packed file or like UTF-16 or UTF-32."""
    return _wide_encoding(data) is None and data[:2] not in _COMPRESSED


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

_COMPRESSED = {
    b"\x1f\x8b": "a gzip file",
    b"PK": "a zip file",
    b"BZ": "a bzip2 file",
    b"\xfd7": "an xz file",
    b"(\xb5": "a zstd file",
}

# The first characters of a JSON text are ASCII, as RFC 4627 says; or there is a byte order mark.
_WIDE = re.compile(
    rb"(?P<quad>\xff\xfe\0\0|\0\0\xfe\xff|[\x01-\x7f]\0\0\0|\0\0\0)"
    rb"|\xff\xfe|\xfe\xff|[\x01-\x7f]\0(?:[^\0]\0|\Z)|\0[\x01-\x7f](?:\0[^\0]|\Z)"
)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 if the bytes begin like that."""
    head = data[:4]
    if head.isascii() and b"\x00" not in head:
        return None
    found = _WIDE.match(head)
    return None if found is None else "UTF-32" if found["quad"] else "UTF-16"


def _duplicates(text: str, places: Places) -> tuple[Duplicate, ...]:
    from linkcheck.sources.syntax import repeated_names

    return tuple(
        repeated(found.path, places.position(found.first)[0], places.span(found.start, found.end))
        for found in repeated_names(text)
    )


def repeated(path: Path, first_line: int, span: Span) -> Duplicate:
    """The duplicate for a member whose name is on ``first_line`` for the first time."""
    from linkcheck.redaction import shown_name

    message = (
        f"{shown_name(str(path[-1]))} is given more than once in one object (first on "
        f"line {first_line}). Only the last one counts: keep one."
    )
    return Duplicate(path, message, span)


def _too_deep(text: str, places: Places) -> SourceError:
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
        return _faulty(text, fault, places)
    return SourceError(
        f"The document is nested {deepest} levels deep, more than can be read.",
        "No Link document needs more than 20: look for data that was wrapped again and again.",
        text,
        offset,
        places,
    )


def _broken(text: str, places: Places) -> SourceError:
    from linkcheck.sources.syntax import Fault, scan

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
    from linkcheck.sources.causes import explain

    what, hint, offset = explain(text, fault, places)
    return SourceError(what, hint, text, offset, places)
