"""``linkcheck completion`` and what it gives to shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from linkcheck.cli.run import COMMANDS
from tests.cli.conftest import Run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_each_shell(run: Run, shell: str) -> None:
    outcome = run("completion", shell)
    assert outcome.code == 0
    assert f"_LINKCHECK_COMPLETE={shell}_complete" in outcome.out
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed: its script is not parsed")
    done = subprocess.run([program, "-n"], input=outcome.out.encode(), check=False)
    assert done.returncode == 0


def test_an_unknown_shell_is_refused(run: Run) -> None:
    assert run("completion", "tcsh").code == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("linkcheck ", {*COMMANDS, ""}),
        ("linkcheck ba", {"baseline", "ba"}),
        ("linkcheck check --env", {"--environment"}),
        ("linkcheck check --format j", {"json", "jsonl", "junit"}),
        ("linkcheck rule unknown-v", {"unknown-value"}),
        ("linkcheck rule lc104", {"LC104"}),
        ("linkcheck check bod", {"bod"}),
    ],
)
def test_completions(words: str, expected: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "linkcheck"],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "_LINKCHECK_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        },
    )
    assert done.returncode == 0
    found = [line.split(",", 1) for line in done.stdout.splitlines()]
    assert {value for _, value in found} == expected
    files = {value for kind, value in found if kind == "file"}
    assert files == expected & {"", "ba", "bod"}
