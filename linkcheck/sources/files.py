"""From the paths a user names to files, and from files to documents."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linkcheck.documents import Document, detect
from linkcheck.sources.decode import Decoded, SourceError, decode

STDIN = "-"
_STDIN_NAME = "<stdin>"
_SKIPPED_DIRECTORIES = frozenset({"node_modules", "__pycache__", "venv"})
_VENV_MARK = "pyvenv.cfg"
_SUFFIX = ".json"
# Pipes of the shell's `<(...)` and the like: they have a writer, so reading them ends.
_SHELL_PIPES = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


class InputError(Exception):
    """A path that cannot be read. ``reason`` is one line without the name."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}: {reason}")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to check, or standard input. ``named`` says that the user named it himself."""

    name: str
    path: str
    named: bool

    def read(self) -> bytes:
        """The content. Raises InputError."""
        try:
            if self.path == STDIN:
                return sys.stdin.buffer.read()
            return Path(self.path).read_bytes()
        except OSError as error:
            raise InputError(self.name, error.strerror or "cannot be read") from None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document of a file: the file's name, the document's place in it, and its content.

    ``content`` is the error where the document cannot be decoded. ``kind`` is None where the
    document looks like none that is known.
    """

    file: str
    index: int
    content: Decoded | SourceError
    kind: Document | None

    @property
    def value(self) -> Any:
        """The decoded value, None if there is none."""
        return self.content.value if isinstance(self.content, Decoded) else None

    @property
    def text(self) -> str:
        """The source text, as far as it could be decoded."""
        return self.content.text


Reader = Callable[[str, bytes], Iterable[SourceDocument]]
"""Takes the name of a file and its content and gives the documents in it."""


def read_json(name: str, data: bytes) -> Iterator[SourceDocument]:
    """The one document of a JSON file."""
    try:
        decoded = decode(data)
    except SourceError as error:
        yield SourceDocument(name, 0, error, None)
    else:
        yield SourceDocument(name, 0, decoded, detect(decoded.value))


def documents(source: Source) -> Iterator[SourceDocument]:
    """The documents of a file. Raises InputError if it cannot be read."""
    reader: Reader = read_json
    yield from reader(source.name, source.read())


def discover(
    paths: Sequence[str], exclude: Sequence[str] = (), stdin_name: str | None = None
) -> Iterator[Source | InputError]:
    """The files that paths stand for, each once, or what is wrong with a path.

    A path is a file, a directory (searched for ``*.json`` in sorted order), ``-`` for standard
    input, or a pattern (``**`` crosses directories) that the shell did not expand. Hidden
    directories, virtual environments, ``node_modules`` and links to directories are not
    entered. ``exclude`` holds patterns for paths or single names; they count for what is found
    in directories, not for what is named.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _expand(path, exclude, stdin_name):
            if isinstance(found, Source):
                key = found.path if found.path == STDIN else os.path.realpath(found.path)
                if key in seen:
                    continue
                seen.add(key)
            yield found


def _expand(
    path: str, exclude: Sequence[str], stdin_name: str | None
) -> Iterator[Source | InputError]:
    if path == STDIN:
        yield Source(stdin_name or _STDIN_NAME, STDIN, named=True)
        return
    if not os.path.lexists(path) and any(char in path for char in "*?["):
        yield from _pattern(path, exclude)
    else:
        yield from _path(path, exclude)


def _pattern(pattern: str, exclude: Sequence[str]) -> Iterator[Source | InputError]:
    from glob import glob

    matches = sorted(glob(pattern, recursive=True))  # noqa: PTH207  (keeps names as written)
    if not matches:
        yield InputError(pattern, "no file matches this pattern")
    for match in matches:
        yield from _path(match, exclude)


def _path(path: str, exclude: Sequence[str]) -> Iterator[Source | InputError]:
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  (the path may be no valid Path)
    except (OSError, ValueError) as error:
        yield InputError(path, _reason(path, error))
        return
    if stat.S_ISDIR(mode):
        yield from _directory(path, exclude)
    elif stat.S_ISREG(mode) or path.startswith(_SHELL_PIPES):
        yield Source(path, path, named=True)
    else:
        yield InputError(path, "is not a regular file")


def _reason(path: str, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):  # noqa: PTH114
            return "is a link to a file that does not exist"
        return "no such file or directory"
    return getattr(error, "strerror", None) or "is not a valid path"


def _directory(directory: str, exclude: Sequence[str]) -> Iterator[Source | InputError]:
    waiting = [(directory, True)]  # path and whether it is a directory; the next one last
    while waiting:
        path, is_directory = waiting.pop()
        if not is_directory:
            yield Source(path, path, named=False)
            continue
        try:
            with os.scandir(path) as found:
                entries = sorted(found, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield InputError(path, error.strerror or "cannot be read")
            continue
        if all(entry.name != _VENV_MARK for entry in entries):
            waiting += _wanted(entries, exclude)


def _wanted(entries: list[os.DirEntry[str]], exclude: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The entries of a directory to check or to enter, each with whether it is a directory."""
    for entry in entries:
        path = os.path.normpath(entry.path)
        if _is_excluded(path, exclude):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith(".") and entry.name not in _SKIPPED_DIRECTORIES:
                yield path, True
        elif entry.name.lower().endswith(_SUFFIX) and entry.is_file():
            yield path, False


def _is_excluded(path: str, patterns: Sequence[str]) -> bool:
    if not patterns:
        return False
    from fnmatch import fnmatch

    path = path.replace(os.sep, "/")
    name = path.rpartition("/")[2]
    for pattern in patterns:
        wanted = pattern.rstrip("/")
        if fnmatch(name, wanted) or fnmatch(path, wanted) or fnmatch(path, f"*/{wanted}"):
            return True
    return False
