"""JSON Lines (NDJSON): a document a line, read one by one, so that files of any size fit.

Source: https://jsonlines.org. Blank lines are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import IO

from linkcheck.documents import Document, detect
from linkcheck.sources.decode import Decoded, SourceError, decode, is_text
from linkcheck.sources.files import STDIN, InputError, Source, SourceDocument
from linkcheck.sources.lines import Lines

LONGEST = 64 * 1024 * 1024
"""The most bytes of a line that are read."""

_BREAK = re.compile(rb"\r\n|\r|\n")
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """A range of bytes of a file that holds whole lines.

    ``line`` is the number of its first line, and ``index`` the place of its first document.
    """

    start: int = 0
    end: int | None = None
    line: int = 1
    index: int = 0


def read_lines(source: Source, part: Part | None = None) -> Iterator[SourceDocument | InputError]:
    """The documents of a file, or of a part of it. Raises InputError.

    A line that cannot be read is a document with a SourceError; its kind is that of the line
    before, so that it is told of like that one.
    """
    part = part or Part()
    file = source.open()
    try:
        yield from _read(source, part, file)
    except OSError as error:
        raise source.unreadable(error) from None
    finally:
        if source.path != STDIN:
            file.close()


def _read(source: Source, part: Part, file: IO[bytes]) -> Iterator[SourceDocument | InputError]:
    if part.start:
        file.seek(part.start)
    index, number, at = part.index, part.line, part.start
    last: Document | None = None
    for line, size in _lines(file):
        if part.end is not None and at >= part.end:
            return
        is_first = not at
        at += size
        first, number = number, number + _breaks(line)
        content = line.rstrip(b"\r\n")
        if size > LONGEST:
            what = f"the line is longer than {LONGEST >> 20} MiB: not checked"
            yield InputError(source.name, what, first, 1)
        elif is_first and not is_text(content):
            yield SourceDocument(source.name, index, _decoded(content, first), None)
            return
        elif content.strip():
            decoded = _decoded(content, first)
            kind = detect(decoded.value) if isinstance(decoded, Decoded) else last
            last = kind or last
            yield SourceDocument(source.name, index, decoded, kind, f"line {first}")
            index += 1


def _lines(file: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """The lines of a file with their sizes; of one that is too long, only the line break."""
    while line := file.readline(LONGEST + 1):
        size = len(line)
        if size > LONGEST:
            while not line.endswith(b"\n") and (line := file.readline(_CHUNK)):
                size += len(line)
            line = b"\n"
        yield line, size


def _breaks(line: bytes) -> int:
    """By how many lines a line of the file counts: a lone CR ends a line too, but no document."""
    return len(_BREAK.findall(line)) if b"\r" in line else 1


def _decoded(line: bytes, number: int) -> Decoded | SourceError:
    try:
        return replace(decode(line, partial(Lines, first=number)), first_line=number)
    except SourceError as error:
        return error


def parts(path: str, count: int) -> list[Part]:
    """About ``count`` parts of nearly the same size that cover a file, for as many processes.

    Reads the file once, in pieces. Raises OSError.
    """
    found = [Part()]
    with open(path, "rb") as file:  # noqa: PTH123  (the same path as that of a Source)
        whole = file.seek(0, 2)
        file.seek(0)
        at, number, index = 0, 1, 0
        for line, size in _lines(file):
            if at and at >= whole * len(found) // count:
                found[-1] = replace(found[-1], end=at)
                found.append(Part(at, None, number, index))
            at += size
            number += _breaks(line)
            index += bool(line.strip())
    return found
