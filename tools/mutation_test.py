"""Does a test notice when the code is wrong? Change the code in small ways, and see.

python tools/mutation_test.py rules                      every mutant of a folder
python tools/mutation_test.py --share 0.1 linkcheck      every tenth, the same ones each time
python tools/mutation_test.py --jobs 2 --results results.jsonl rules/auth.py

First the tests run once under coverage, to see which of them run which lines. That is kept in
.mutation/: a file of tests that has changed runs again, and all of them do if anything else has
that they may use (the code, the schemas, what tests share). Then each mutant gets a process of its
own that runs the tests of its lines, the quickest first, until one fails. A mutant that no test
notices must stand in tests/mutation/survivors.toml with the reason; else the exit code is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.machinery
import json
import os
import random
import re
import runpy
import signal
import sys
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from mutants import Mutant, mutants, mutated

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".mutation" / "coverage.json"
WATCHED = ("linkcheck", "rules", "schemas", "tests", "examples", "pyproject.toml")
"""What the result of the run under coverage rests on."""
SURVIVORS = ROOT / "tests" / "mutation" / "survivors.toml"
# Of no use here: these run other processes, other code, or the same code thousands of times.
LEFT_OUT = (
    *("tests/docs", "tests/ci", "tests/faults"),
    *(
        f"tests/robustness/test_{name}.py"
        for name in (
            *("any_bytes", "any_value", "concurrency", "leaks", "leaks_of_runs", "linear"),
            *("no_code_from_input", "patterns"),
        )
    ),
    *(
        f"tests/integrations/test_{name}.py"
        for name in ("pytest_plugin", "models_agree", "servers")
    ),
    *(
        "tests/test_packaging.py",
        "tests/test_benchmarks.py",
        "tests/test_plaid_changed.py",
        "tests/test_dependencies.py",
    ),
    *("tests/cli/test_start_up.py", "tests/mutation"),
)
SLOWEST = 2.0
"""Tests that take longer (seconds) are not used."""
PATIENCE = 20.0
"""Seconds of tests, at most, for one mutant."""
TIME_OUT = 60
MESSAGES = "tests/rules/test_messages.py"
"""Slow, but what no other test notices of a rule is often in its messages."""
FIRST_FILES = 5
"""To collect tests takes time, too: those of so many files are tried before the others."""
OPTIONS = ("-q", "-x", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist")


@dataclass
class Known:
    """What the run under coverage showed."""

    seconds: dict[str, float]
    """How long each test takes."""
    tests: dict[str, dict[str, list[int]]]
    """The tests that run a line, by file and line, as places in ``seconds``."""
    asked: list[str] = field(default_factory=list)
    """The tests that were asked for."""
    files: dict[str, str] = field(default_factory=dict)
    """The files it rests on, each with a hash of its content."""

    def without(self, files: Container[str]) -> Known:
        """What is known without the tests of some files."""
        places: dict[int, int] = {}
        seconds: dict[str, float] = {}
        for place, (name, time_taken) in enumerate(self.seconds.items()):
            if _file_of(name) not in files:
                places[place] = len(seconds)
                seconds[name] = time_taken
        return Known(
            seconds,
            {
                file: {line: [places[n] for n in ns if n in places] for line, ns in by_line.items()}
                for file, by_line in self.tests.items()
            },
        )

    def joined(self, other: Known) -> Known:
        """What is known of the tests of both."""
        after = len(self.seconds)
        tests = {file: dict(by_line) for file, by_line in self.tests.items()}
        for file, by_line in other.tests.items():
            mine = tests.setdefault(file, {})
            for line, places in by_line.items():
                mine[line] = [*mine.get(line, ()), *(after + n for n in places)]
        return Known({**self.seconds, **other.seconds}, tests)


class Watch:
    """A pytest plug-in that notes the lines which each test runs."""

    def __init__(self) -> None:
        import coverage

        self._coverage = coverage.Coverage(
            data_file=None, source=[str(ROOT / "linkcheck"), str(ROOT / "rules")]
        )
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._coverage.switch_context(item.nodeid)
        start = time.perf_counter()
        result = yield
        self.seconds[item.nodeid] = time.perf_counter() - start
        return result

    def run(self, tests: list[str]) -> Known:
        self._coverage.start()
        ignored = [f"--ignore={path}" for path in LEFT_OUT]
        pytest.main([*OPTIONS, *ignored, "--maxfail=1000", *tests], plugins=[self])
        self._coverage.stop()
        data = self._coverage.get_data()
        by_line: dict[str, dict[str, list[int]]] = {}
        place = {name: number for number, name in enumerate(self.seconds)}
        for file in data.measured_files():
            found = data.contexts_by_lineno(file)
            name = Path(file).relative_to(ROOT).as_posix()
            by_line[name] = {str(n): [place[c] for c in cs if c] for n, cs in found.items()}
        return Known(self.seconds, by_line)


class Chosen:
    """A pytest plug-in that runs some tests of those collected, in a given order."""

    def __init__(self, names: Iterable[str]) -> None:
        self._place = {name: place for place, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self._place),
            key=lambda item: self._place[item.nodeid],
        )


def known(asked: list[str]) -> Known:
    """What the run of the asked tests under coverage shows: as kept, as far as that still holds."""
    kept = Known(**json.loads(CACHE.read_text("utf-8"))) if CACHE.is_file() else Known({}, {})
    files = digests(ROOT)
    changed = {name for name in {*kept.files, *files} if kept.files.get(name) != files.get(name)}
    if kept.asked != asked or not all(map(is_test_file, changed)):
        kept, tests = Known({}, {}), asked
    else:
        kept, tests = kept.without(changed), [f for f in sorted(changed) if is_asked(f, asked)]
    if tests:
        found = CACHE.with_name("found.json")
        CACHE.parent.mkdir(exist_ok=True)
        _in_child(lambda: _watch(tests, found))
        kept = kept.joined(Known(**json.loads(found.read_text("utf-8"))))
        found.unlink()
    kept.asked, kept.files = asked, files
    CACHE.write_text(json.dumps(vars(kept)), encoding="utf-8")
    return kept


def _watch(tests: list[str], found: Path) -> int:
    found.write_text(json.dumps(vars(Watch().run(tests))), encoding="utf-8")
    return 0


def digests(root: Path) -> dict[str, str]:
    """The files that the run under coverage rests on, each with a hash of its content."""
    files = [
        file
        for name in WATCHED
        for file in ([root / name] if (root / name).is_file() else (root / name).rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]
    return {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(files)
    }


def is_test_file(name: str) -> bool:
    """True if nothing but its own tests rests on a file."""
    return name.startswith("tests/") and Path(name).name.startswith("test_")


def is_asked(name: str, asked: list[str]) -> bool:
    """True if the tests of a file are among the asked ones."""
    file = Path(name)
    return (
        (ROOT / file).is_file()
        and any(file.is_relative_to(_file_of(test)) for test in asked)
        and not any(file.is_relative_to(path) for path in LEFT_OUT)
    )


def chosen_tests(mutant: Mutant, source: str, known: Known) -> list[str]:
    """The tests that may notice a mutant, the most likely ones first, as far as patience goes."""
    by_line = known.tests.get(mutant.file, {})
    if mutant.executed_once:
        # Run at import, so by no test: those of the function it belongs to, or of the whole file;
        # first those named after the rules that the statement is about.
        first, last = mutant.span if mutant.span != (0, 0) else (1, len(source.splitlines()))
        lines = source.splitlines()[mutant.lines[0] - 1 : mutant.lines[1]]
        about = set(re.findall(r"\bLC\d{3}\b", "\n".join(lines)))
    else:
        first, last = mutant.lines
        about = set()
    names = list(known.seconds)

    def run_by(first: int, last: int) -> set[str]:
        return {names[t] for n in range(first, last + 1) for t in by_line.get(str(n), ())}

    near = run_by(first, last)
    if not near and not mutant.executed_once and str(first) in by_line:
        # In a function that only imports call: what they make is used all over the file.
        near = run_by(1, len(source.splitlines()))
    if mutant.executed_once:
        near |= {t for t in known.seconds if about & set(re.findall(r"LC\d{3}", t))}
    stem = Path(mutant.file).stem
    if mutant.executed_once and not mutant.scope and not about:  # a table
        near |= {t for t in known.seconds if t.startswith(_TABLES) or f"test_{stem}.py" in t}

    def order(test: str) -> tuple[bool, bool, float]:
        named = about & set(re.findall(r"LC\d{3}", test)) or f"test_{stem}.py" in test
        return not named, not test.startswith(_TABLES[0]), seconds[test]

    seconds = known.seconds
    found, spent = [], 0.0
    for test in sorted(near, key=order):
        if seconds[test] <= SLOWEST:
            spent += seconds[test]
            if spent > PATIENCE:
                break
            found.append(test)
    return found


_TABLES = (
    "tests/data_tables/",
    "tests/formats/",
    "tests/rules/",
    "tests/test_answer",
    "tests/cli/",
)
"""Where tables of facts are used, the nearest first."""


def judge(mutant: Mutant, known: Known) -> str:
    """``killed``, ``survived``, ``timeout`` or ``untested`` (no test runs the line)."""
    source = (ROOT / mutant.file).read_text(encoding="utf-8")
    tests = chosen_tests(mutant, source, known)
    if not tests:
        return "untested"
    files = list(dict.fromkeys(map(_file_of, tests)))
    first = [test for test in tests if _file_of(test) in files[:FIRST_FILES]]
    rest = [test for test in tests if _file_of(test) not in files[:FIRST_FILES]]
    last = [test for test in known.seconds if _file_of(test) == MESSAGES]
    if mutant.file.partition("/")[0] != "rules":
        last = []
    code: int | None = 0
    for part in (first, rest, last):
        if part and code == 0:
            code = _in_child(lambda part=part: _run_mutated(mutant, source, part), TIME_OUT)
    return {0: "survived", None: "timeout"}.get(code, "killed")


def _file_of(test: str) -> str:
    return test.partition("::")[0]


def _run_mutated(mutant: Mutant, source: str, tests: list[str]) -> int:
    file = str(ROOT / mutant.file)
    code = compile(mutated(source, mutant), file, "exec")
    load = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: Any, name: str) -> Any:
        return code if self.get_filename(name) == file else load(self, name)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    files = list(dict.fromkeys(map(_file_of, tests)))
    verdict = int(pytest.main([*OPTIONS, *files], plugins=[Chosen(tests)]))
    if verdict == pytest.ExitCode.NO_TESTS_COLLECTED:  # the tests are named after what has changed
        verdict = 0
    if verdict == 0 and mutant.executed_once:  # what is said of a rule stands on its page
        sys.argv = ["generate_docs.py", "--check"]
        return int(runpy.run_path("tools/generate_docs.py")["main"]())
    return verdict


def _in_child(work: Any, seconds: float | None = None) -> int | None:
    """The exit code of a function run in a forked process; None if it took too long."""
    process = os.fork()
    if process == 0:
        os.setpgid(0, 0)
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2) if seconds else (0,):
            os.dup2(quiet, stream)
        code = 70
        try:
            code = work()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    end = time.monotonic() + (seconds or 1e9)
    while time.monotonic() < end:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return None


def _warm_up() -> None:
    """Import what the tests need, but nothing of ours: each mutant's process begins with it."""
    import click  # noqa: F401
    import hypothesis.strategies  # noqa: F401
    import jsonschema  # noqa: F401
    import jsonschema_rs  # noqa: F401
    import phonenumbers  # noqa: F401
    import pycountry  # noqa: F401
    import referencing  # noqa: F401
    import yaml  # noqa: F401


def chosen_mutants(paths: list[str], share: float) -> list[Mutant]:
    """The mutants of some files and folders; of each file a share, picked by chance once."""
    found: list[Mutant] = []
    for path in paths:
        home = ROOT / path
        for file in sorted(home.rglob("*.py")) if home.is_dir() else [home]:
            name = file.relative_to(ROOT).as_posix()
            every = list(mutants(name, file.read_text(encoding="utf-8")))
            random.Random(name).shuffle(every)
            found += every[: round(len(every) * share + 0.499)]
    return found


def excused() -> set[tuple[str, ...]]:
    """The keys of the survivors that are listed with a reason."""
    rows = tomllib.loads(SURVIVORS.read_text(encoding="utf-8")).get("survivor", [])
    return {(row["file"], row["scope"], row["before"], row["after"]) for row in rows}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--tests", default="tests", help="what the run under coverage is made of")
    parser.add_argument("--results", type=Path)
    given = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    _warm_up()
    facts = known(given.tests.split())
    chosen = chosen_mutants(given.paths, given.share)
    listed, counts, new = excused(), Counter[str](), 0
    with ThreadPoolExecutor(given.jobs) as pool:
        for mutant, verdict in zip(
            chosen, pool.map(lambda m: judge(m, facts), chosen), strict=True
        ):
            if verdict in ("survived", "untested") and mutant.key in listed:
                verdict = "excused"
            counts[verdict] += 1
            if given.results:
                row = {**vars(mutant), "verdict": verdict}
                with given.results.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")
            if verdict in ("survived", "untested"):
                new += 1
                print(
                    f"{mutant.file}:{mutant.line}: {verdict}: {mutant.before} -> {mutant.after}",
                    flush=True,
                )
    print(f"{len(chosen)} mutants: " + ", ".join(f"{n} {what}" for what, n in counts.items()))
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
