"""Strict decoding of JSON, with helpful errors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from linkcheck import sources
from linkcheck.sources.content import Decoded, SourceError
from linkcheck.sources.lines import Lines
from linkcheck.sources.quick import UNSURE, quick_value
from linkcheck.tracebacks import conceal

if TYPE_CHECKING:
    from linkcheck.sources.content import Places

__all__ = ["BOM", "Decoded", "SourceError", "decode", "is_text", "to_text"]

BOM = "\ufeff"


def decode(
    data: bytes | str, places: Callable[[str], Places] = Lines, *, first_line: int = 1
) -> Decoded:
    """Decode one JSON document. Raises SourceError if it is not valid JSON in UTF-8.

    A byte order mark is allowed. ``NaN`` and ``Infinity`` are rejected, numbers out of range
    (``1e400``) become infinite. If fields have the same name, the last one counts; all except the
    first are listed as duplicates. If the document is only a part of a file, ``places`` maps its
    offsets to places of the file, for errors and duplicates. The text of the result is that of the
    document, and begins with line ``first_line`` of its file.
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
            # The value comes first: the text may be broken after the repeated name.
            value = _lenient.decode(text)
            return Decoded(
                text, value, sources.json_errors.duplicates(text, places(text)), first_line
            )
    except RecursionError:
        raise sources.json_errors.too_deep(text, places(text)) from None
    except ValueError:  # broken, or a number with more digits than Python converts
        raise sources.json_errors.broken(text, places(text)) from None


def to_text(data: bytes | str, places: Callable[[str], Places] = Lines) -> str:
    """Return text, or UTF-8 bytes as text, without a byte order mark. Raises SourceError."""
    if isinstance(data, str):
        return data.removeprefix(BOM)
    encoding = _wide_encoding(data)
    if encoding:
        message = f"The input is in {encoding}, but JSON is UTF-8"
        if not any(data[:4]):
            message = f"The input begins with NUL bytes: it is damaged or in {encoding}"
        raise SourceError(message, "Save it as UTF-8", places=places(""))
    try:
        # Several times as fast as the codec that removes a byte order mark.
        return str(data, "utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        before = str(data[: error.start], "utf-8-sig")
        if _COMPRESSED.get(data[:2]):
            message = f"This is {_COMPRESSED[data[:2]]}, not JSON"
            raise SourceError(message, "Decompress it first", places=places("")) from None
        message = f"Byte {error.start} (0x{data[error.start]:02x}) is not valid UTF-8"
        raise SourceError(
            message, "Save it as UTF-8", before, len(before), places(before)
        ) from None


def is_text(data: bytes) -> bool:
    """False if the bytes begin like a compressed file, UTF-16 or UTF-32."""
    return _wide_encoding(data) is None and data[:2] not in _COMPRESSED


class _RepeatedName(Exception):
    """An object has two fields with the same name."""


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

# A JSON text begins with ASCII characters (RFC 4627) or with a byte order mark.
_WIDE = (
    rb"(?P<quad>\xff\xfe\0\0|\0\0\xfe\xff|[\x01-\x7f]\0\0\0|\0\0\0)"
    rb"|\xff\xfe|\xfe\xff|[\x01-\x7f]\0(?:[^\0]\0|\Z)|\0[\x01-\x7f](?:\0[^\0]|\Z)"
)


def _wide_encoding(data: bytes) -> str | None:
    """Return UTF-16 or UTF-32 if the bytes begin like that."""
    head = data[:4]
    if head.isascii() and b"\x00" not in head:
        return None
    found = re.match(_WIDE, head)
    return None if found is None else "UTF-32" if found["quad"] else "UTF-16"
