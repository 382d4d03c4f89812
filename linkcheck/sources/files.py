"""From the paths a user names to files, and from files to documents: the face of the package."""

from __future__ import annotations

from collections.abc import Iterator

from linkcheck import sources
from linkcheck.sources.discovery import discover
from linkcheck.sources.json_files import read_json
from linkcheck.sources.model import (
    SCHEMA,
    STDIN,
    SUFFIXES,
    Answer,
    BrokenCode,
    InputError,
    MissingExtra,
    Passed,
    SomethingElse,
    Source,
    SourceDocument,
    is_code,
    is_compressed,
    is_lines,
)

__all__ = [
    "SCHEMA",
    "STDIN",
    "SUFFIXES",
    "Answer",
    "BrokenCode",
    "InputError",
    "MissingExtra",
    "Passed",
    "SomethingElse",
    "Source",
    "SourceDocument",
    "discover",
    "documents",
    "is_code",
    "is_compressed",
    "is_lines",
]


def documents(source: Source) -> Iterator[SourceDocument | InputError]:
    """Yield the documents of a file in order, and errors for the parts that cannot be read.

    The reader depends on the suffix of the file, or on its content if the suffix is unknown.
    Raises InputError if nothing can be read. A file without any document that could be one of Link
    yields none. The same goes for a file in another format than JSON that was found in a directory
    and shows no sign of Link.
    """
    if source.skipped:
        return iter(())
    if source.name.lower().endswith(SUFFIXES[0]):
        return read_json(source.name, source.read())
    found: Iterator[SourceDocument | InputError] = sources.readers.read(source)
    return found
