"""Small compressed inputs that unpack to much: read in bounded memory, and refused in the end."""

from __future__ import annotations

import base64
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from linkcheck.__main__ import main
from linkcheck.sources.compression import MOST_DECOMPRESSED, MOST_RATIO
from linkcheck.sources.files import InputError, Source, documents
from linkcheck.sources.json_lines import MOST_BLANK
from tests.faults.conftest import CLEAN, WRONG

MIB = 1 << 20
LINE = json.dumps(CLEAN).encode() + b"\n"
BAD = json.dumps(WRONG).encode() + b"\n"


def _repeated(piece: bytes, size: int) -> Callable[[], Iterator[bytes]]:
    """Pieces that are so many bytes in all."""
    block = piece * max(1, MIB // len(piece))
    return lambda: (block for _ in range(size // len(block) + 1))


def _compressed(pieces: Iterator[bytes], *, members: int = 1) -> bytes:
    """The pieces as a gzip stream; so many of them share a member."""
    made = io.BytesIO()
    for piece in pieces:
        step = len(piece) // members
        for at in range(0, len(piece), step):
            made.write(gzip.compress(piece[at : at + step], 9))
    return made.getvalue()


BOMBS = {
    "line feeds": (_repeated(b"\n", 66 * MIB), "1,000,000 blank lines; stopped reading"),
    "CR LF": (_repeated(b"\r\n", 66 * MIB), "1,000,000 blank lines; stopped reading"),
    "blanks": (_repeated(b" \t \n", 66 * MIB), "1,000,000 blank lines; stopped reading"),
    "spaces in one line": (_repeated(b" ", 66 * MIB), "decompresses to more than 200 times"),
    "zeros": (_repeated(b"\0", 66 * MIB), ""),
    "one request": (_repeated(LINE, 66 * MIB), "decompresses to more than 200 times"),
    "a few blank lines": (_repeated(LINE + b"\n" * 50, 66 * MIB), ""),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_errors_and_the_other_files_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    make, reason = BOMBS[name]
    bomb = tmp_path / "bomb.jsonl.gz"
    bomb.write_bytes(
        _compressed(iter([BAD])) + _compressed(make(), members=16 if name.startswith("z") else 1)
    )
    assert bomb.stat().st_size < 2 * MIB
    (tmp_path / "wrong.json").write_bytes(BAD)
    paths = [str(bomb), str(tmp_path / "wrong.json")]
    if name in ("spaces in one line", "zeros"):  # of many small pieces it takes long
        tracemalloc.start()
    code = main(["check", *paths, "--jobs", "1", "--no-config", "--format", "concise"])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    out, err = capsys.readouterr()
    assert code == 2
    assert f"linkcheck: {bomb}:" in err
    assert reason in err
    assert err.count("\n") <= 2
    assert f"{bomb}:1:" in out  # what came before is checked
    assert f"{tmp_path / 'wrong.json'}:1:" in out
    # A line may be as long as LONGEST, and bytes become text.
    assert peak < 5 * MOST_DECOMPRESSED


@pytest.mark.exhaustive
def test_logs_that_are_only_large_or_only_repetitive_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank, short = tmp_path / "blank.jsonl.gz", tmp_path / "short.jsonl.gz"
    blank.write_bytes(gzip.compress((LINE + b"\n" * 4) * 1000 + b"\n" * (MOST_BLANK - 4001)))
    short.write_bytes(gzip.compress(LINE * (MOST_DECOMPRESSED // len(LINE) - 1)))
    assert short.stat().st_size * MOST_RATIO < MOST_DECOMPRESSED
    for path in (blank, short):
        assert main(["check", str(path), "--jobs", "1", "--no-config"]) == 0
    assert "1000 documents" in capsys.readouterr().out


def test_blank_lines_of_a_plain_file_only_take_their_time(tmp_path: Path) -> None:
    path = tmp_path / "plain.jsonl"
    path.write_bytes(b"\n" * MOST_BLANK + LINE)
    assert main(["check", str(path), "--no-config"]) == 0


def _recording(body: bytes) -> bytes:
    """A HAR recording whose answer is a body in Base64."""
    request = {"method": "POST", "url": "https://sandbox.plaid.com/link/token/get"}
    sent = {**request, "postData": {"text": '{"link_token": "link-sandbox-1"}'}}
    content = {"text": base64.b64encode(body).decode(), "encoding": "base64"}
    entry = {"request": sent, "response": {"status": 200, "content": content}}
    return json.dumps({"log": {"entries": [entry] * 3}}).encode()


def _cassette(body: bytes) -> bytes:
    """A cassette in YAML whose request is a body in Base64."""
    text = base64.b64encode(body).decode()
    uri = "https://sandbox.plaid.com/link/token/create"
    entry = f"- request: {{method: POST, uri: '{uri}', body: !!binary {text}}}\n"
    return ("interactions:\n" + entry * 3).encode()


@pytest.mark.exhaustive
@pytest.mark.parametrize("members", [1, 16])
@pytest.mark.parametrize("make", [_recording, _cassette])
def test_bodies_that_unpack_to_far_too_much_are_errors(
    make: Callable[[bytes], bytes], members: int
) -> None:
    body = json.dumps(CLEAN).encode()
    for size, is_read in ((MIB // 2, True), (8 * MIB, False), (100 * MIB, False)):
        padded = body + b" " * (size - len(body))
        data = make(_compressed(iter([padded]), members=members))
        name = "a.yaml" if make is _cassette else "a.har"
        tracemalloc.start()
        found = list(documents(Source(name, name, named=True, data=data)))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        errors = [one for one in found if isinstance(one, InputError)]
        assert len(errors) == (0 if is_read else 3)
        assert all("too large after decompression" in one.reason for one in errors)
        assert is_read or peak < size / 2 + 8 * MIB


@pytest.mark.parametrize("cut", [1, 8, 30])
def test_bodies_that_are_cut_off_are_errors(cut: int) -> None:
    data = _recording(gzip.compress(json.dumps(CLEAN).encode())[:-cut])
    errors = [
        one
        for one in documents(Source("a.har", "a.har", named=True, data=data))
        if isinstance(one, InputError)
    ]
    assert [one.reason.partition(" is ")[2] for one in errors] == ["a damaged gzip stream"] * 3
