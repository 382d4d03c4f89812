"""The file formats, and how each is converted to documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from linkcheck import sources
from linkcheck.documents import ENDPOINT_FOLDERS, TEXT_MARKS
from linkcheck.sources.calls import Call, Problem, Reading
from linkcheck.sources.code import sdks
from linkcheck.sources.content import Decoded, SourceError
from linkcheck.sources.decode import to_text
from linkcheck.sources.json_files import read_json
from linkcheck.sources.model import CODE_SUFFIXES, InputError, Source, SourceDocument, is_lines

Found = Iterator[SourceDocument | InputError]
Reader = Callable[[str, bytes], Found]
"""Takes the name and the content of a file, and yields its documents."""

_CALL_MARKS = tuple(map(str.encode, ENDPOINT_FOLDERS))
_TEXT_MARKS = tuple(map(str.encode, TEXT_MARKS))
_CODE_MARKS = tuple(map(str.encode, sdks.MARKS))
_COMMAND = re.compile(rb"^[ \t]*(?:[$>][ \t]*)?curl[ \t]", re.M)
_MESSAGE = re.compile(rb"(?:(?:GET|POST|PUT|PATCH|DELETE)[ \t]+\S|HTTP/[0-9.]+ [0-9]{3}|###)")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_YAML = re.compile(rb"\s*(?:---|#|[A-Za-z_][\w-]*:(?:\s|$))")


def read(source: Source) -> Found:
    """Yield the documents of a file; see ``linkcheck.sources.files.documents``."""
    if is_lines(source.name):
        yield from sources.json_lines.read_lines(source)
        return
    data = source.read()
    reader = _reader(source, data)
    if reader is not None:
        yield from reader(source.name, data)


def is_yaml(source: Source, data: bytes) -> bool:
    """True if a file with this content is read as YAML."""
    return _reader(source, data) is read_yaml


def _reader(source: Source, data: bytes) -> Reader | None:
    """Return the reader of a file; None if a search found it and it shows no sign of Link."""
    reader, marks = _READERS.get(_suffix(source.name)) or (_by_content(data), ())
    is_read = source.named or not marks or any(mark in data for mark in marks)
    return reader if is_read else None


def _suffix(name: str) -> str:
    return "." + name.lower().rpartition(".")[2]


def _by_content(data: bytes) -> Reader:
    """Return the reader for a file with an unknown suffix; JSON by default."""
    start = data.lstrip(_BLANK)
    if start[:1] in (b"{", b"[", b""):
        return read_json
    if _COMMAND.search(data) or _MESSAGE.match(start) or start.startswith(b"#!"):
        return _reader_of_calls(data)
    return read_yaml if _YAML.match(data) else read_json


def read_har(name: str, data: bytes) -> Found:
    """Yield the documents of a HAR recording."""
    for found in read_json(name, data):
        if isinstance(found, SourceDocument) and not found.origin and _is_no_har(found):
            yield InputError(name, "not a HAR recording: the array `log.entries` is missing")
        else:
            yield found


def _is_no_har(found: SourceDocument) -> bool:
    return isinstance(found.content, Decoded) and not sources.recordings.is_har(found.value)


def read_shell(name: str, data: bytes) -> Found:
    """Yield the bodies of the curl commands in a script."""
    return _from_text(name, data, sources.curl.script_calls)


def read_notes(name: str, data: bytes) -> Found:
    """Yield the bodies of the curl commands in any other text."""
    return _from_text(name, data, sources.curl.note_calls)


def read_http(name: str, data: bytes) -> Found:
    """Yield the bodies of the calls in a file of HTTP requests."""
    return _from_text(name, data, sources.http.http_calls)


def read_markdown(name: str, data: bytes) -> Found:
    """Yield the bodies of the calls in the code blocks of a Markdown file."""
    return _from_text(name, data, sources.markdown.markdown_calls)


def read_mdx(name: str, data: bytes) -> Found:
    """Yield the bodies of the calls in the code blocks of an MDX file."""
    return _from_text(name, data, partial(sources.markdown.markdown_calls, is_mdx=True))


def read_text(name: str, data: bytes) -> Found:
    """Yield the documents of a text file: JSON, HTTP messages or curl, by its beginning."""
    if data.lstrip(_BLANK)[:1] in (b"{", b"["):
        return read_json(name, data)
    return _reader_of_calls(data)(name, data)


def _reader_of_calls(data: bytes) -> Reader:
    if _MESSAGE.match(data.lstrip(_BLANK)):
        return read_http
    return read_shell if data.startswith(b"#!") else read_notes


def _from_text(name: str, data: bytes, calls: Callable[[str], Iterator[Call | Problem]]) -> Found:
    try:
        text = to_text(data)
    except SourceError as error:
        yield SourceDocument(name, 0, error, None)
    else:
        yield from Reading(name).documents(calls(text))


def read_yaml(name: str, data: bytes) -> Found:
    """Yield the documents of a YAML file: a body, a list of bodies, or a cassette."""
    yield from sources.yaml_files.read_yaml(name, data)


def read_code(name: str, data: bytes) -> Found:
    """Yield the requests that source code builds."""
    yield from sources.code_files.read_code(name, data)


_READERS: dict[str, tuple[Reader, tuple[bytes, ...]]] = {
    ".json": (read_json, ()),
    ".har": (read_har, _CALL_MARKS),
    ".yaml": (read_yaml, _TEXT_MARKS),
    ".yml": (read_yaml, _TEXT_MARKS),
    ".md": (read_markdown, _CALL_MARKS),
    ".markdown": (read_markdown, _CALL_MARKS),
    ".mdx": (read_mdx, _CALL_MARKS),
    ".http": (read_http, _CALL_MARKS),
    ".rest": (read_http, _CALL_MARKS),
    ".sh": (read_shell, _CALL_MARKS),
    ".bash": (read_shell, _CALL_MARKS),
    ".zsh": (read_shell, _CALL_MARKS),
    ".txt": (read_text, _TEXT_MARKS),
    **dict.fromkeys(CODE_SUFFIXES, (read_code, _CODE_MARKS)),
}
