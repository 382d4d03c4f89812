"""Several processes, hash seeds, interrupts and the line that shows progress."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from linkcheck.cli import progress, workload
from linkcheck.cli.outcome import Outcome
from linkcheck.cli.progress import Progress
from linkcheck.output import FORMATS
from linkcheck.output.results import Totals
from linkcheck.sources.files import InputError, Source
from tests import signals
from tests.cli.conftest import CLEAN, ERROR, WARNING, Run

MANY = 70  # more than two batches


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with many files, of all makes, as the current one."""
    makes = (CLEAN, ERROR, WARNING, "{", '{"x": 1}', '{"client_name": "a", "client_name": "b"}')
    for number in range(MANY):
        (tmp_path / f"{number:03}.json").write_text(makes[number % len(makes)], encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "linkcheck.toml").write_text('ignore = ["LC104"]', encoding="utf-8")
    (tmp_path / "sub" / "a.json").write_text(ERROR, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _linkcheck(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "linkcheck", *arguments],
        capture_output=True,
        check=False,
        input=ERROR.encode(),
        env={**os.environ, **environment},
    )


def test_output_does_not_depend_on_hash_seed_and_number_of_jobs(many: Path) -> None:
    names = [path.name for path in sorted(many.glob("*.json"))]
    paths = [*names[:40], "missing.json", "-", *names[40:], "sub", "gone-*.json"]
    outcomes = []
    for number, seed in ((1, "0"), (2, "1"), (3, "2")):
        files = [f"--output-file={name}:{number}.{name}" for name in FORMATS]
        arguments = [*paths, "--jobs", str(number), "-v", "--format", "concise", *files]
        done = _linkcheck(*arguments, PYTHONHASHSEED=seed)
        written = [Path(f"{number}.{name}").read_bytes() for name in FORMATS]
        outcomes.append((done.returncode, done.stdout, done.stderr, written))
    assert outcomes[0] == outcomes[1] == outcomes[2]
    code, out, err, _ = outcomes[0]
    assert code == 2
    assert out.count(b"LC104") == 13  # twelve files and standard input
    assert err.index(b"039.json") < err.index(b"missing.json") < err.index(b"<stdin>")
    assert err.index(b"<stdin>") < err.index(b"040.json") < err.index(b"gone-*.json")


def test_custom_rules_are_described_in_any_process(many: Path) -> None:
    house = Path(__file__).parents[2] / "examples" / "house-rules"
    shutil.copytree(house, many / "house")
    written = []
    for number in ("1", "2"):
        done = _linkcheck(
            "house", "--config", "house/linkcheck.toml", "--jobs", number, "--format", "sarif"
        )
        assert done.returncode == 1
        assert done.stderr == b""
        written.append(done.stdout)
    assert written[0] == written[1]
    assert b"ACME" in written[0]


@pytest.mark.usefixtures("many")
def test_wrong_usage_is_reported_by_any_process(run: Run) -> None:
    outcome = run(".", "--jobs", "2", "--select", "unknown-valu")
    assert outcome.code == 2
    assert "Did you mean `unknown-value`?" in outcome.err


@pytest.mark.usefixtures("many")
def test_fixes_are_made_in_several_processes(run: Run) -> None:
    for name in ("a.fix.json", "b.fix.json"):
        Path(name).write_text(CLEAN.replace('"US"', '"us"'), encoding="utf-8")
    assert run("a.fix.json", "b.fix.json", "--fix", "--jobs", "2").code == 0
    assert Path("a.fix.json").read_text(encoding="utf-8") == CLEAN
    assert Path("b.fix.json").read_text(encoding="utf-8") == CLEAN


def test_jobs_must_be_a_number(run: Run) -> None:
    assert run(".", "--jobs", "0").code == 2
    assert run(".", "--jobs", "many").code == 2


def test_several_processes_are_used_if_there_is_much_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workload, "_processors", lambda: 7)
    file = tmp_path / "big.json"
    file.write_bytes(b" " * (workload._WORTH_BYTES // 2))
    source = Source("big.json", str(file), named=True)
    other = InputError("missing.json", "no such file")
    stdin = Source("<stdin>", "-", named=True)
    assert workload.useful_jobs([other, stdin, source]) == 1
    assert workload.useful_jobs([source, other, source]) == 7
    file.write_bytes(b" " * (workload._WORTH_BYTES + 1))
    assert workload.useful_jobs([source]) == 1  # it cannot be divided


@pytest.mark.parametrize("number", ["1", "2"])
def test_an_interrupt_stops_all_processes_and_leaves_no_file(many: Path, number: str) -> None:
    before = sorted(path.name for path in many.iterdir())
    # The last input never ends: all others are checked, and the run waits.
    arguments = [".", "-", "--jobs", number, "--output-file", "sarif:out.sarif", "-v"]
    with subprocess.Popen(
        [sys.executable, "-m", "linkcheck", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=signals.heed,
        start_new_session=True,
    ) as process:
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        assert process.stderr is not None
        lines = iter(process.stderr.readline, b"")
        assert any(b"sub/a.json: checked" in line for line in lines)
        os.killpg(process.pid, signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait() == 130
        watchdog.cancel()
    assert b"Traceback" not in rest
    assert sorted(path.name for path in many.iterdir()) == before


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _progress(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *sizes: int | None, wanted: bool = True
) -> tuple[Progress, list[float]]:
    """Progress over files ``0.jsonl``, ``1.jsonl`` ..., of these sizes, with a clock of its own."""
    now = [100.0]
    sources = [Source(f"{n}.jsonl", f"{n}.jsonl", named=True) for n in range(len(sizes))]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(time, "time", lambda: now[0])  # the clock of click
    monkeypatch.setattr(progress, "_size", lambda source: sizes[sources.index(source)])
    monkeypatch.setattr(sys, "stderr", stream)
    return Progress(sources, wanted=wanted), now


def test_progress_is_shown_on_a_terminal_only_and_not_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for stream, wanted in ((io.StringIO(), True), (_Terminal(), False), (_Terminal(), True)):
        progress, now = _progress(monkeypatch, stream, *[None] * 8, wanted=wanted)
        totals = Totals(documents=1200, files=3, skipped=1)
        last = Outcome(file="3.jsonl")
        progress.update(totals, last)
        assert stream.getvalue() == ""
        now[0] += 2
        progress.update(totals, last)
        progress.update(totals, last)  # too soon after the last time
        progress.hide()
        progress.hide()
        shown = stream.getvalue()
        if stream.isatty() and wanted:
            bar = "[############............]  50%, 00:00:02, 4/8 files, 1200 documents, 600/s"
            assert shown == f"\r\x1b[K{bar}\r\x1b[K"
        else:
            assert shown == ""


@pytest.mark.parametrize(
    ("sizes", "seen", "line"),
    [
        (
            (1000,),
            [("0.jsonl", 250)],
            "[######..................]  25%, 00:00:30, 5000 documents, 500/s",
        ),
        ((None,), [("0.jsonl", 250)], "5000 documents, 500/s"),
        (
            (600, 200, 200),
            [("0.jsonl", 600), ("1.jsonl", 100), ("1.jsonl", 0)],
            "[################........]  70%, 00:00:04, 2/3 files, 5000 documents, 500/s",
        ),
        (
            (72_200,),
            [("0.jsonl", 10)],
            "[........................]   0%, 20:03:10, 5000 documents, 500/s",
        ),
    ],
)
def test_progress_shows_rate_and_time_left(
    monkeypatch: pytest.MonkeyPatch,
    sizes: tuple[int | None, ...],
    seen: list[tuple[str, int]],
    line: str,
) -> None:
    stream = _Terminal()
    progress, now = _progress(monkeypatch, stream, *sizes)
    for name, upto in seen:
        progress.update(Totals(), Outcome(file=name, upto=upto))
    now[0] += 10
    progress.update(Totals(documents=5000, files=2), Outcome(file=seen[-1][0]))
    assert stream.getvalue() == f"\r\x1b[K{line}"


def test_sizes_are_those_of_files_that_are_read_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"12345")
    assert progress._size(Source("a.jsonl", str(file), named=True)) == 5
    assert progress._size(Source("a.jsonl.gz", str(file), named=True)) is None
    assert progress._size(Source("-", "-", named=True)) is None
    assert progress._size(Source("none", str(tmp_path / "none"), named=True)) == 0
    assert progress._size(InputError("none", "no such file")) == 0
