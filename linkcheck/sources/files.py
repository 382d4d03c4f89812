"""From the paths a user names to files, and from files to documents."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.engine.finding import PlaidError
from linkcheck.pointer import Path as Steps
from linkcheck.sources.decode import Decoded, SourceError, decode
from linkcheck.sources.opening import is_shell_pipe, open_regular, read_opened

if TYPE_CHECKING:
    from gzip import GzipFile

    from linkcheck.sources.gitignore import Rules
    from linkcheck.sources.globs import Matcher
    from linkcheck.sources.yaml_tree import YamlTree

STDIN = "-"
SCHEMA = "$schema"
_STDIN_NAME = "<stdin>"
_SKIPPED_DIRECTORIES = frozenset({"node_modules", "__pycache__", "venv"})
_VENV_MARK = "pyvenv.cfg"
SUFFIXES = (
    ".json",
    ".har",
    ".jsonl",
    ".ndjson",
    ".yaml",
    ".yml",
    ".md",
    ".markdown",
    ".mdx",
    ".http",
    ".rest",
    ".sh",
    ".bash",
    ".zsh",
    ".txt",
)
"""The endings of files that are looked for in directories, in lower case."""

_PACKED = (".jsonl.gz", ".ndjson.gz")
_LINES = (".jsonl", ".ndjson", *_PACKED)
_GITIGNORE = ".gitignore"


class InputError(Exception):
    """A path, or a part of a file, that cannot be read. ``reason`` is one line without the name.

    ``line`` and ``column`` say where the part is, None if that is not known.
    """

    def __init__(
        self, name: str, reason: str, line: int | None = None, column: int | None = None
    ) -> None:
        self.name = name
        self.reason = reason
        self.line = line
        self.column = column
        place = f":{line}:{column}" if line is not None else ""
        super().__init__(f"{name}{place}: {reason}")


class SomethingElse(InputError):
    """A file that is recognizably no document: an error if it was named, else skipped."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to check, or standard input. ``named`` says that the user named it himself.

    ``expanded`` says that a pattern did, so that it need not hold a document. ``data`` is the
    content if it was read before. ``skipped`` is the reason why the file is not read; empty if it
    is. ``start`` is the folder that was named and in which the file was found.
    """

    name: str
    path: str
    named: bool
    data: bytes | None = field(default=None, repr=False)
    skipped: str = ""
    start: str = ""
    expanded: bool = False

    def kept(self) -> Source:
        """The same source, to be read more than once. Raises InputError."""
        return replace(self, data=self.read()) if self.path == STDIN else self

    def read(self) -> bytes:
        """The content. Raises InputError."""
        if self.data is not None:
            return self.data
        try:
            if self.path == STDIN:
                return sys.stdin.buffer.read()
            with open_regular(self.path) as file:
                return read_opened(file)
        except OSError as error:
            raise self.unreadable(error) from None

    def open(self) -> IO[bytes]:
        """The content as a binary file, which the caller closes. Raises InputError."""
        if self.data is not None:
            return BytesIO(self.data)
        try:
            stdin: IO[bytes] | None = sys.stdin.buffer if self.path == STDIN else None
            file = stdin or open_regular(self.path)
        except OSError as error:
            raise self.unreadable(error) from None
        return unpacked(file) if is_packed(self.name) else file

    def unreadable(self, error: OSError) -> InputError:
        """What to tell of a file that cannot be read."""
        return InputError(self.name, error.strerror or "cannot be read")


@dataclass(frozen=True, slots=True)
class Answer:
    """Plaid's recorded answer to a request: the HTTP status, and the error if it has one."""

    status: int
    error: PlaidError | None = None


@dataclass(slots=True)  # and not frozen: these are made for each line of a log
class SourceDocument:
    """A document of a file: the file's name, the document's place in it, and its content.

    ``content`` is the error where the document cannot be decoded. ``kind`` is None where the
    document looks like none that is known. ``origin`` and ``pointer`` say in words and as a JSON
    Pointer where in its file the document is; both are empty if it is the whole file. ``facts``
    are members of ``Context`` that the file shows. ``request`` is what a recorded response
    answers, and ``answer`` what Plaid answered to a recorded request. ``is_fixable`` says that
    fixes can be written to the file, and ``yaml`` is the tree that holds the document, with the
    document's path, if the file is YAML. ``upto`` is the number of bytes from the beginning of the
    file to the end of the document, 0 if the file was read as a whole.
    """

    file: str
    index: int
    content: Decoded | SourceError
    kind: Document | None
    origin: str = ""
    pointer: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    request: Mapping[str, Any] | None = field(default=None, repr=False)
    answer: Answer | None = None
    is_fixable: bool = True
    upto: int = 0
    yaml: tuple[YamlTree, Steps] | None = field(default=None, repr=False)

    @property
    def value(self) -> Any:
        """The decoded value, None if there is none."""
        return self.content.value if isinstance(self.content, Decoded) else None

    @property
    def names_schema(self) -> bool:
        """True for a saved request that names its schema for an editor, at its top level.

        Plaid would refuse the field, but a file is not a call: who sends it reads it first. What is
        recorded, written in a command or logged was sent as it is.
        """
        if self.origin or is_lines(self.file) or not (self.kind is None or self.kind.is_request):
            return False
        value = self.value
        return type(value) is dict and isinstance(value.get(SCHEMA), str)

    @property
    def text(self) -> str:
        """The source text, as far as it could be decoded."""
        return self.content.text


def is_lines(name: str) -> bool:
    """True if a file of this name is in JSON Lines, packed or not."""
    return name.lower().endswith(_LINES)


def is_packed(name: str) -> bool:
    """True if a file of this name is JSON Lines packed by gzip, so that it cannot be divided."""
    return name.lower().endswith(_PACKED)


MOST_UNPACKED = 64 << 20
"""So many bytes may come out of a compressed file, however small it is."""
MOST_RATIO = 200
"""Beyond that, so many bytes for each compressed one. Logs reach 20 to 50."""
_BUFFER = 1 << 17


def unpacked(file: IO[bytes]) -> IO[bytes]:
    """The content of a file packed by gzip; closing it closes the file.

    Reading raises OSError, EOFError or zlib.error for a damaged one, and OSError for one that
    unpacks to far too much.
    """
    import gzip

    packed = _Counted(file)
    stream = gzip.GzipFile(fileobj=cast("IO[bytes]", packed), mode="rb")
    return cast("IO[bytes]", BufferedReader(_Unpacked(stream, packed), _BUFFER))


class _Counted:
    """A file of which it is known how many bytes were read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.count = 0
        self.close = file.close

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.count += len(data)
        return data


class _Unpacked(RawIOBase):
    """What comes out of a gzip stream, as long as it is in proportion to what goes in."""

    def __init__(self, stream: GzipFile, packed: _Counted) -> None:
        self._stream, self._packed = stream, packed
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = self._stream.readinto(buffer)
        self._count += size
        if self._count > max(MOST_UNPACKED, MOST_RATIO * self._packed.count):
            raise OSError(0, f"unpacks to over {MOST_RATIO} times its size: not read further")
        return size

    def close(self) -> None:
        self._packed.close()
        super().close()


def read_json(name: str, data: bytes) -> Iterator[SourceDocument | InputError]:
    """The documents of a JSON file: one, or those of the recording or collection that it is."""
    try:
        decoded = decode(data)
    except SourceError as error:
        from linkcheck.sources.broken import kind_of_broken

        yield SourceDocument(name, 0, error, kind_of_broken(error.text))
        return
    kind = detect(decoded.value)
    if kind is None and isinstance(decoded.value, (dict, list)):
        from linkcheck.sources.readers import read_container

        found = read_container(name, decoded)
        if found is not None:
            yield from found
            return
    yield SourceDocument(name, 0, decoded, kind)


@dataclass(frozen=True, slots=True)
class Passed:
    """So many documents that come one after the other and were passed over.

    ``upto`` is the number of bytes from the beginning of the file to the end of the last of them.
    """

    count: int
    upto: int


def documents(source: Source) -> Iterator[SourceDocument | InputError]:
    """The documents of a file in its order, and what of it could not be read.

    How the file is read depends on the end of its name, and on its content if that says nothing.
    Raises InputError if nothing of it can be read. A file without any document that could be one
    of Link yields none; so does a file of another format than JSON that was found in a directory
    and shows no sign of Link.
    """
    if source.skipped:
        return iter(())
    if source.name.lower().endswith(SUFFIXES[0]):
        return read_json(source.name, source.read())
    from linkcheck.sources.readers import read

    return read(source)


def discover(
    paths: Sequence[str],
    exclude: Sequence[str] = (),
    stdin_name: str | None = None,
    *,
    force_exclude: bool = False,
    gitignore: bool = True,
) -> Iterator[Source | InputError]:
    """The files that paths stand for, each once, or what is wrong with a path.

    A file that several paths lead to is that of the path which names it, or else the folder next to
    it.

    A path is a file, a directory (searched for files that end in one of ``SUFFIXES``, in sorted
    order), ``-`` for standard input, or a pattern (``**`` crosses directories) that the shell did
    not expand. Hidden directories, virtual environments, ``node_modules`` and links to directories
    are not entered; nor, with ``gitignore``, what ``.gitignore`` files name. Links that a search
    finds and that lead out of where it began are skipped. ``exclude`` holds
    patterns for paths or single names; they count for what is found in directories, and with
    ``force_exclude`` for what is named too.
    """
    search = _Search(tuple(exclude), force_exclude, gitignore)
    every: list[Source | InputError] = []
    places: dict[str, int] = {}
    for path in paths:
        for found in _expand(path, search, stdin_name):
            if isinstance(found, Source):
                is_one = found.path == STDIN or found.skipped
                key = found.path if is_one else os.path.realpath(found.path)
                place = places.setdefault(key, len(every))
                if place < len(every):
                    if _is_named_closer(found, cast("Source", every[place])):
                        every[place] = found
                    continue
            every.append(found)
    yield from every


def _is_named_closer(source: Source, other: Source) -> bool:
    """True if the user named a file, or a folder nearer to it, where the other was found."""
    if source.named or other.named:
        return source.named and not other.named
    return len(os.path.abspath(source.start)) > len(os.path.abspath(other.start))  # noqa: PTH100


@dataclass(frozen=True, slots=True)
class _Search:
    """What to leave out."""

    exclude: tuple[str, ...]
    force_exclude: bool
    gitignore: bool

    def is_forced_out(self, path: str) -> bool:
        """True if a path that was named is to be left out, itself or with a directory above."""
        if not self.force_exclude:
            return False
        whole = Path(os.path.normpath(path))
        return any(_is_excluded(str(part), self.exclude) for part in (whole, *whole.parents))


def _expand(path: str, search: _Search, stdin_name: str | None) -> Iterator[Source | InputError]:
    if path == STDIN:
        if stdin_name is None or not search.is_forced_out(stdin_name):
            yield Source(stdin_name or _STDIN_NAME, STDIN, named=True)
        return
    if not os.path.lexists(path) and any(char in path for char in "*?["):
        yield from _pattern(path, search)
    else:
        yield from _path(path, search)


def _pattern(pattern: str, search: _Search) -> Iterator[Source | InputError]:
    from linkcheck.sources.globs import expand, fixed_folder

    pattern = pattern.replace(os.sep, "/")
    matches = expand(pattern)
    if not matches:
        yield InputError(pattern, "no file matches this pattern")
    start = os.path.realpath(fixed_folder(pattern) or ".")
    for match in matches:
        if _is_inside(match, start):
            for found in _path(match, search):
                yield replace(found, expanded=True) if isinstance(found, Source) else found
        else:
            yield Source(match, match, named=False, skipped=_OUTSIDE)


_OUTSIDE = "a link that leads out of the searched folder"


def _is_inside(path: str, folder: str) -> bool:
    """Return whether a path leads to a real folder or something below it."""
    target = os.path.realpath(path)
    return target == folder or target.startswith(folder.rstrip(os.sep) + os.sep)


def _path(path: str, search: _Search) -> Iterator[Source | InputError]:
    if search.is_forced_out(path):
        return
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  (the path may be no valid Path)
    except (OSError, ValueError) as error:
        yield InputError(path, _reason(path, error))
        return
    if stat.S_ISDIR(mode):
        yield from _directory(path, search)
    elif stat.S_ISREG(mode) or is_shell_pipe(path):
        yield Source(path, path, named=True)
    else:
        yield InputError(path, "is not a regular file")


def _reason(path: str, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):  # noqa: PTH114
            return "is a link to a file that does not exist"
        return "no such file or directory"
    return getattr(error, "strerror", None) or "is not a valid path"


def _directory(directory: str, search: _Search) -> Iterator[Source | InputError]:
    rules = _rules_above(directory) if search.gitignore else None
    start = os.path.realpath(directory)
    # Path, whether it is a directory, and the rules that hold around it; the next one last.
    waiting: list[tuple[str, bool, Rules | None]] = [(directory, True, rules)]
    while waiting:
        path, is_directory, rules = waiting.pop()
        if not is_directory:
            is_link = os.path.islink(path)  # noqa: PTH114
            is_inside = not is_link or _is_inside(path, start)
            reason = "" if is_inside else _OUTSIDE
            yield Source(path, path, named=False, skipped=reason, start=directory)
            continue
        try:
            with os.scandir(path) as found:
                entries = sorted(found, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield InputError(path, error.strerror or "cannot be read")
            continue
        names = {entry.name for entry in entries}
        if _VENV_MARK in names:
            continue
        if search.gitignore and _GITIGNORE in names:
            from linkcheck.sources.gitignore import with_file

            rules = with_file(rules, path)
        waiting += ((*entry, rules) for entry in _wanted(entries, search, rules))


def _rules_above(directory: str) -> Rules | None:
    """The rules of the ``.gitignore`` files above a directory, up to the root of the repository."""
    from linkcheck.sources.repository import root_of

    here = Path(os.path.abspath(directory))  # noqa: PTH100  (links stay as they are)
    root = root_of(here)
    if root is None:
        return None
    from linkcheck.sources.gitignore import above

    return above(root, here)


def _wanted(
    entries: list[os.DirEntry[str]], search: _Search, rules: Rules | None
) -> Iterator[tuple[str, bool]]:
    """The entries of a directory to check or to enter, each with whether it is a directory."""
    for entry in entries:
        path = os.path.normpath(entry.path)
        if _is_excluded(path, search.exclude):
            continue
        is_directory = entry.is_dir(follow_symlinks=False)
        if is_directory:
            if entry.name.startswith(".") or entry.name in _SKIPPED_DIRECTORIES:
                continue
        elif not entry.name.lower().endswith(SUFFIXES) or not _is_file(entry):
            continue
        if rules is None or not rules.ignores(path, is_directory):
            yield path, is_directory


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads nowhere we may go, or to itself
        return False


def _is_excluded(path: str, patterns: Sequence[str]) -> bool:
    if not patterns:
        return False
    path = os.path.normcase(path).replace(os.sep, "/")
    return any(_excluding(pattern).fits(path) for pattern in patterns)


@cache
def _excluding(pattern: str) -> Matcher:
    """A matcher for paths that end in what a pattern fits; its wild parts cross folders."""
    from linkcheck.sources.globs import Matcher, Wild, plain_tokens

    wanted = os.path.normcase(pattern).replace(os.sep, "/").rstrip("/")
    return Matcher([Wild.FOLDERS, *plain_tokens(wanted, crossing=True)])
