"""The kinds of file, and how each is turned into documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from linkcheck.detection import detect
from linkcheck.documents import Document
from linkcheck.pointer import to_pointer
from linkcheck.sources.calls import Call, Problem, Reading
from linkcheck.sources.decode import Decoded, EmptyDocument, SourceError, to_text
from linkcheck.sources.files import (
    InputError,
    SomethingElse,
    Source,
    SourceDocument,
    is_lines,
    read_json,
)
from linkcheck.sources.tree import JsonTree, Tree

if TYPE_CHECKING:
    from linkcheck.sources.yaml_tree import YamlTree

Found = Iterator[SourceDocument | InputError]
Reader = Callable[[str, bytes], Found]
"""Takes the name of a file and its content, and gives the documents in it."""

_CALL_MARKS = (b"/link/token/",)
_YAML_MARKS = (*_CALL_MARKS, b"client_name", b"country_codes", b"link_token", b"webhook_code")
_COMMAND = re.compile(rb"^[ \t]*(?:[$>][ \t]*)?curl[ \t]", re.M)
_MESSAGE = re.compile(rb"(?:(?:GET|POST|PUT|PATCH|DELETE)[ \t]+\S|HTTP/[0-9.]+ [0-9]{3}|###)")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_YAML = re.compile(rb"\s*(?:---|#|[A-Za-z_][\w-]*:(?:\s|$))")


def read(source: Source) -> Found:
    """The documents of a file; see ``linkcheck.sources.files.documents``. Raises InputError."""
    if is_lines(source.name):
        from linkcheck.sources.json_lines import read_lines

        yield from read_lines(source)
        return
    data = source.read()
    reader = _reader(source, data)
    if reader is not None:
        yield from reader(source.name, data)


def is_yaml(source: Source, data: bytes) -> bool:
    """True if a file with this content is read as YAML."""
    return _reader(source, data) is read_yaml


def _reader(source: Source, data: bytes) -> Reader | None:
    """What reads a file; None if it was found in a directory and shows no sign of Link."""
    reader, marks = _READERS.get(_suffix(source.name)) or (_by_content(data), ())
    is_read = source.named or not marks or any(mark in data for mark in marks)
    return reader if is_read else None


def _suffix(name: str) -> str:
    return "." + name.lower().rpartition(".")[2]


def _by_content(data: bytes) -> Reader:
    """The reader for a file whose name tells nothing; JSON if nothing speaks for another."""
    start = data.lstrip(_BLANK)
    if start[:1] in (b"{", b"[", b""):
        return read_json
    if _COMMAND.search(data) or _MESSAGE.match(start) or start.startswith(b"#!"):
        return _reader_of_calls(data)
    return read_yaml if _YAML.match(data) else read_json


def read_container(name: str, decoded: Decoded) -> Found | None:
    """The documents of a JSON file that holds several, or one within something else.

    None if the file is none of these.
    """
    tree = JsonTree(decoded)
    calls = _calls(tree)
    if calls is not None:
        return Reading(name).documents(calls)
    if isinstance(tree.value, list):
        return _listed(Reading(name), tree) if bodies(tree) != [((), None)] else None
    foreign = _foreign(name, tree.value)
    return iter([foreign]) if foreign else None


def _foreign(name: str, value: Any) -> SomethingElse | None:
    """What to say of a file that is recognizably something else than a document."""
    from linkcheck.sources.foreign import description

    what = description(value)
    return SomethingElse(name, f"is {what}, so there is nothing to check") if what else None


def _calls(tree: Tree) -> Iterator[Call | Problem] | None:
    from linkcheck.sources import postman, recordings

    if recordings.is_har(tree.value):
        return recordings.har_calls(tree)
    if recordings.is_cassette(tree.value):
        return recordings.cassette_calls(tree)
    if recordings.is_axios(tree.value):
        return recordings.axios_calls(tree)
    if recordings.is_expectations(tree.value):
        return recordings.expectation_calls(tree)
    return postman.calls(tree) if postman.is_collection(tree.value) else None


def read_har(name: str, data: bytes) -> Found:
    """The documents of a HAR recording."""
    for found in read_json(name, data):
        if isinstance(found, SourceDocument) and not found.origin and _is_no_har(found):
            yield InputError(name, "is no HAR recording: it has no array `log.entries`")
        else:
            yield found


def _is_no_har(found: SourceDocument) -> bool:
    from linkcheck.sources.recordings import is_har

    return isinstance(found.content, Decoded) and not is_har(found.value)


def read_shell(name: str, data: bytes) -> Found:
    """The bodies of the calls of curl in a script."""
    from linkcheck.sources.curl import script_calls

    return _from_text(name, data, script_calls)


def read_notes(name: str, data: bytes) -> Found:
    """The bodies of the calls of curl in lines of any other text."""
    from linkcheck.sources.curl import note_calls

    return _from_text(name, data, note_calls)


def read_http(name: str, data: bytes) -> Found:
    """The bodies of the calls in a file of HTTP requests."""
    from linkcheck.sources.http import http_calls

    return _from_text(name, data, http_calls)


def read_markdown(name: str, data: bytes) -> Found:
    """The bodies of the calls in the code blocks of a Markdown file."""
    from linkcheck.sources.markdown import markdown_calls

    return _from_text(name, data, markdown_calls)


def read_mdx(name: str, data: bytes) -> Found:
    """The bodies of the calls in the code blocks of an MDX file."""
    from linkcheck.sources.markdown import markdown_calls

    return _from_text(name, data, partial(markdown_calls, is_mdx=True))


def read_text(name: str, data: bytes) -> Found:
    """The documents of a text file: JSON, HTTP messages or calls of curl, as it begins."""
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
    """The documents of a YAML file: a body each, or a list of bodies, or a cassette."""
    from linkcheck.sources.yaml_tree import YamlMissing
    from linkcheck.sources.yaml_tree import read as trees

    reading = Reading(name)
    last: Document | None = None
    is_empty = True
    try:
        for tree in trees(to_text(data)):
            is_empty = is_empty and tree.value is None
            for found in _yaml_documents(reading, tree):
                if isinstance(found, SourceDocument):
                    last = found.kind or last
                yield found
        if is_empty:
            raise EmptyDocument("The document is empty.", "Put one body into it.")
    except SourceError as error:
        yield SourceDocument(name, reading.count, error, last)
    except YamlMissing:
        reason = "is YAML, and PyYAML is not installed (pip install PyYAML)"
        raise InputError(name, reason) from None


def _yaml_documents(reading: Reading, tree: Tree) -> Found:
    calls = _calls(tree)
    if calls is not None:
        yield from reading.documents(calls)
        return
    foreign = None if detect(tree.value) else _foreign(reading.file, tree.value)
    if foreign:
        yield foreign
    else:
        yield from _listed(reading, tree)


def _listed(reading: Reading, tree: Tree) -> Found:
    """The body that a file is, or the bodies of the array that it is."""
    for path, kind in bodies(tree):
        origin = f"entry {path[0] + 1} of the list" if path else ""
        found = reading.add(tree.inline(path), kind, origin, to_pointer(path))
        if isinstance(tree, JsonTree):
            found.is_fixable = False  # a list of bodies in JSON
        else:
            found.yaml = cast("YamlTree", tree), path
        yield found


def bodies(tree: Tree) -> list[tuple[tuple[int, ...], Document | None]]:
    """Path and kind of each body in a document, none if it is empty or a recording."""
    if tree.value is None or _calls(tree) is not None:
        return []
    kinds = [detect(entry) for entry in tree.value] if isinstance(tree.value, list) else []
    if not any(kinds):
        return [((), detect(tree.value))]
    return [((number,), kind) for number, kind in enumerate(kinds)]


_READERS: dict[str, tuple[Reader, tuple[bytes, ...]]] = {
    ".json": (read_json, ()),
    ".har": (read_har, _CALL_MARKS),
    ".yaml": (read_yaml, _YAML_MARKS),
    ".yml": (read_yaml, _YAML_MARKS),
    ".md": (read_markdown, _CALL_MARKS),
    ".markdown": (read_markdown, _CALL_MARKS),
    ".mdx": (read_mdx, _CALL_MARKS),
    ".http": (read_http, _CALL_MARKS),
    ".rest": (read_http, _CALL_MARKS),
    ".sh": (read_shell, _CALL_MARKS),
    ".bash": (read_shell, _CALL_MARKS),
    ".zsh": (read_shell, _CALL_MARKS),
    ".txt": (read_text, _YAML_MARKS),
}
