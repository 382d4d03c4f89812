"""The two commands of README.md, by which CI tests and tries linkcheck."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

from tests.docs.blocks import ROOT, read


def command_after(mark: str) -> str:
    match = re.search(rf"<!-- {mark} -->\n\n    (.+)\n", read("README.md"))
    assert match, f"README.md has no {mark}"
    return match[1]


def test_the_commands_of_the_readme_need_no_make_and_no_uv() -> None:
    for mark in ("main command", "test command"):
        assert command_after(mark).startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_the_main_command_checks_the_examples() -> None:
    words = shlex.split(command_after("main command").rpartition("&& ")[2])
    assert words[0] == ".venv/bin/linkcheck"
    done = subprocess.run(
        [sys.executable, "-m", "linkcheck", *words[1:]],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert "LC301" in done.stdout
