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
        command = re.sub(r"PIP_\w+=\S+ ", "", command_after(mark))
        assert command.startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_the_test_command_installs_pinned_releases_and_contributing_shows_it_too() -> None:
    command = command_after("test command")
    for variable in ("PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT"):  # old and new pip, for the build
        assert f" {variable}=requirements/dev.txt " in command
    assert f"\n    {command}\n" in read("docs/contributing.md")


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
