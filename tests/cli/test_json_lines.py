"""Large files in JSON Lines: parts, memory, and the same output whatever happens inside."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from linkcheck.checker import Checker
from linkcheck.cli import jobs, joiner, workload
from linkcheck.cli.settings import Settings
from linkcheck.cli.source_checker import SourceChecker
from linkcheck.cli.stream import outcomes
from linkcheck.sources import json_lines
from linkcheck.sources.files import Source
from linkcheck.sources.json_lines import parts
from tests.cli.conftest import CLEAN, ERROR, FOREIGN, WARNING, Run


def _in_parts_of(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(jobs, "_BATCH_BYTES", size)
    monkeypatch.setattr(json_lines, "PART", size)


GET = '{"link_token": "link-sandbox-af1a0311-da53-4636-b754-dd15cc058176"}'


def _lines(path: Path, number: int) -> None:
    """A file with all makes of lines; broken ones stand alone, in rows, and at the start."""
    makes = ["{", *[CLEAN] * 5, ERROR, "", "{", '{"a": "\\ud800"}', CLEAN, WARNING, GET, "{"]
    makes += ["[1", FOREIGN, "{", CLEAN, '{"client_name": "a", "client_name": "b"}', *[CLEAN] * 9]
    lines = [makes[number % len(makes)] for number in range(number)]
    path.write_text("\n".join(lines), encoding="utf-8")


def test_positions_are_those_of_the_file(files: Path, run: Run) -> None:
    (files / "a.jsonl").write_text(f"{CLEAN}\n\n{ERROR}\n{{\n{WARNING}\n", encoding="utf-8")
    outcome = run("a.jsonl", "--format", "jsonl")
    found = [json.loads(line) for line in outcome.out.splitlines()]
    assert [(v["code"], v["line"], v["document_index"]) for v in found] == [
        ("LC104", 3, 1),
        ("LC001", 4, 2),
        (found[2]["code"], 5, 3),
    ]
    assert outcome.code == 2
    assert outcome.err.startswith("linkcheck: a.jsonl:4:2: ")


def test_standard_input_is_read_line_by_line_if_its_name_says_so(run: Run) -> None:
    text = f"{CLEAN}\n{ERROR}\n".encode()
    outcome = run("-", "--stdin-filename", "x.ndjson", "--format", "concise", stdin=text)
    assert outcome.code == 1
    assert outcome.out.startswith("x.ndjson:2:45: LC104")


def test_compressed_logs_are_checked_but_not_fixed(files: Path, run: Run) -> None:
    fixable = CLEAN.replace('"US"', '"us"')
    compressed = gzip.compress(f"{CLEAN}\n{fixable}\n".encode())
    (files / "a.jsonl.gz").write_bytes(compressed)
    for options in ([], ["--fix"], ["--jobs", "2"]):
        outcome = run("a.jsonl.gz", "--format", "concise", *options)
        assert outcome.code == 1
        assert outcome.out.startswith("a.jsonl.gz:2:")
        assert "[*]" not in outcome.out
    assert (files / "a.jsonl.gz").read_bytes() == compressed
    stdin = ("-", "--stdin-filename", "x.jsonl.gz", "--format", "concise")
    assert run(*stdin, stdin=compressed).out.startswith("x.jsonl.gz:2:")
    assert run("a.jsonl.gz", "--format", "concise", "--diff").code == 0


@pytest.mark.parametrize("directory", [False, True])
@pytest.mark.parametrize("size", [20, 300, 2500, 9000])
def test_parts_give_what_the_whole_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, directory: bool
) -> None:
    file = tmp_path / "a.jsonl"
    _lines(file, 120)
    settings = Settings(verbose=True)
    source = Source("a.jsonl", str(file), named=not directory)
    checker = SourceChecker(settings)
    whole = list(checker.check(source))
    monkeypatch.setattr(json_lines, "PART", size)
    cut = list(parts(str(file)))
    assert len(cut) > 1
    found = [e for part in cut for e in checker.check(source, part)]
    assert [e for e in found if not e.skipped] == whole


def test_clean_documents_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joiner, "_MOST_TOGETHER", 7)
    monkeypatch.setattr(Checker, "known_clean", lambda *_: None)
    file = tmp_path / "a.jsonl"
    file.write_text(f"{CLEAN}\n" * 20 + f"{ERROR}\n" + f"{CLEAN}\n" * 3, encoding="utf-8")
    found = list(SourceChecker(Settings()).check(Source("a.jsonl", str(file), named=True)))
    assert [1 + one.more for one in found] == [8, 8, 4, 1, 3]
    assert [one.result.position for one in found if one.result] == [0, 8, 16, 20, 21]
    size = len(CLEAN) + 1
    assert [one.upto // size for one in found] == [8, 16, 20, 21, 24]


@pytest.mark.parametrize("path", ["a.jsonl", "."])
def test_several_processes_share_a_file(
    files: Path, run: Run, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    _lines(files / "a.jsonl", 400)
    _in_parts_of(monkeypatch, 2000)
    arguments = [path, "--format", "json", "--output-file=text:out.txt"]
    alone = run(*arguments, "--jobs", "1")
    text = (files / "out.txt").read_text(encoding="utf-8")
    (files / "out.txt").unlink()
    shared = run(*arguments, "--jobs", "2")
    assert shared == alone
    assert (files / "out.txt").read_text(encoding="utf-8") == text
    assert shared.code == 2


def test_a_large_file_without_documents_is_skipped_once(
    files: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "log.jsonl").write_text(f"{FOREIGN}\n" * 300, encoding="utf-8")
    (files / "late.jsonl").write_text(f"{FOREIGN}\n" * 300 + CLEAN, encoding="utf-8")
    _in_parts_of(monkeypatch, 2000)
    for number in ("1", "2"):
        summary = json.loads(run(".", "--format", "json", "--jobs", number).out)["summary"]
        assert (summary["files"], summary["documents"], summary["skipped"]) == (4, 4, 2)


def test_a_large_file_alone_is_worth_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []

    def spied(sources: object, settings: object, number: int) -> list[object]:
        used.append(number)
        return []

    monkeypatch.setattr(workload, "_processors", lambda: 3)
    monkeypatch.setattr(jobs, "check_in_processes", spied)
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\n" * (workload._WORTH_BYTES + 1))
    list(outcomes([Source("a.jsonl", str(file), named=True)], Settings()))
    assert used == [3]


# Not `ru_maxrss`: it counts what the process that runs the tests had before it became this one.
PEAK = r"""
import re, sys
from linkcheck.__main__ import main
code = main(sys.argv[1:])
with open("/proc/self/status") as status:
    peak = re.search(r"VmHWM:\s*([0-9]+) kB", status.read())[1]
sys.stderr.write(f"{peak} {code}")
"""


def _peak(*arguments: str) -> int:
    """The memory in KiB that a run needed at most."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    peak, code = done.stderr.split()
    assert code == "1"
    return int(peak)


@pytest.mark.exhaustive
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
@pytest.mark.parametrize("options", [[], ["--format", "json"], ["--jobs", "2"]])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, options: list[str]) -> None:
    """Lines with long values: many bytes for little work."""
    filler = CLEAN.replace('"https://example.com/plaid"', f'"https://example.com/{"p" * 20000}"')
    peaks = []
    for megabytes in (4, 40):
        file = tmp_path / f"{megabytes}.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            lines.writelines(f"{filler}\n" for _ in range(megabytes * 50))
            lines.write(ERROR)
        peaks.append(_peak(str(file), *options))
    assert peaks[1] - peaks[0] < 12 * 1024
    assert peaks[1] < 300 * 1024
