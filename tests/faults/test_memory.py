"""Lack of memory at any call is an error of the file, and the other files are checked."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from linkcheck.__main__ import main
from tests.faults.conftest import FIXABLE, WRONG, Shell

REASON = "not enough memory"
COMMANDS = {
    "text": "check big.json wrong.json",
    "json": "check big.json wrong.json --format json",
    "sarif": "check big.json wrong.json --format sarif",
    "lines": "check big.jsonl wrong.json --format concise",
    "yaml": "check big.yaml wrong.json --format concise",
    "diff": "check --diff big.json wrong.json",
    "fix": "check --fix big.json wrong.json",
    "baseline": "baseline big.json wrong.json --output-file known.json",
    "explain": "explain big.json",
    "verify": "verify big.har",
}


@pytest.fixture
def folder(folder: Path) -> Path:
    """A folder with a file of each kind."""
    body = json.dumps({**FIXABLE, "client_name": "W" * 50})
    for suffix in ("json", "jsonl", "yaml"):
        (folder / f"big.{suffix}").write_text(body + "\n")
    entry = {
        "request": {
            "method": "POST",
            "url": "https://sandbox.plaid.com/link/token/create",
            "postData": {"text": body},
        },
        "response": {"status": 200, "content": {"text": "{}"}},
    }
    (folder / "big.har").write_text(json.dumps({"log": {"entries": [entry]}}))
    return folder


OUTERMOST = ("/linkcheck/__main__.py", "/cli/run.py", "/cli/terminal.py", "/cli/exits.py")
"""What says that memory lacks: it needs a little itself."""


class _Short:
    """Raises MemoryError at a numbered call of ours, from 1; counts them."""

    def __init__(self, at: int = 0) -> None:
        self.count, self._at = 0, at

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        file = frame.f_code.co_filename
        if event != "call" or "/linkcheck/" not in file or file.endswith(OUTERMOST):
            return
        self.count += 1
        if self.count == self._at:
            raise MemoryError

    def run(self, command: Callable[[], int]) -> int:
        sys.setprofile(self)
        try:
            return command()
        finally:
            sys.setprofile(None)


# Closing a generator is a call, too, out of which nothing is raised.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.exhaustive
@pytest.mark.parametrize("name", COMMANDS)
def test_lack_of_memory_at_any_call(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.chdir(folder)
    arguments = COMMANDS[name].split()
    before = {file: file.read_bytes() for file in folder.iterdir()}

    def command() -> int:
        for file, data in before.items():
            file.write_bytes(data)
        return main(arguments)

    command()
    calls = _Short()
    calls.run(command)
    step = max(1, calls.count // 60)
    wrong = []
    for at in range(1, calls.count + 1, step):
        capsys.readouterr()
        code = _Short(at).run(command)
        err = capsys.readouterr().err
        if "internal error" in err or (code == 2) is not (REASON in err) or "Traceback" in err:
            wrong.append((at, code, err))
        for file, data in before.items():  # nothing half-written
            assert file.read_bytes() == data or json.loads(file.read_bytes())
    assert wrong == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("limit", [500_000, 700_000])
def test_a_value_larger_than_the_memory(shell: Shell, folder: Path, limit: int, jobs: int) -> None:
    (folder / "large.json").write_text(json.dumps({**WRONG, "client_name": "a" * 150_000_000}))
    ended = shell(
        f"ulimit -v {limit}; linkcheck check large.json wrong.json --jobs {jobs} --format concise"
    )
    assert "wrong.json:1:45: LC104" in ended.out
    assert ended.code == 2 or (jobs == 2 and "by lack of memory" in ended.err)
    assert f"large.json: {REASON}\n" in ended.err or jobs == 2
