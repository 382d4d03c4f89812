"""JSON Lines (NDJSON): one document per line, read one by one, so that files of any size fit.

Source: https://jsonlines.org. Blank lines are skipped.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import IO, Any

from linkcheck.documents import Document
from linkcheck.sources.content import Decoded, SourceError
from linkcheck.sources.decode import decode, is_text
from linkcheck.sources.lines import Lines
from linkcheck.sources.model import (
    STDIN,
    InputError,
    Passed,
    Source,
    SourceDocument,
    is_compressed,
)
from linkcheck.sources.quick import UNSURE, quick_value
from linkcheck.sources.regular_files import open_regular

LONGEST = 64 * 1024 * 1024
"""The most bytes of a line that are read."""

NEAR = 1024 * 1024
"""A broken line gets the kind of a line that begins at most this many bytes before it."""

MOST_BLANK = 1_000_000
"""The most blank lines of a compressed file, where they take almost no space."""

PART = 1024 * 1024
"""The approximate size in bytes of a part of a file. Less than ``LONGEST``."""

Passes = Callable[[Any], Document | None]

_BREAK = re.compile(rb"\r\n|\r|\n")
_CHUNK = 1024 * 1024
_MOST_PASSED = 256  # more are yielded in several steps
_FIRST_BACK = 1 << 13


@dataclass(frozen=True, slots=True)
class Part:
    """A range of bytes of a file with whole lines.

    ``line`` is the number of its first line, and ``index`` the index of its first document.
    ``end`` is None for the rest of the file.
    """

    start: int = 0
    end: int | None = None
    line: int = 1
    index: int = 0


def read_lines(source: Source, part: Part | None = None) -> Iterator[SourceDocument | InputError]:
    """Yield the documents of a file, or of a part, exactly as in the whole. Raises InputError.

    A line that cannot be read is a document with a SourceError; its kind is that of the nearest
    line before it that has one, unless that is far away.
    """
    for found in read_others(source, part, None):
        if not isinstance(found, Passed):
            yield found


def read_others(
    source: Source, part: Part | None, passes: Passes | None
) -> Iterator[SourceDocument | InputError | Passed]:
    """Like ``read_lines``, but only count the documents that pass.

    ``passes`` gets the value of each document without repeated fields after all before it were
    yielded, and returns its kind if it passes; None lets none pass.
    """
    part = part or Part()
    file = source.open()
    try:
        yield from _read(source, part, file, passes or _pass_none)
    except OSError as error:
        raise source.unreadable(error) from None
    except (EOFError, zlib.error):
        raise InputError(source.name, "damaged gzip file; read up to the damage") from None
    finally:
        if source.path != STDIN:
            file.close()


def _pass_none(_: Any) -> None:
    """Let no document pass."""


def _read(
    source: Source, part: Part, file: IO[bytes], passes: Passes
) -> Iterator[SourceDocument | InputError | Passed]:
    name, index, number, at = source.name, part.index, part.line, part.start
    is_fixable = not is_compressed(name)
    if at:
        file.seek(at)
    room = sys.maxsize if part.end is None else part.end - at
    # The last kind and its place; for a part, the lines before it are read if necessary.
    last: Document | None = None
    seen_at = -1
    passed = 0
    most_blank = MOST_BLANK if is_compressed(name) else sys.maxsize
    for line, size in raw_lines(file, room, most_blank):
        first, start = number, at
        number += _breaks(line)
        at += size
        content = line.rstrip(b"\r\n")
        is_whole = size <= LONGEST and (start or is_text(content)) and not line.isspace()
        decoded: Decoded | SourceError | None = None
        kind = None
        value = quick_value(content) if is_whole else UNSURE
        if value is not UNSURE:
            kind = passes(value)
            if kind is None:
                decoded = Decoded(str(content, "utf-8"), value, (), first)
        elif is_whole:
            decoded = _decoded(content, first)
            if isinstance(decoded, Decoded) and not decoded.duplicates:
                kind = passes(decoded.value)
        if kind is not None:
            last, seen_at = kind, start
            index += 1
            passed += 1
            if passed == _MOST_PASSED:
                yield Passed(passed, at)
                passed = 0
            continue
        if passed:
            yield Passed(passed, start)
            passed = 0
        if size > LONGEST:
            what = f"line longer than {LONGEST >> 20} MiB; not checked"
            yield InputError(name, what, first, 1)
        elif not start and not is_text(content):
            yield SourceDocument(name, index, _decoded(content, first), None)
            return
        elif decoded is not None:
            if isinstance(decoded, Decoded):
                kind = decoded.kind
                if kind is not None:
                    last, seen_at = kind, start
            else:
                if seen_at < 0 < part.start:
                    last, seen_at = _kind_before(source, part.start)
                kind = last if start - seen_at <= NEAR else None
            origin = f"line {first}"
            yield SourceDocument(name, index, decoded, kind, origin, is_fixable=is_fixable, upto=at)
            index += 1
    if passed:
        yield Passed(passed, at)


def raw_lines(
    file: IO[bytes], room: int = sys.maxsize, most_blank: int = sys.maxsize
) -> Iterator[tuple[bytes, int]]:
    """Yield the lines that begin in the next ``room`` bytes of a file, and their sizes.

    Of a line that is too long, yield only the line break. Raises OSError at ``most_blank`` blank
    lines.
    """
    blank = 0
    while room > 0 and (line := file.readline(LONGEST + 1)):
        size = len(line)
        if line.isspace():
            blank += 1
            if blank >= most_blank:
                raise OSError(0, f"{most_blank:,} blank lines; stopped reading")
        if size > LONGEST:
            while not line.endswith(b"\n") and (line := file.readline(_CHUNK)):
                size += len(line)
            line = b"\n"
        room -= size
        yield line, size


def _breaks(line: bytes) -> int:
    """Return the number of lines in a line: a lone CR ends a line too, but not a document."""
    return len(_BREAK.findall(line)) if b"\r" in line else 1


def _decoded(line: bytes, number: int) -> Decoded | SourceError:
    try:
        return decode(line, partial(Lines, first=number), first_line=number)
    except SourceError as error:
        return error


def _kind_before(source: Source, end: int) -> tuple[Document | None, int]:
    """Return the kind of the last line with a kind before a part, and the place of that line.

    If no such line is near, the kind is None and the place is the beginning of the part.
    """
    with source.open() as file:
        for start, line in _lines_backwards(file, end):
            if start < end - NEAR:
                break
            if len(line) < LONGEST and line.strip():
                decoded = _decoded(line.rstrip(b"\r"), 1)
                kind = decoded.kind if isinstance(decoded, Decoded) else None
                if kind is not None:
                    return kind, start
    return None, end


def _lines_backwards(file: IO[bytes], end: int) -> Iterator[tuple[int, bytes]]:
    """Yield the lines before the beginning of a line, the last one first, with their offsets.

    They have no line feed, and a line that is too long is incomplete.
    """
    rest, size = b"", _FIRST_BACK
    at = end - 1  # at the line feed
    while at > 0:
        size = min(2 * size, _CHUNK, at)
        at -= size
        file.seek(at)
        rest, *whole = (file.read(size) + rest).split(b"\n")
        stop = at + len(rest) + 1
        starts = accumulate((len(line) + 1 for line in whole), initial=stop)
        yield from reversed(list(zip(starts, whole, strict=False)))
        rest = rest[:LONGEST]
    yield 0, rest


def parts(path: str) -> Iterator[Part]:
    """Yield the parts of a file lazily, each of about ``PART`` bytes.

    A file that cannot be read or divided is one part, so that reading it reports the error.
    """
    part = Part()
    try:
        with open_regular(path) as file:
            if is_compressed(path) or not is_text(file.readline(PART).rstrip(b"\r\n")):
                yield part
                return
            for size, lines, documents in pieces(file):
                end = part.start + size
                yield replace(part, end=end)
                part = Part(end, None, part.line + lines, part.index + documents)
    except OSError:
        yield part


def pieces(
    file: IO[bytes], start: int = 0, end: int = sys.maxsize
) -> Iterator[tuple[int, int, int]]:
    """Yield the lines that begin in a range, in pieces of about ``PART`` bytes.

    For each piece, yields its size, its number of lines, and its number of documents. A line must
    begin at ``start``.
    """
    while start < end:
        file.seek(start)
        block = file.read(min(PART, end - start))
        whole = block[: block.rfind(b"\n") + 1]
        if whole:
            size, (lines, documents) = len(whole), _counts(whole)
        elif block:  # a long line, or the last one
            file.seek(start)
            line, size = next(raw_lines(file))
            lines, documents = _breaks(line), int(bool(line.strip()))
        else:
            return
        yield size, lines, documents
        start += size


def _counts(whole: bytes) -> tuple[int, int]:
    """Return the number of lines in whole lines, and how many of them are not blank."""
    every = whole.split(b"\n")
    lines = _breaks(whole) if b"\r" in whole else len(every) - 1
    return lines, sum(map(bool, map(bytes.strip, every)))
