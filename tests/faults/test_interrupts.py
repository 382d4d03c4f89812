"""Runs that are interrupted, and workers that die: no traceback, nothing half, nobody left over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import signals
from tests.faults.conftest import CLEAN, SECONDS, WRONG, Shell, environment

SLOW_RULE = '''
import os, time
from pathlib import Path
from linkcheck.engine.rule import rule, at

@rule("ACME001", name="slow", source="products", area="acme")
def slow(request):
    """Waits."""
    Path(f"started-{os.getpid()}").touch()
    if request.get("client_name") == "killed":
        os.kill(os.getpid(), 9)
    while request.get("client_name") == "slow":
        time.sleep(0.01)
    return ()
'''


@pytest.fixture
def project(folder: Path) -> Path:
    """A folder with a house rule that waits on ``slow`` bodies, and dies on ``killed`` ones."""
    (folder / "slow_rule.py").write_text(SLOW_RULE)
    (folder / "linkcheck.toml").write_text('plugins = ["slow_rule.py"]\n')
    (folder / "out.json").write_text("the old file")
    return folder


def _bodies(folder: Path, name: str, number: int = 1) -> None:
    (folder / "many").mkdir(exist_ok=True)
    for index in range(number):
        text = json.dumps({**CLEAN, "client_name": name})
        (folder / "many" / f"{name}{index}.json").write_text(text)


@pytest.fixture
def started(project: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts linkcheck in the project, and waits until it checks what takes long."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "linkcheck", "check", *arguments],
            cwd=project,
            env=environment(),
            preexec_fn=signals.heed,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        running.append(process)
        _until(lambda: bool(list(project.glob("started-*"))))
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()
    for process_id in _workers(project):
        os.kill(process_id, signal.SIGKILL)


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "this takes too long"
        time.sleep(0.02)


def _workers(project: Path) -> list[int]:
    """The processes that ran the rule and are still there."""
    every = [int(file.name.partition("-")[2]) for file in project.glob("started-*")]
    return [one for one in every if _lives(one)]


def _lives(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.mark.exhaustive
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("by", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_run_that_is_interrupted(
    project: Path, started: Start, jobs: int, by: signal.Signals, code: int
) -> None:
    _bodies(project, "slow", 3)
    options = ("--output-file", "json:out.json", "--format", "concise", "--jobs", str(jobs))
    process = started("many", *options)
    process.send_signal(by)
    out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, out, err.strip()) == (code, b"", b"")
    assert (project / "out.json").read_text() == "the old file"
    assert not list(project.glob(".*"))
    _until(lambda: not _workers(project))


def test_a_terminal_interrupts_all_processes_at_once(project: Path, started: Start) -> None:
    _bodies(project, "slow", 3)
    process = started("many", "--jobs", "2")
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")
    _until(lambda: not _workers(project))


def test_no_worker_outlives_a_run_that_is_killed(project: Path, started: Start) -> None:
    _bodies(project, "slow", 3)
    process = started("many", "--jobs", "2")
    assert _workers(project)
    process.kill()
    process.wait()
    _until(lambda: not _workers(project))


def test_a_run_that_ignores_a_closed_terminal(shell: Shell) -> None:
    ended = shell(
        "trap '' HUP; linkcheck check wrong.json --output-file json:out.json & "
        "pid=$!; kill -HUP $pid; wait $pid"
    )
    assert ended.code == 1


def test_a_worker_that_dies_costs_one_file(project: Path, shell: Shell) -> None:
    _bodies(project, "fine", 70)
    _bodies(project, "killed")
    (project / "many" / "wrong.json").write_text(json.dumps(WRONG))
    ended = shell("linkcheck check many --jobs 2 --format concise")
    assert ended.code == 3
    assert ended.err == (
        "linkcheck: internal error: the process that checked many/killed0.json crashed or ran "
        "out of memory; everything else was checked. Please report it.\n"
    )
    assert "wrong.json:1:45: LC104" in ended.out
    assert "72 files" not in ended.out
    assert "71 files checked" in ended.out
