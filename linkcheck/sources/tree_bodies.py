"""Bodies in a file of nested values: JSON in a string, perhaps in Base64, or the value itself."""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from io import BytesIO

from linkcheck.engine.suppression import Range
from linkcheck.pointer import Path, to_pointer, value_at
from linkcheck.sources.calls import Body, Problem, Unreadable
from linkcheck.sources.compression import MOST_RATIO
from linkcheck.sources.content import Decoded, SourceError
from linkcheck.sources.excerpt import Whole
from linkcheck.sources.tree import Tree, embedded, read_excerpt

_MOST_DECOMPRESSED = 64 * 1024 * 1024
_MOST_UNCHECKED = 1024 * 1024  # any body may decompress to this size


def problem(tree: Tree, path: Path, text: str) -> Problem:
    """Return the problem with a value that cannot be used."""
    tree.want(path)
    return Problem(text, lambda: tree.lines.position(tree.range(path)[0]))


def body_at(tree: Tree, path: Path, *, is_base64: bool = False) -> Body:
    """Return the body at a path of a file: JSON in a string, perhaps in Base64, or the value."""
    tree.want(path)
    value = value_at(tree.value, path)

    def read() -> Decoded | SourceError:
        if isinstance(value, (dict, list)):
            return tree.inline(path)
        if not isinstance(value, str):
            raise Unreadable("is not a string")
        if is_base64 or tree.is_binary(path):
            data = _decompressed(value)
            return read_excerpt(data, tree.lines, lambda: Whole(*tree.range(path)))
        return embedded(tree, path)

    def at() -> tuple[int, int]:
        return tree.lines.position(tree.range(path)[0])

    def lines() -> Range:
        start, end = tree.range(path)
        # A body in a string cannot contain comments.
        last = end if isinstance(value, str) else start
        return tree.lines.position(start)[0], tree.lines.position(last)[0]

    return Body(read, at, lambda word: word in str(value), lines, to_pointer(path))


def _decompressed(text: str) -> bytes:
    """Return the bytes of Base64 text, decompressed if they are compressed by gzip."""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("is not valid Base64") from None
    if data[:2] != b"\x1f\x8b":
        return data
    most = min(_MOST_DECOMPRESSED, max(_MOST_UNCHECKED, MOST_RATIO * len(data)))
    try:
        found = gzip.GzipFile(fileobj=BytesIO(data)).read(most + 1)
    except (OSError, EOFError, zlib.error):
        raise Unreadable("is a damaged gzip stream") from None
    if len(found) > most:
        raise Unreadable("is too large after decompression")
    return found
