"""JSON Lines: read line by line, in bounded memory, and in parts."""

from __future__ import annotations

import gzip
import json
import random
import tracemalloc
from pathlib import Path

import pytest

from linkcheck.sources import json_lines
from linkcheck.sources.decode import SourceError
from linkcheck.sources.files import InputError, Source, SourceDocument, documents
from linkcheck.sources.json_lines import Part, parts, read_lines
from tests.offenders import each

LINE = '{"client_name": "x", "language": "en"}'


def _source(folder: Path, content: bytes) -> Source:
    path = folder / "a.ndjson"
    path.write_bytes(content)
    return Source(path.name, str(path), named=True)


def _places(source: Source, part: Part | None = None) -> list[tuple[int, int]]:
    """Index and line of each document."""
    found = []
    for document in read_lines(source, part):
        assert isinstance(document, SourceDocument)
        assert document.origin == f"line {document.content.first_line}"
        found.append((document.position, document.content.first_line))
    return found


def test_blank_lines_are_skipped_and_lines_count_as_in_an_editor(tmp_path: Path) -> None:
    content = f"{LINE}\n\r\n  \n{LINE}\r\n\r{LINE}\n{LINE}"
    assert _places(_source(tmp_path, content.encode())) == [(0, 1), (1, 4), (2, 5), (3, 7)]


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
    # They are reported like their neighbors, even if the file was not named.
    assert [d.kind for d in found] == [found[0].kind] * 4


def test_a_file_in_another_encoding_is_reported_once(tmp_path: Path) -> None:
    [found] = documents(_source(tmp_path, f"{LINE}\n{LINE}\n".encode("utf-16")))
    assert isinstance(found, SourceDocument)
    assert isinstance(found.content, SourceError)
    assert "UTF-16" in found.content.message


def test_a_line_that_is_too_long_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines, "LONGEST", 100)
    monkeypatch.setattr(json_lines, "_CHUNK", 7)
    source = _source(tmp_path, f'{LINE}\n"{"x" * 200}"\n{LINE}\n'.encode())
    first, error, last = documents(source)
    assert isinstance(error, InputError)
    assert str(error).startswith("a.ndjson:2:1: line longer than")
    assert isinstance(last, SourceDocument)
    assert (last.position, last.content.first_line) == (1, 3)
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


@each("size", [1, 30, 41, 100, 400, 5000])
@each("ending", ["\n", "\r\n", "\n\n", "\n \r\n", "\n\x0b\n\n", "\r\n\r"])
@each("end", ["", "\n", " \n\n"])
def test_parts_make_up_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, ending: str, end: str
) -> None:
    lines = [json.dumps({"client_name": "x" * i, "language": "en"}) for i in range(20)]
    source = _source(tmp_path, (ending.join(lines) + end).encode())
    monkeypatch.setattr(json_lines, "PART", size)
    found = list(parts(source.path))
    assert [part.start for part in found] == [0, *(part.end for part in found[:-1])]
    assert found[-1].end == Path(source.path).stat().st_size
    longest = max(map(len, (ending.join(lines) + end).split("\n"))) + 1
    assert all(part.end - part.start <= max(size, longest) for part in found if part.end)
    assert [d for part in found for d in _places(source, part)] == _places(source)


def _everything(source: Source, part: Part | None = None) -> list[str]:
    """All that is found, errors included."""
    return [
        str(found) if isinstance(found, InputError) else f"{found!r} {found.content!r}"
        for found in read_lines(source, part)
    ]


@each("seed", range(60))
def test_parts_of_any_file_give_what_the_whole_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Broken, blank, unknown and overlong lines anywhere, and kinds that change."""
    draw = random.Random(seed)
    makes = [LINE, '{"link_token": "x"}', "{", "[1]", "", " ", "\r", "\x0b", "x" * 150, '{"a": 1}']
    makes = draw.choices(makes, k=5) + draw.sample(makes, k=2)
    text = "".join(draw.choice(makes) + draw.choice(["\n", "\r\n"]) for _ in range(60))
    source = _source(tmp_path, text.encode() + draw.choice([b"", b"\xff", b"{", b"\n"]))
    monkeypatch.setattr(json_lines, "LONGEST", 120)
    monkeypatch.setattr(json_lines, "NEAR", draw.choice([20, 100, 1000]))
    monkeypatch.setattr(json_lines, "_FIRST_BACK", draw.choice([1, 10, 1000]))
    monkeypatch.setattr(json_lines, "_CHUNK", draw.choice([1, 16, 1000]))
    monkeypatch.setattr(json_lines, "PART", draw.choice([1, 20, 50, 110]))
    found = list(parts(source.path))
    assert len(found) > 1
    assert [d for part in found for d in _everything(source, part)] == _everything(source)


def test_what_cannot_be_divided_is_one_part(tmp_path: Path) -> None:
    assert list(parts(str(tmp_path / "none.jsonl"))) == [Part()]
    compressed = _source(tmp_path, b"\x1f\x8b\n\n\n")
    assert list(parts(compressed.path)) == [Part()]
    assert list(parts(_source(tmp_path, b"").path)) == []


def test_a_broken_line_is_not_judged_by_one_far_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines, "NEAR", len(LINE) + 2)
    source = _source(tmp_path, f"{LINE}\n{{\n{{\n".encode())
    kinds = [found.kind for found in read_lines(source) if isinstance(found, SourceDocument)]
    assert [kind is not None for kind in kinds] == [True, True, False]


def test_compressed_files_are_read_as_a_whole(tmp_path: Path) -> None:
    content = gzip.compress(f"{LINE}\n{{\n{LINE}\n".encode() * 50)
    path = tmp_path / "a.jsonl.GZ"
    path.write_bytes(content)
    source = Source(path.name, str(path), named=True)
    assert list(parts(source.path)) == [Part()]
    found = list(documents(source))
    assert len(found) == 150
    assert not any(one.is_fixable for one in found if isinstance(one, SourceDocument))
    for damaged in (content[:-20], content[:30] + b"xxxx" + content[34:], b"no gzip"):
        path.write_bytes(damaged)
        with pytest.raises(InputError, match=r"a\.jsonl\.GZ: "):
            list(documents(source))
