"""Measures linkcheck on a log of JSON Lines: ``python benchmarks/bulk.py``.

The log is that of benchmarks/logs.py. Programs take turns, each in its own process. The figure
of each is its median time, less its time for a log of one line. Spark is measured if it is
installed (extra ``spark``). With ``--write`` the table goes to benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.logs import lines  # noqa: E402
from benchmarks.table import table, write_section  # noqa: E402

FLOOR = "orjson.loads alone"
EXTRAS = ("orjson", "rphonenumbers")

_DECODE = """
import sys, orjson
with open(sys.argv[1], "rb") as file:
    for line in file:
        orjson.loads(line)
"""

_PARTS = 4
TITLES = ["", "lines/s", "time to orjson.loads", "peak memory, MB"]

Command = tuple[list[str], dict[str, str]]


def commands(folder: Path) -> dict[str, Command]:
    """The programs to run, with their environments; the path of the log comes last."""
    hidden = folder / "hidden"
    hidden.mkdir()
    for name in EXTRAS:
        (hidden / f"{name}.py").write_text("raise ImportError\n", encoding="utf-8")
    check = [sys.executable, "-m", "linkcheck", "check", "--no-config", "--format", "concise"]
    path = f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    paths = {"PYTHONPATH": path, "PYSPARK_PYTHON": sys.executable}
    plain = {**paths, "PYTHONPATH": f"{hidden}{os.pathsep}{path}"}
    found: dict[str, Command] = {}
    is_fast = all(importlib.util.find_spec(name) for name in EXTRAS)
    if is_fast:
        found[FLOOR] = ([sys.executable, "-c", _DECODE], paths)
    for jobs in ("1", "2"):
        if is_fast:
            found[f"with `fast`, --jobs {jobs}"] = ([*check, "--jobs", jobs], paths)
        found[f"without extras, --jobs {jobs}"] = ([*check, "--jobs", jobs], plain)
    if importlib.util.find_spec("pyspark"):
        for cores in (1, 2):
            job = [sys.executable, "-m", "linkcheck.integrations.spark", "--overwrite", "--output"]
            sparse = {"PYSPARK_SUBMIT_ARGS": f"--master local[{cores}] pyspark-shell", **paths}
            fast = " with `fast`" if is_fast else ""
            out = str(folder / f"out{cores}")
            found[f"Spark{fast}, local[{cores}]"] = ([*job, out], sparse)
    return found


def run(command: Command, log: Path, *expected: int) -> tuple[float, int]:
    """Wall time in seconds, and the memory that the largest of its processes took, in MB."""
    arguments, environment = command
    started = time.perf_counter()
    with subprocess.Popen(
        [*arguments, str(log)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in expected:
        raise RuntimeError(f"exit code {process.returncode}: {' '.join(arguments)}")
    return time.perf_counter() - started, usage.ru_maxrss // 1024


def measure(count: int, rounds: int) -> list[list[str]]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log, short = folder / "log.jsonl", folder / "short.jsonl"
        _write(log, lines(count))
        _write(short, lines(1))
        parts = folder / "parts"  # the same log: Spark gives each file to a task
        parts.mkdir()
        every = lines(count)
        for number in range(_PARTS):
            _write(parts / f"{number}.jsonl", islice(every, -(-count // _PARTS)))
        works = commands(folder)
        times: dict[str, list[float]] = {title: [] for title in works}
        peaks = dict.fromkeys(works, 0)
        for _ in range(rounds):
            for title, command in works.items():
                start, _ = run(command, short, 0)
                whole, peak = run(command, parts if title.startswith("Spark") else log, 0, 1)
                times[title].append(max(whole - start, 1e-6))
                peaks[title] = max(peaks[title], peak)
        floor = median(times[FLOOR]) if FLOOR in times else None
        rows = []
        for title, found in times.items():
            took = median(found)
            ratio = f"{took / floor:.1f}x" if floor else ""
            peak = "" if title.startswith("Spark") else f"{peaks[title]}"
            rows.append([title, f"{count / took:,.0f}", ratio, peak])
        return rows


def _write(path: Path, content: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(content)


def main(arguments: list[str] | None = None) -> None:
    """Measure and print; with ``--write`` also keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="write benchmarks/README.md")
    options = parser.parse_args(arguments)
    rows = measure(options.lines, options.rounds)
    text = f"A log of {options.lines:,} lines, start-up taken off, {os.cpu_count()} cores.\n\n"
    text += table(TITLES, rows)
    print(text)
    if options.write:
        write_section("bulk", text)


if __name__ == "__main__":
    main()
