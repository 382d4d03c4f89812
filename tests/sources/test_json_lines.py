"""JSON Lines: read line by line, in bounded memory, and in parts."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from linkcheck.sources import json_lines
from linkcheck.sources.decode import SourceError
from linkcheck.sources.files import InputError, Source, SourceDocument, documents
from linkcheck.sources.json_lines import Part, parts, read_lines

LINE = '{"client_name": "x", "language": "en"}'


def _source(folder: Path, content: bytes) -> Source:
    path = folder / "a.ndjson"
    path.write_bytes(content)
    return Source(path.name, str(path), named=True)


def _told(source: Source, part: Part | None = None) -> list[tuple[int, int]]:
    """Index and line of each document."""
    found = []
    for document in read_lines(source, part):
        assert isinstance(document, SourceDocument)
        assert document.origin == f"line {document.content.first_line}"
        found.append((document.index, document.content.first_line))
    return found


def test_blank_lines_are_passed_over_and_lines_count_as_in_an_editor(tmp_path: Path) -> None:
    content = f"{LINE}\n\r\n  \n{LINE}\r\n\r{LINE}\n{LINE}"
    assert _told(_source(tmp_path, content.encode())) == [(0, 1), (1, 4), (2, 5), (3, 7)]


def test_places_are_those_of_the_file(tmp_path: Path) -> None:
    source = _source(tmp_path, f"{LINE}\n\n{LINE}\n".encode())
    last = list(documents(source))[-1]
    assert isinstance(last, SourceDocument)
    assert not isinstance(last.content, SourceError)
    [span] = last.content.locate([(("language",), "value")])
    assert (span.line, span.column, span.end_line, span.end_column) == (3, 34, 3, 38)


def test_repeated_names_name_the_line_of_the_file(tmp_path: Path) -> None:
    source = _source(tmp_path, f'{LINE}\n{{"a": 1, "a": 2}}\n'.encode())
    last = list(documents(source))[-1]
    assert isinstance(last, SourceDocument)
    assert not isinstance(last.content, SourceError)
    [found] = last.content.duplicates
    assert (found.span.line, found.span.column) == (2, 10)
    assert "first on line 2" in found.message


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    source = _source(tmp_path, f'{LINE}\n{{"a": \n{LINE}\n\xff\n'.encode("latin-1"))
    found = [d for d in documents(source) if isinstance(d, SourceDocument)]
    assert [isinstance(d.content, SourceError) for d in found] == [False, True, False, True]
    errors = [d.content for d in found if isinstance(d.content, SourceError)]
    assert [(e.line, e.column, e.first_line) for e in errors] == [(2, 7, 2), (4, 1, 4)]
    # They are told of like their neighbours, also where the file was not named.
    assert [d.kind for d in found] == [found[0].kind] * 4


def test_a_file_in_another_encoding_is_told_once(tmp_path: Path) -> None:
    [found] = documents(_source(tmp_path, f"{LINE}\n{LINE}\n".encode("utf-16")))
    assert isinstance(found, SourceDocument)
    assert isinstance(found.content, SourceError)
    assert "UTF-16" in found.content.message


def test_a_line_that_is_too_long_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines, "LONGEST", 100)
    monkeypatch.setattr(json_lines, "_CHUNK", 7)
    source = _source(tmp_path, f'{LINE}\n"{"x" * 200}"\n{LINE}\n'.encode())
    first, error, last = documents(source)
    assert isinstance(error, InputError)
    assert str(error).startswith("a.ndjson:2:1: the line is longer than")
    assert isinstance(last, SourceDocument)
    assert (last.index, last.content.first_line) == (1, 3)
    assert isinstance(first, SourceDocument)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    line = json.dumps({"client_name": "x" * 1000, "language": "en"}) + "\n"
    peaks = []
    for count in (200, 4000):
        source = _source(tmp_path, (line * count).encode())
        tracemalloc.start()
        assert sum(1 for _ in documents(source)) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 50_000


@pytest.mark.parametrize("count", [1, 2, 3, 7, 50])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\n\n", "\n \r\n"])
def test_parts_make_up_the_whole(tmp_path: Path, count: int, ending: str) -> None:
    lines = [json.dumps({"client_name": "x" * i, "language": "en"}) for i in range(20)]
    source = _source(tmp_path, ending.join(lines).encode())
    found = parts(source.path, count)
    assert len(found) <= count
    assert (found[0].start, found[-1].end) == (0, None)
    assert [d for part in found for d in _told(source, part)] == _told(source)


def test_an_empty_file_has_one_empty_part(tmp_path: Path) -> None:
    source = _source(tmp_path, b"")
    assert parts(source.path, 4) == [Part()]
    assert _told(source) == []
