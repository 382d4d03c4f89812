"""Files to check, and the documents in them, as plain data."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from linkcheck import sources
from linkcheck.documents import Document
from linkcheck.engine.finding import PlaidError
from linkcheck.pointer import Path as Steps
from linkcheck.pointer import value_at
from linkcheck.sources.content import Decoded, SourceError
from linkcheck.sources.regular_files import open_regular, read_opened

if TYPE_CHECKING:
    from linkcheck.engine.suppression import Suppressions
    from linkcheck.sources.code.sites import Site
    from linkcheck.sources.yaml_tree import YamlTree


STDIN = "-"
SCHEMA = "$schema"
CODE_SUFFIXES = (
    *(".py", ".pyi", ".pyw", ".ipynb"),
    *(".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte"),
)
"""The suffixes of source code, in lower case."""

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
    *CODE_SUFFIXES,
)
"""The suffixes of the files that a search of directories finds, in lower case."""

_PACKED = (".jsonl.gz", ".ndjson.gz")
_LINES = (".jsonl", ".ndjson", *_PACKED)


class InputError(Exception):
    """A path, or a part of a file, that cannot be read. ``reason`` is one line without the name.

    ``line`` and ``column`` are the place of the part, None if they are not known.
    """

    def __init__(
        self, name: str, reason: str, line: int | None = None, column: int | None = None
    ) -> None:
        self.name = name
        self.reason = reason
        self.line = line
        self.column = column
        super().__init__(f"{self.place}: {reason}")

    @property
    def place(self) -> str:
        """The name of the file with line and column, as far as they are known."""
        numbers = (number for number in (self.line, self.column) if number is not None)
        return ":".join((self.name, *map(str, numbers)))


class SomethingElse(InputError):
    """A file that is recognizably not a document: an error if it was named, else skipped."""


class BrokenCode(SomethingElse):
    """Source code that cannot be parsed, perhaps as it is in another version of the language."""


class MissingExtra(SomethingElse):
    """Source code that can only be read if an extra is installed, which ``remedy`` does."""

    def __init__(self, name: str, extra: str) -> None:
        self.remedy = f"`pip install 'plaid-linkcheck[{extra}]'`"
        super().__init__(name, f"reading this language requires an extra; run {self.remedy}")


class Source(NamedTuple):
    """A file to check, or standard input. ``named`` says that the user named it.

    ``expanded`` says that a pattern did, so it need not contain a document. ``data`` is the content
    if it was read before. ``skipped`` is the reason why the file is not read; empty if it is.
    ``start`` is the named folder in which the file was found.
    """

    name: str
    path: str
    named: bool
    data: bytes | None = None
    skipped: str = ""
    start: str = ""
    expanded: bool = False

    def __repr__(self) -> str:  # without the content, which may be secret
        return f"Source({self.name!r}, {self.path!r}, {self.named})"

    def kept(self) -> Source:
        """Return a source that can be read more than once. Raises InputError."""
        return self._replace(data=self.read()) if self.path == STDIN else self

    def read(self) -> bytes:
        """Return the content. Raises InputError."""
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
        """Return the content as a binary file, which the caller closes. Raises InputError."""
        if self.data is not None:
            return BytesIO(self.data)
        try:
            stdin: IO[bytes] | None = sys.stdin.buffer if self.path == STDIN else None
            file = stdin or open_regular(self.path)
        except OSError as error:
            raise self.unreadable(error) from None
        return sources.compression.decompressed(file) if is_compressed(self.name) else file

    def unreadable(self, error: OSError) -> InputError:
        """Return the error for a file that cannot be read."""
        return InputError(self.name, error.strerror or "cannot be read")


class Answer(NamedTuple):
    """Plaid's recorded response to a request: the HTTP status, and the error if it has one."""

    status: int
    error: PlaidError | None = None


class SourceDocument(NamedTuple):
    """A document of a file: the file's name, the document's place in it, and its content.

    ``content`` is the error if the document cannot be decoded. ``kind`` is None if the document is
    of no known kind. ``origin`` and ``pointer`` are its place in the file, in words and as a JSON
    Pointer; both are empty if it is the whole file. ``facts`` are fields of ``Context`` that the
    file shows. ``request`` is the request of a recorded response, and ``answer`` Plaid's response
    to a recorded request. ``is_fixable`` says that fixes can be written to the file. If the file is
    YAML, ``yaml`` is the tree that contains the document, and the document's path. If it is source
    code, ``code`` is the request site, and ``content`` one of the forms of the request. ``upto`` is
    the number of bytes from the beginning of the file to the end of the document, 0 if the file was
    read as a whole. ``suppressions`` are those of its comments, None if the file has none.
    """

    file: str
    position: int
    content: Decoded | SourceError
    kind: Document | None
    origin: str = ""
    pointer: str = ""
    facts: Mapping[str, Any] = MappingProxyType({})
    request: Mapping[str, Any] | None = None
    answer: Answer | None = None
    is_fixable: bool = True
    upto: int = 0
    yaml: tuple[YamlTree, Steps] | None = None
    code: Site | None = None
    suppressions: Suppressions | None = None

    def __repr__(self) -> str:  # without the request, which may be secret
        return f"SourceDocument({self.file!r}, {self.position}, {self.content!r}, {self.kind!r})"

    @property
    def value(self) -> Any:
        """The decoded value; None if the document cannot be decoded."""
        return self.content.value if isinstance(self.content, Decoded) else None

    @property
    def names_schema(self) -> bool:
        """True for a saved request that names its schema for an editor at its top level.

        Plaid would refuse the field, but a saved file is loaded before it is sent. Recordings,
        commands and logs have requests as they are sent.
        """
        if (
            self.code
            or self.origin
            or is_lines(self.file)
            or not (self.kind is None or self.kind.is_request)
        ):
            return False
        value = self.value
        return type(value) is dict and isinstance(value.get(SCHEMA), str)

    @property
    def unknown_values(self) -> int | None:
        """The number of values of a request in source code that are not always known, else None."""
        if self.code is None:
            return None
        bodies = [world.body for world in self.code.worlds]
        every = {path: value_at(b.value, path) for b in bodies for path in b.unknown.values}
        return sum(not isinstance(value, dict | list) for value in every.values())

    @property
    def text(self) -> str:
        """The source text, as far as it could be decoded."""
        return self.content.text


def is_lines(name: str) -> bool:
    """True if a file of this name is JSON Lines, compressed or not."""
    return name.lower().endswith(_LINES)


def is_code(name: str) -> bool:
    """True if a file of this name is source code."""
    return name.lower().endswith(CODE_SUFFIXES)


def is_compressed(name: str) -> bool:
    """True if a file of this name is JSON Lines compressed by gzip, which cannot be split."""
    return name.lower().endswith(_PACKED)


class Passed(NamedTuple):
    """A number of consecutive documents that need no report.

    ``upto`` is the number of bytes from the beginning of the file to the end of the last one.
    """

    number: int
    upto: int
